package io.clientele.prediction.linear;

import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/** Up to 128 rows at one place: scaled columns, linear predictor, response and weight, and what a family makes of them. */
final class Tile {

    /** By coefficient; column 0 is the constant. */
    final double[][] x;

    final double[] eta = new double[Chunks.TILE];
    final double[] response = new double[Chunks.TILE];
    final double[] weight = new double[Chunks.TILE];
    /** Whether all weights are 1, which saves work. */
    boolean unweighted;
    /** Derivative of the log-likelihood by the linear predictor, times the weight. */
    final double[] score = new double[Chunks.TILE];
    /** Expected information of the linear predictor, times the weight. */
    final double[] curvature = new double[Chunks.TILE];
    /** The mean that the linear predictor stands for. */
    final double[] mean = new double[Chunks.TILE];

    final double[] a = new double[Chunks.TILE];
    final double[] b = new double[Chunks.TILE];

    Tile(int coefficients) {
        x = new double[coefficients][Chunks.TILE];
        Arrays.fill(x[0], 1);
        Arrays.fill(weight, 1);
    }

    /** Reads rows {@code at} to {@code at + n - 1} and forms their linear predictor. */
    void load(Rows rows, Scaling scaling, double[] beta, int at, int n) {
        System.arraycopy(rows.response, at, response, 0, n);
        unweighted = rows.weights == null;
        if (rows.weights != null) {
            System.arraycopy(rows.weights, at, weight, 0, n);
        }
        double intercept = beta[0];
        if (rows.offset == null) {
            Arrays.fill(eta, 0, n, intercept);
        } else {
            for (int i = 0; i < n; i++) {
                eta[i] = intercept + rows.offset[at + i];
            }
        }
        for (int j = 1; j < x.length; j++) {
            double[] column = x[j];
            rows.features.copyColumn(j - 1, at, column, 0, n);
            double centre = scaling.mean[j - 1];
            double factor = scaling.constant[j - 1] ? 0 : 1 / scaling.deviation[j - 1];
            double b = beta[j];
            if (b == 0) {
                for (int i = 0; i < n; i++) {
                    column[i] = (column[i] - centre) * factor;
                }
                continue;
            }
            for (int i = 0; i < n; i++) {
                double v = (column[i] - centre) * factor;
                column[i] = v;
                eta[i] += b * v;
            }
        }
    }
}
