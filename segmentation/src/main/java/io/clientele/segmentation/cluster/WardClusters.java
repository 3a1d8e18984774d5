package io.clientele.segmentation.cluster;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;

/**
 * Clusters for Ward's linkage: means and sizes, from which every distance follows, so memory is O(n · features).
 *
 * <p>Sums are kept and divided, rather than means updated: the mean of the same whole numbers is then the same to the bit
 * however they were merged, and equal distances stay equal.
 */
final class WardClusters implements NeighborChain.Clusters {

    private final LivePoints points;
    private final double[][] sums;
    private final int size; // the column that holds sizes
    private final double[] point;
    private final double[] s = new double[Chunks.TILE];
    private final double[] w = new double[Chunks.TILE];
    private double nearest;
    private int first;

    WardClusters(FeatureTable rows, double[] weights) {
        this.size = rows.columns();
        this.points = new LivePoints(rows, 1);
        this.sums = new double[rows.rows()][];
        this.point = new double[rows.columns()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = rows.row(i);
            for (int j = 0; j < point.length; j++) {
                sums[i][j] *= weights[i];
            }
            points.set(i, size, weights[i]);
        }
    }

    @Override
    public int live() {
        return points.live();
    }

    @Override
    public int first() {
        while (!points.isLive(first)) {
            first++;
        }
        return first;
    }

    @Override
    public int nearest(int cluster, int previous) {
        points.copy(cluster, point);
        double own = points.get(cluster, size);
        int self = points.position(cluster);
        double least = Double.POSITIVE_INFINITY;
        int at = -1;
        double toPrevious = Double.POSITIVE_INFINITY;
        int before = previous < 0 ? -1 : points.position(previous);
        for (int t = 0; t < points.tiles(); t++) {
            double[][] tile = points.tile(t);
            int n = points.size(t);
            Distances.squared(tile, points.features, point, s, n);
            weigh(w, s, tile[size], own, n);
            int base = t * Chunks.TILE;
            if (self >= base && self < base + n) {
                w[self - base] = Double.POSITIVE_INFINITY;
            }
            if (before >= base && before < base + n) {
                toPrevious = w[before - base];
            }
            for (int i = 0; i < n; i++) {
                if (w[i] < least) {
                    least = w[i];
                    at = base + i;
                }
            }
        }
        if (at < 0) {
            throw new IllegalArgumentException("distances are too large to be squared; scale the columns first");
        }
        nearest = least;
        return toPrevious <= least ? previous : points.id(at);
    }

    /** Twice the sum of squares that merging would add. */
    private static void weigh(double[] w, double[] s, double[] sizes, double own, int n) {
        for (int i = 0; i < n; i++) {
            w[i] = 2 * own * sizes[i] / (own + sizes[i]) * s[i];
        }
    }

    @Override
    public double height() {
        return Math.sqrt(nearest);
    }

    @Override
    public void merge(int a, int b) {
        double together = points.get(a, size) + points.get(b, size);
        for (int j = 0; j < point.length; j++) {
            sums[b][j] += sums[a][j];
            points.set(b, j, sums[b][j] / together);
        }
        points.set(b, size, together);
        points.remove(a);
    }
}
