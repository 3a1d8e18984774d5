package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;

/**
 * Sums of Euclidean distances from each row to the rows of each cluster, a tile of rows against all rows at a time.
 *
 * <p>All loops run over the rows of the tile, so they need no reduction: 3 flops a feature, a root and two additions a pair.
 */
final class PairwiseSilhouette {

    private PairwiseSilhouette() {}

    static double[] values(FeatureTable rows, LabelCodes labels, Execution execution) {
        int n = rows.rows();
        double[][] points = new double[n][];
        for (int i = 0; i < n; i++) {
            points[i] = rows.row(i);
        }
        double[] values = new double[n];
        int tiles = (n + Chunks.TILE - 1) / Chunks.TILE;
        Chunks.tasks(tiles, execution, tile -> {
            int from = tile * Chunks.TILE;
            double[][] sums = sums(rows, labels, points, from, Math.min(Chunks.TILE, n - from));
            double[] own = new double[sums.length];
            for (int i = from; i < Math.min(n, from + Chunks.TILE); i++) {
                for (int c = 0; c < own.length; c++) {
                    own[c] = sums[c][i - from];
                }
                values[i] = Silhouette.value(labels.codes()[i], labels.sizes(), own);
            }
        });
        return values;
    }

    private static double[][] sums(FeatureTable rows, LabelCodes labels, double[][] points, int from, int length) {
        double[][] tile = new double[rows.columns()][Chunks.TILE];
        for (int j = 0; j < tile.length; j++) {
            rows.copyColumn(j, from, tile[j], 0, length);
        }
        double[][] sums = new double[labels.clusters()][Chunks.TILE];
        double[] s = new double[Chunks.TILE];
        for (int other = 0; other < points.length; other++) {
            Distances.squared(tile, tile.length, points[other], s, length);
            addRoots(sums[labels.codes()[other]], s, length);
        }
        return sums;
    }

    private static void addRoots(double[] sums, double[] s, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] += Math.sqrt(s[i]);
        }
    }
}
