package io.clientele.core.feature;

/** A name that events carry. Events without one are left out where categories are counted. */
public enum Category {
    /** What a line was about. */
    PRODUCT(0),
    /** Where a touch happened. */
    CHANNEL(1),
    /** Which campaign a touch belongs to. */
    CAMPAIGN(2),
    /** What sort of activity it was. */
    KIND(3);

    /** Where columns of it lie. */
    final int index;

    Category(int index) {
        this.index = index;
    }
}
