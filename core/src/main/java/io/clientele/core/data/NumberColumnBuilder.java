package io.clientele.core.data;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;

/** Collects numbers of events in the order they come. Not thread-safe. */
final class NumberColumnBuilder {

    private final String name;
    private final double unset; // NaN: has to be set
    private final double least;
    private double[] values = new double[16];
    private int rows;
    private double next;

    NumberColumnBuilder(String name, double unset) {
        this(name, unset, Double.NEGATIVE_INFINITY);
    }

    NumberColumnBuilder(String name, double unset, double least) {
        this.name = name;
        this.unset = unset;
        this.least = least;
        this.next = unset;
    }

    void set(double value) {
        try {
            Check.amount(name, value);
            if (value < least) {
                Check.atLeast(name, value, least);
            }
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("row " + rows + ": " + refused.getMessage(), refused);
        }
        next = value + 0.0; // no negative zero
    }

    void requireSet() {
        if (Double.isNaN(next)) {
            throw new IllegalStateException("row " + rows + ": set the " + name + " before add()");
        }
    }

    void add() {
        if (rows == values.length) {
            values = Arrays.copyOf(values, Growth.next(rows));
        }
        values[rows++] = next;
        next = unset;
    }

    NumberColumn build(int[] order) {
        double[] sorted = new double[order.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = values[order[i]];
        }
        return NumberColumn.of(sorted);
    }
}
