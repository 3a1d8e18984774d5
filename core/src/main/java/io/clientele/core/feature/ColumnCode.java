package io.clientele.core.feature;

import java.util.Arrays;
import java.util.List;

/**
 * How one column is encoded, as learned. Immutable; equal by value.
 *
 * <p>{@code fill} is NaN where missing values are not filled. {@code cuts} are the upper ends of all bins but the last; without
 * bins the value becomes {@code (value - centre) / scale}.
 */
final class ColumnCode {

    /** Squares and differences of such numbers, and their quotients, are finite. */
    static final double LARGEST = 1e140;

    private final String name;
    final double fill;
    final boolean indicated;
    final boolean checked;
    final boolean binned;
    final double centre;
    final double scale;
    final double[] cuts;

    ColumnCode(
            String name,
            double fill,
            boolean indicated,
            boolean checked,
            boolean binned,
            double centre,
            double scale,
            double[] cuts) {
        this.name = name;
        this.fill = fill;
        this.indicated = indicated;
        this.checked = checked;
        this.binned = binned;
        this.centre = centre;
        this.scale = scale;
        this.cuts = cuts;
    }

    String name() {
        return name;
    }

    /** How many columns it becomes. */
    int width() {
        return (binned ? cuts.length : 1) + (indicated ? 1 : 0);
    }

    void addNames(List<String> names) {
        if (binned) {
            for (int b = 0; b < cuts.length; b++) {
                names.add(name + "_bin_" + (b + 2));
            }
        } else {
            names.add(name);
        }
        if (indicated) {
            names.add(name + "_missing");
        }
    }

    /** Takes the cells that a value becomes. */
    @FunctionalInterface
    interface Cell {
        void set(int column, double value);
    }

    /** Writes what a value becomes, from column {@code at} on. */
    void encode(double value, int row, int at, Cell cell) {
        boolean missing = Double.isNaN(value);
        if (checked && (Math.abs(value) > LARGEST || (missing && isUncovered()))) {
            throw refused(name, row, value);
        }
        double known = missing ? fill : value;
        int next = at;
        if (binned) {
            int bin = Double.isNaN(known) ? -1 : bin(known);
            for (int b = 0; b < cuts.length; b++) {
                cell.set(next++, bin == b + 1 ? 1 : 0);
            }
        } else {
            cell.set(next++, checked ? (known - centre) / scale : value);
        }
        if (indicated) {
            cell.set(next, missing ? 1 : 0);
        }
    }

    /** Whether a missing value becomes neither a number nor a bin of its own. */
    private boolean isUncovered() {
        return Double.isNaN(fill) && !indicated;
    }

    static IllegalArgumentException refused(String name, int row, double value) {
        String problem = "NaN is not allowed; fill missing values with withMedian, withMean or withValue";
        if (!Double.isNaN(value)) {
            problem = Double.isInfinite(value)
                    ? "an infinite value is not allowed"
                    : "must be at most " + LARGEST + " in size, got " + value + "; use another unit";
        }
        return new IllegalArgumentException("column '" + name + "'" + (row < 0 ? "" : ", row " + row) + ": " + problem);
    }

    /** How many cuts the value exceeds. */
    private int bin(double value) {
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cuts[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColumnCode that
                && name.equals(that.name)
                && Double.compare(fill, that.fill) == 0
                && indicated == that.indicated
                && checked == that.checked
                && binned == that.binned
                && Double.compare(centre, that.centre) == 0
                && Double.compare(scale, that.scale) == 0
                && Arrays.equals(cuts, that.cuts);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(cuts);
    }
}
