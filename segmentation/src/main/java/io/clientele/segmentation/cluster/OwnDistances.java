package io.clientele.segmentation.cluster;

import io.clientele.core.Accumulator;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import org.jspecify.annotations.Nullable;

/** Weighted sum of squared distances of rows to the centres of their labels, by differences in the order of {@code Distances}. */
final class OwnDistances implements Accumulator<FeatureTable, OwnDistances, Double> {

    private final double[][] byColumn;
    private final int[] labels;
    private final double @Nullable [] weights;
    private double sum;

    private final double[] own = new double[Chunks.TILE];
    private final double[][] tile;
    private final int[] near = new int[Chunks.TILE];

    OwnDistances(double[][] centers, int[] labels, double @Nullable [] weights) {
        int columns = centers[0].length;
        this.labels = labels;
        this.weights = weights;
        this.byColumn = new double[columns][centers.length];
        for (int j = 0; j < columns; j++) {
            for (int c = 0; c < centers.length; c++) {
                byColumn[j][c] = centers[c][j];
            }
        }
        this.tile = new double[4][Chunks.TILE];
    }

    @Override
    public void add(FeatureTable rows, int first, int to) {
        for (int at = first; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            System.arraycopy(labels, at, near, 0, n);
            java.util.Arrays.fill(own, 0, n, 0);
            int j = 0;
            for (; j <= byColumn.length - 4; j += 4) {
                for (int l = 0; l < 4; l++) {
                    subtract(rows, j + l, at, tile[l], n);
                }
                addFour(tile[0], tile[1], tile[2], tile[3], n);
            }
            for (; j < byColumn.length; j++) {
                subtract(rows, j, at, tile[0], n);
                addOne(tile[0], n);
            }
            for (int i = 0; i < n; i++) {
                sum += weights == null ? own[i] : weights[at + i] * own[i];
            }
        }
    }

    private void subtract(FeatureTable rows, int j, int at, double[] x, int n) {
        double[] center = byColumn[j];
        rows.copyColumn(j, at, x, 0, n);
        for (int i = 0; i < n; i++) {
            x[i] -= center[near[i]];
        }
    }

    private void addFour(double[] t, double[] u, double[] v, double[] w, int n) {
        for (int i = 0; i < n; i++) {
            own[i] += t[i] * t[i] + u[i] * u[i] + (v[i] * v[i] + w[i] * w[i]);
        }
    }

    private void addOne(double[] t, int n) {
        for (int i = 0; i < n; i++) {
            own[i] += t[i] * t[i];
        }
    }

    @Override
    public void merge(OwnDistances later) {
        sum += later.sum;
    }

    @Override
    public Double result() {
        return sum;
    }
}
