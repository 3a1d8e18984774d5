package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/** The losses of sparse rows at some linear predictors, with their first and second derivatives by row. Not thread-safe. */
final class SparseLogisticLoss {

    private final SparseLabeledTable data;
    private final Execution execution;
    /** By row: the derivative of the log-likelihood by the linear predictor, and its negative second one, times the weight. */
    final double[] score;

    final double[] curvature;
    double scoreSum;
    double curvatureSum;

    SparseLogisticLoss(SparseLabeledTable data, Execution execution) {
        this.data = data;
        this.execution = execution;
        this.score = new double[data.rows()];
        this.curvature = new double[data.rows()];
    }

    /**
     * Fills the derivatives.
     *
     * @param intercept added to each predictor, as is the offset
     * @param margins features times coefficients, by row
     * @return the sum of losses
     */
    double at(double intercept, double[] margins) {
        double[] sums = Chunks.reduce(
                data.rows(),
                execution,
                chunk -> new double[3],
                (part, from, to) -> {
                    Tile tile = new Tile(1);
                    tile.unweighted = data.weights == null;
                    for (int at = from; at < to; at += Chunks.TILE) {
                        add(tile, intercept, margins, at, Math.min(Chunks.TILE, to - at), part);
                    }
                },
                (a, b) -> Arrays.setAll(a, k -> a[k] + b[k]));
        scoreSum = sums[1];
        curvatureSum = sums[2];
        return sums[0];
    }

    private void add(Tile tile, double intercept, double[] margins, int at, int n, double[] part) {
        System.arraycopy(data.labels, at, tile.response, 0, n);
        if (data.weights != null) {
            System.arraycopy(data.weights, at, tile.weight, 0, n);
        }
        for (int i = 0; i < n; i++) {
            tile.eta[i] = intercept + margins[at + i];
        }
        if (data.offset != null) {
            for (int i = 0; i < n; i++) {
                tile.eta[i] += data.offset[at + i];
            }
        }
        part[0] -= Bernoulli.LOGIT.fill(tile, n);
        for (int i = 0; i < n; i++) {
            part[1] += tile.score[i];
            part[2] += tile.curvature[i];
        }
        System.arraycopy(tile.score, 0, score, at, n);
        System.arraycopy(tile.curvature, 0, curvature, at, n);
    }
}
