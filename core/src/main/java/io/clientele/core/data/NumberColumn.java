package io.clientele.core.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers that are often the same or whole: one value for all takes no room, whole numbers take 4 bytes each, others 8. */
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

    static NumberColumn of(double[] values, int[] rows) {
        boolean same = true;
        boolean ints = true;
        double first = rows.length == 0 ? 0 : values[rows[0]];
        for (int row : rows) {
            double v = values[row];
            same &= Double.doubleToRawLongBits(v) == Double.doubleToRawLongBits(first);
            ints &= Double.doubleToRawLongBits((int) v) == Double.doubleToRawLongBits(v); // -0.0 is not whole here
        }
        if (same) {
            return new NumberColumn(rows.length, first, null, null);
        }
        if (ints) {
            int[] whole = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                whole[i] = (int) values[rows[i]];
            }
            return new NumberColumn(rows.length, 0, whole, null);
        }
        double[] any = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            any[i] = values[rows[i]];
        }
        return new NumberColumn(rows.length, 0, null, any);
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
        int[] all = new int[rows.length];
        Arrays.setAll(all, i -> i);
        return of(picked, all);
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
