package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.stats.Moments;
import io.clientele.prediction.LabeledTable;

/** Weighted means and standard deviations of the columns, so that Newton's method works on comparable numbers. */
final class Scaling {

    final double[] mean;
    final double[] deviation;
    final boolean[] constant;
    final double weight;
    final double ones;

    private Scaling(double[] mean, double[] deviation, boolean[] constant, double weight, double ones) {
        this.mean = mean;
        this.deviation = deviation;
        this.constant = constant;
        this.weight = weight;
        this.ones = ones;
    }

    static Scaling of(LabeledTable data, Execution execution) {
        int columns = data.features().columns();
        // one more "column" for the labels
        Moments[] moments = Chunks.reduce(
                data.rows(),
                execution,
                chunk -> fresh(columns + 1),
                (part, from, to) -> {
                    double[] tile = new double[Chunks.TILE];
                    for (int j = 0; j < columns; j++) {
                        for (int at = from; at < to; at += Chunks.TILE) {
                            int n = Math.min(Chunks.TILE, to - at);
                            data.features().copyColumn(j, at, tile, 0, n);
                            for (int i = 0; i < n; i++) {
                                part[j].add(tile[i], data.weight(at + i));
                            }
                        }
                    }
                    for (int i = from; i < to; i++) {
                        part[columns].add(data.label(i), data.weight(i));
                    }
                },
                (a, b) -> {
                    for (int j = 0; j <= columns; j++) {
                        a[j].merge(b[j]);
                    }
                });
        double[] mean = new double[columns];
        double[] deviation = new double[columns];
        boolean[] constant = new boolean[columns];
        for (int j = 0; j < columns; j++) {
            mean[j] = moments[j].mean();
            constant[j] = moments[j].minimum() == moments[j].maximum();
            deviation[j] = constant[j] ? 1 : Math.sqrt(moments[j].populationVariance());
        }
        Moments labels = moments[columns];
        double ones = labels.minimum() == 1 ? labels.weight() : labels.maximum() == 0 ? 0 : labels.sum();
        return new Scaling(mean, deviation, constant, labels.weight(), ones);
    }

    private static Moments[] fresh(int count) {
        Moments[] moments = new Moments[count];
        for (int j = 0; j < count; j++) {
            moments[j] = Moments.create();
        }
        return moments;
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
        double[][] half = new double[n][n];
        for (int i = 0; i < n; i++) {
            double[] row = unscale(covariance[i]);
            half[i] = row;
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
