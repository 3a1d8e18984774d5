package io.clientele.segmentation.cluster;

import io.clientele.core.Accumulator;
import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Smallest and largest value and standard deviation of every column: tiles are centred on their own mean and merged (Chan, Golub
 * and LeVeque 1983).
 */
final class ColumnSpread implements Accumulator<FeatureTable, ColumnSpread, double[]> {

    /** Below this, squares lose digits or vanish. */
    private static final double SMALLEST = Double.MIN_NORMAL * 0x1.0p53;

    /** Spread of one column over another's from which a common scale is advised. */
    private static final int UNEQUAL_SCALES = 1000;

    private long rows;
    private final double[] least;
    private final double[] most;
    private final double[] mean;
    private final double[] squares;
    private final double[] tile = new double[Chunks.TILE];

    ColumnSpread(int columns) {
        least = new double[columns];
        most = new double[columns];
        mean = new double[columns];
        squares = new double[columns];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    static ColumnSpread of(FeatureTable table, Execution execution) {
        return Chunks.accumulate(table, table.rows(), execution, () -> new ColumnSpread(table.columns()));
    }

    /** No row can be farther from one of these points than this, squared. */
    double farthest(double[][] points) {
        double sum = 0;
        for (int j = 0; j < least.length; j++) {
            double from = least[j];
            double to = most[j];
            for (double[] point : points) {
                from = Math.min(from, point[j]);
                to = Math.max(to, point[j]);
            }
            sum += (to - from) * (to - from);
        }
        return sum;
    }

    @Override
    public void add(FeatureTable table, int from, int to) {
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            for (int j = 0; j < mean.length; j++) {
                table.copyColumn(j, at, tile, 0, n);
                addTile(j, n);
            }
            rows += n;
        }
    }

    private void addTile(int j, int n) {
        double lowest = tile[0];
        double highest = tile[0];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            lowest = Math.min(lowest, tile[i]);
            highest = Math.max(highest, tile[i]);
            sum += tile[i];
        }
        double center = sum / n;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            double d = tile[i] - center;
            spread += d * d;
        }
        combine(j, n, lowest, highest, center, spread);
    }

    private void combine(int j, long n, double lowest, double highest, double center, double spread) {
        double delta = center - mean[j];
        double share = (double) n / (rows + n);
        squares[j] += spread + delta * delta * share * rows;
        mean[j] += delta * share;
        least[j] = Math.min(least[j], lowest);
        most[j] = Math.max(most[j], highest);
    }

    @Override
    public void merge(ColumnSpread later) {
        for (int j = 0; j < mean.length && later.rows > 0; j++) {
            combine(j, later.rows, later.least[j], later.most[j], later.mean[j], later.squares[j]);
        }
        rows += later.rows;
    }

    @Override
    public double[] result() {
        double[] deviations = new double[mean.length];
        Arrays.setAll(deviations, this::deviation);
        return deviations;
    }

    double deviation(int j) {
        return Math.sqrt(squares[j] / rows);
    }

    boolean constant(int j) {
        return least[j] == most[j];
    }

    /**
     * A point to count coordinates from: the mean, rounded to a power of two some ten times the range. So it is 0 unless the
     * rows lie far from 0, and then what is counted from it has no rounding either.
     */
    double[] origin() {
        double[] origin = new double[mean.length];
        for (int j = 0; j < origin.length; j++) {
            double unit = Math.scalb(1.0, Math.getExponent(most[j] - least[j]) + 4);
            origin[j] = constant(j) ? least[j] : Math.rint(mean[j] / unit) * unit;
        }
        return origin;
    }

    /** Refuses data whose squared distances, or their sum over all rows, a double cannot hold. */
    void requireSquares(List<String> names, double[][] centers, double total) {
        int widest = 0;
        double low = least[0];
        double high = most[0];
        double sum = 0;
        for (int j = 0; j < least.length; j++) {
            double from = least[j];
            double to = most[j];
            for (double[] center : centers) {
                from = Math.min(from, center[j]);
                to = Math.max(to, center[j]);
            }
            sum += (to - from) * (to - from) * total;
            if (to - from > high - low) {
                widest = j;
                low = from;
                high = to;
            }
        }
        boolean tooLarge = !(sum <= Double.MAX_VALUE);
        if (tooLarge || (high > low && sum < SMALLEST)) {
            throw new IllegalArgumentException("column '" + names.get(widest) + "' runs from " + low + " to " + high
                    + ": squared distances are too " + (tooLarge ? "large" : "small") + " for a double; scale it "
                    + (tooLarge ? "down" : "up") + " first");
        }
    }

    /** A column that is constant, or one that varies so much more than another that it decides alone. */
    Optional<String> warning(List<String> names) {
        int widest = -1;
        int narrowest = -1;
        for (int j = 0; j < names.size() && rows > 1; j++) {
            if (constant(j)) {
                return Optional.of("column '" + names.get(j) + "' is constant and tells nothing; drop it");
            }
            widest = widest < 0 || deviation(j) > deviation(widest) ? j : widest;
            narrowest = narrowest < 0 || deviation(j) < deviation(narrowest) ? j : narrowest;
        }
        if (widest >= 0 && deviation(widest) > UNEQUAL_SCALES * deviation(narrowest)) {
            return Optional.of("column '" + names.get(widest) + "' varies over " + UNEQUAL_SCALES
                    + " times as much as column '" + names.get(narrowest)
                    + "' and decides alone; standardise the columns first");
        }
        return Optional.empty();
    }
}
