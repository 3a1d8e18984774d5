package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * Centre and spread of each column over the rows with a weight, so that solvers work on comparable numbers. One pass does for
 * ordinary columns: moments about the first value. Where that tells a column from a constant badly, or squares overflow or vanish, two
 * others follow: the ends of each column, then moments of the column brought between -1 and 1 by them.
 * Estimates are carried back exactly, so the spread need not be known to the last digits. NaN and infinite values are refused.
 */
final class Scaling {

    /** Squares of spreads beyond this, or below its inverse, are no numbers any more. */
    private static final double LARGEST = 1e140;
    /** A mean this many spreads (squared) from the first value leaves digits enough. */
    private static final double FAR = 1e6;

    final double[] mean;
    final double[] deviation;
    final boolean[] constant;
    /** Of all rows. */
    final double weight;
    /** Of weight times response. */
    final double responseSum;

    private Scaling(double[] mean, double[] deviation, boolean[] constant, double weight, double responseSum) {
        this.mean = mean;
        this.deviation = deviation;
        this.constant = constant;
        this.weight = weight;
        this.responseSum = responseSum;
    }

    static Scaling of(Rows data, Execution execution) {
        int columns = data.columns;
        double[] middle = new double[columns];
        double[] half = new double[columns];
        Arrays.fill(half, 1);
        int first = 0;
        while (first < data.count - 1 && !(data.weight(first) > 0)) {
            first++;
        }
        for (int j = 0; j < columns; j++) {
            middle[j] = data.features.get(first, j);
        }
        double[][] sums = moments(data, middle, half, new boolean[columns], execution);
        boolean ordinary = true;
        for (int j = 0; j < columns; j++) {
            if (Double.isNaN(sums[0][j]) || Double.isInfinite(sums[0][j])) {
                data.features.requireFinite(); // a sum of finite numbers may be infinite
            }
            double m = sums[0][j] / sums[2][0];
            double variance = sums[1][j] / sums[2][0] - m * m;
            ordinary &= variance > 1 / LARGEST && variance < LARGEST && m * m < FAR * variance;
        }
        return ordinary ? of(middle, half, new boolean[columns], sums) : careful(data, execution);
    }

    private static Scaling careful(Rows data, Execution execution) {
        int columns = data.columns;
        double[][] ends = Chunks.reduce(
                data.count,
                execution,
                chunk -> emptyEnds(columns),
                (part, from, to) -> addEnds(data, part, from, to),
                (a, b) -> {
                    for (int j = 0; j < columns; j++) {
                        a[0][j] = Math.min(a[0][j], b[0][j]);
                        a[1][j] = Math.max(a[1][j], b[1][j]);
                    }
                });
        double[] middle = new double[columns];
        double[] half = new double[columns];
        boolean[] constant = new boolean[columns];
        for (int j = 0; j < columns; j++) {
            middle[j] = ends[0][j] / 2 + ends[1][j] / 2;
            half[j] = ends[1][j] / 2 - ends[0][j] / 2;
            constant[j] = !(ends[0][j] < ends[1][j]);
            if (!constant[j] && !(half[j] < LARGEST && half[j] > 1 / LARGEST)) {
                throw new FitException("column '" + data.name(j) + "' spreads over " + 2 * half[j]
                        + ", whose square is too large or too small for a number; bring it to an ordinary unit");
            }
        }
        return of(middle, half, constant, moments(data, middle, half, constant, execution));
    }

    private static double[][] moments(
            Rows data, double[] middle, double[] half, boolean[] constant, Execution execution) {
        return Chunks.reduce(
                data.count,
                execution,
                chunk -> new double[3][Math.max(data.columns, 2)],
                (part, from, to) -> addMoments(data, middle, half, constant, part, from, to),
                (a, b) -> {
                    for (int k = 0; k < a.length; k++) {
                        for (int j = 0; j < a[k].length; j++) {
                            a[k][j] += b[k][j];
                        }
                    }
                });
    }

    private static Scaling of(double[] middle, double[] half, boolean[] constant, double[][] sums) {
        int columns = middle.length;
        double weight = sums[2][0];
        double[] mean = new double[columns];
        double[] deviation = new double[columns];
        for (int j = 0; j < columns; j++) {
            double m = sums[0][j] / weight;
            mean[j] = constant[j] ? middle[j] : middle[j] + half[j] * m;
            double variance = sums[1][j] / weight - m * m;
            // below 1e-12 the difference is rounding; then half the range is scale enough
            deviation[j] = constant[j] ? 1 : half[j] * (variance > 1e-12 ? Math.sqrt(variance) : 1);
        }
        return new Scaling(mean, deviation, constant, weight, sums[2][1]);
    }

    private static double[][] emptyEnds(int columns) {
        double[][] ends = new double[2][columns];
        Arrays.fill(ends[0], Double.POSITIVE_INFINITY);
        Arrays.fill(ends[1], Double.NEGATIVE_INFINITY);
        return ends;
    }

    private static void addEnds(Rows data, double[][] ends, int from, int to) {
        double[] x = new double[Chunks.TILE];
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            for (int j = 0; j < data.columns; j++) {
                data.features.copyColumn(j, at, x, 0, n);
                int kept = n;
                if (data.weights != null) {
                    kept = 0;
                    for (int i = 0; i < n; i++) {
                        x[kept] = x[i];
                        kept += data.weights[at + i] > 0 ? 1 : 0;
                    }
                }
                widen(x, kept, ends, j);
            }
        }
    }

    /** Comparisons, which hardly ever succeed, take less time than a minimum that looks for NaN and the sign of 0. */
    private static void widen(double[] x, int n, double[][] ends, int j) {
        double low = ends[0][j];
        double high = ends[1][j];
        for (int i = 0; i < n; i++) {
            if (x[i] < low) {
                low = x[i];
            }
            if (x[i] > high) {
                high = x[i];
            }
        }
        ends[0][j] = low;
        ends[1][j] = high;
    }

    private static void addMoments(
            Rows data, double[] middle, double[] half, boolean[] constant, double[][] sums, int from, int to) {
        double[] x = new double[Chunks.TILE];
        double[] w = new double[Chunks.TILE];
        double[] wx = new double[Chunks.TILE];
        Arrays.fill(w, 1);
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            if (data.weights != null) {
                System.arraycopy(data.weights, at, w, 0, n);
            }
            System.arraycopy(data.response, at, x, 0, n);
            sums[2][0] += Reductions.sum(w, 0, n);
            sums[2][1] += Reductions.dot(w, x, 0, n);
            for (int j = 0; j < data.columns; j++) {
                if (constant[j]) {
                    continue;
                }
                data.features.copyColumn(j, at, x, 0, n);
                double centre = middle[j];
                double factor = 1 / half[j];
                for (int i = 0; i < n; i++) {
                    double v = (x[i] - centre) * factor;
                    x[i] = v;
                    wx[i] = w[i] * v;
                }
                sums[0][j] += Reductions.sum(wx, 0, n);
                sums[1][j] += Reductions.dot(wx, x, 0, n);
            }
        }
    }

    /** Coefficients of the scaled columns, intercept first, as coefficients of the columns themselves. */
    double[] unscale(double[] beta) {
        double[] b = new double[beta.length];
        b[0] = beta[0];
        for (int j = 0; j < mean.length; j++) {
            b[j + 1] = beta[j + 1] / deviation[j];
            b[0] -= b[j + 1] * mean[j];
        }
        return b;
    }

    /** The covariance that goes with {@link #unscale}. */
    double[][] unscale(double[][] covariance) {
        int n = covariance.length;
        double[][] half = new double[n][];
        for (int i = 0; i < n; i++) {
            half[i] = unscale(covariance[i]);
        }
        double[][] full = new double[n][n];
        double[] column = new double[n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                column[i] = half[i][j];
            }
            double[] done = unscale(column);
            for (int i = 0; i < n; i++) {
                full[i][j] = done[i];
            }
        }
        return full;
    }
}
