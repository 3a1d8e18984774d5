package io.clientele.core.io;

import io.clientele.core.internal.check.Check;

/** Takes rows into a log. A row goes in whole or not at all: values are read and checked before the builder sees any. */
abstract class Filler<L> {

    final TableRows rows;
    final Tally tally;
    private final int customer;
    private final boolean withoutAnonymous;

    Filler(TableRows rows, Tally tally, int customer, boolean withoutAnonymous) {
        this.rows = rows;
        this.tally = tally;
        this.customer = customer;
        this.withoutAnonymous = withoutAnonymous;
    }

    /** Takes the current row; it is used, left out, or refused by a {@link BadValue}. */
    final void take() {
        rows.requireWhole();
        if (rows.isBlank(customer)) {
            if (!withoutAnonymous) {
                throw BadValue.empty(rows.header().get(customer), "a customer");
            }
            tally.leaveOut(LogReader.ANONYMOUS);
            return;
        }
        if (add(customer)) {
            tally.use();
        }
    }

    /** Adds the row, whose customer is given; false if it was left out. */
    abstract boolean add(int customerColumn);

    abstract L build();

    /** An id that has to be there. */
    final String id(int column, String what) {
        if (rows.isBlank(column)) {
            throw BadValue.empty(rows.header().get(column), what);
        }
        return rows.text(column);
    }

    /** A number as logs take it. */
    final double number(int column, String name) {
        return checked(column, name, rows.number(column));
    }

    /** A number that logs take, or why not. */
    final double checked(int column, String name, double value) {
        try {
            return Check.amount(name, value);
        } catch (IllegalArgumentException e) {
            throw BadValue.outOfRange(rows.header().get(column), rows.text(column), e);
        }
    }
}
