package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;

/** The squared distances from a point x to n rows with centre m and spread W add up to n |x - m|² + W. */
final class SquaredSilhouette {

    private SquaredSilhouette() {}

    static double[] values(FeatureTable rows, LabelCodes labels, ClusterMoments moments, Execution execution) {
        double[] values = new double[rows.rows()];
        int k = labels.clusters();
        Chunks.forEach(rows.rows(), execution, (chunk, from, to) -> {
            double[][] tile = new double[rows.columns()][Chunks.TILE];
            double[][] s = new double[k][Chunks.TILE];
            double[] sums = new double[k];
            for (int at = from; at < to; at += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, to - at);
                for (int j = 0; j < tile.length; j++) {
                    rows.copyColumn(j, at, tile[j], 0, n);
                }
                for (int c = 0; c < k; c++) {
                    Distances.squared(tile, tile.length, moments.centers[c], s[c], n);
                }
                for (int i = 0; i < n; i++) {
                    for (int c = 0; c < k; c++) {
                        sums[c] = labels.sizes()[c] * s[c][i] + moments.within[c];
                    }
                    values[at + i] = Silhouette.value(labels.codes()[at + i], labels.sizes(), sums);
                }
            }
        });
        return values;
    }
}
