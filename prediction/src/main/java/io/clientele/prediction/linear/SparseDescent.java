package io.clientele.prediction.linear;

import io.clientele.core.data.SparseTable;
import java.util.Arrays;

/**
 * Coordinate descent on the quadratic around the present coefficients, with soft thresholds (Yuan, Ho and Lin 2012, "An improved
 * GLMNET for L1-regularized logistic regression"). The intercept is eliminated, at no cost beyond a sum, so that columns with a
 * mean do not wait for it. Needs the features by column, a copy. Runs on the caller's thread; not thread-safe.
 */
final class SparseDescent {

    private static final int SWEEPS = 300;

    private final int[] starts;
    private final int[] row;
    private final double[] value;
    /** By row: curvature times the change of the linear predictor. */
    private final double[] pull;

    SparseDescent(SparseTable x) {
        starts = new int[x.columns() + 1];
        row = new int[(int) x.nonZeros()];
        value = new double[row.length];
        pull = new double[x.rows()];
        for (int k = 0; k < row.length; k++) {
            starts[x.column(k) + 1]++;
        }
        for (int j = 0; j < x.columns(); j++) {
            starts[j + 1] += starts[j];
        }
        int[] next = starts.clone();
        for (int i = 0; i < x.rows(); i++) {
            for (int k = x.start(i); k < x.end(i); k++) {
                int at = next[x.column(k)]++;
                row[at] = i;
                value[at] = x.value(k);
            }
        }
    }

    /** What the quadratic is made of; arrays by column but for the curvature, which is by row. */
    static final class Quadratic {

        final double[] b;
        final boolean[] free;
        /** Of the smooth part, with the intercept at its best for no change. */
        final double[] gradient;
        /** Sums of curvature times feature, and their total: what eliminates the intercept. */
        final double[] cross;

        final double total;
        /** With the intercept eliminated, l2 included. */
        final double[] diagonal;

        final double[] curvature;
        final double l1;
        final double l2;

        Quadratic(
                double[] b,
                boolean[] free,
                double[] gradient,
                double[] cross,
                double total,
                double[] diagonal,
                double[] curvature,
                double l1,
                double l2) {
            this.b = b;
            this.free = free;
            this.gradient = gradient;
            this.cross = cross;
            this.total = total;
            this.diagonal = diagonal;
            this.curvature = curvature;
            this.l1 = l1;
            this.l2 = l2;
        }
    }

    /** The change of each coefficient, near enough to the best that the largest step is the forcing term's part of the first ones. */
    double[] direction(Quadratic q, double forcing) {
        Arrays.fill(pull, 0);
        double[] change = new double[q.b.length];
        double[] mean = new double[1];
        double first = sweep(q, change, mean, false);
        double enough = forcing * forcing * first;
        int sweeps = 1;
        while (sweeps < SWEEPS) {
            double largest = sweep(q, change, mean, true);
            sweeps++;
            if (largest <= enough) {
                // those at 0 may have become free to go
                largest = sweep(q, change, mean, false);
                sweeps++;
                if (largest <= enough) {
                    break;
                }
            }
        }
        return change;
    }

    /** The largest {@code step² curvature}. */
    private double sweep(Quadratic q, double[] change, double[] mean, boolean activeOnly) {
        double largest = 0;
        for (int j = 0; j < change.length; j++) {
            double now = q.b[j] + change[j];
            if (!q.free[j] || (activeOnly && now == 0)) {
                continue;
            }
            double g = q.gradient[j] + q.l2 * change[j] - q.cross[j] * mean[0] / q.total;
            for (int k = starts[j]; k < starts[j + 1]; k++) {
                g += value[k] * pull[row[k]];
            }
            double target = now - g / q.diagonal[j];
            double threshold = q.l1 / q.diagonal[j];
            double next = target > threshold ? target - threshold : target < -threshold ? target + threshold : 0;
            double step = next - now;
            if (step != 0) {
                change[j] = next == 0 ? -q.b[j] : change[j] + step;
                mean[0] += q.cross[j] * step;
                for (int k = starts[j]; k < starts[j + 1]; k++) {
                    pull[row[k]] += step * value[k] * q.curvature[row[k]];
                }
                largest = Math.max(largest, step * step * q.diagonal[j]);
            }
        }
        return largest;
    }
}
