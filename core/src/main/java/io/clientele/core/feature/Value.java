package io.clientele.core.feature;

/** A number that events carry. */
public enum Value {
    /** The money of an order or a line; what the kind makes of it for an activity. */
    AMOUNT(0),
    /** The units of a line. */
    QUANTITY(1),
    /** The money a touch cost the shop. */
    COST(2);

    /** Where columns of it lie. */
    final int index;

    Value(int index) {
        this.index = index;
    }
}
