package io.clientele.core.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finite numbers, no negative zero, that are often the same or whole: one value for all takes no room, whole numbers take 4
 * bytes each, others 8.
 */
final class NumberColumn {

    private final int size;
    private final double constant;
    private final int @Nullable [] whole;
    private final double @Nullable [] any;

    private NumberColumn(int size, double constant, int @Nullable [] whole, double @Nullable [] any) {
        this.size = size;
        this.constant = constant;
        this.whole = whole;
        this.any = any;
    }

    /** The array may become the column's. */
    static NumberColumn of(double[] values) {
        boolean same = true;
        boolean ints = true;
        double first = values.length == 0 ? 0 : values[0];
        for (double v : values) {
            same &= v == first;
            ints &= (int) v == v;
        }
        if (same) {
            return new NumberColumn(values.length, first, null, null);
        }
        if (!ints) {
            return new NumberColumn(values.length, 0, null, values);
        }
        int[] whole = new int[values.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (int) values[i];
        }
        return new NumberColumn(values.length, 0, whole, null);
    }

    double get(int row) {
        if (any != null) {
            return any[row];
        }
        return whole != null ? whole[row] : constant;
    }

    NumberColumn rows(int[] rows) {
        double[] picked = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = get(rows[i]);
        }
        return of(picked);
    }

    long bytes() {
        return whole != null ? 4L * whole.length : any != null ? 8L * any.length : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberColumn that
                && size == that.size
                && Double.compare(constant, that.constant) == 0
                && Arrays.equals(whole, that.whole)
                && Arrays.equals(any, that.any);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(whole) + Arrays.hashCode(any) + Double.hashCode(constant) + size;
    }
}
