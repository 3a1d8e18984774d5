package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;

/** Clusters with all their distances in one triangle, for complete, average and weighted linkage; n(n - 1)/2 numbers. */
final class DistanceClusters implements NeighborChain.Clusters {

    /** From here on a triangle does not fit an array. */
    static final int MOST_ROWS = 65_536;

    private final Linkage linkage;
    /** The distance of clusters i and j < i is at i(i - 1)/2 + j. */
    private final double[] distances;

    private final double[] sizes;
    /** Living clusters in ascending order. */
    private final int[] alive;

    private int live;
    private double nearest;

    DistanceClusters(Linkage linkage, Metric metric, FeatureTable rows, Execution execution) {
        int n = rows.rows();
        this.linkage = linkage;
        this.distances = new double[n * (n - 1) / 2];
        this.sizes = new double[n];
        this.alive = new int[n];
        this.live = n;
        for (int i = 0; i < n; i++) {
            sizes[i] = 1;
            alive[i] = i;
        }
        fill(metric, rows, execution);
    }

    /** How many bytes the triangle of n rows takes. */
    static long bytes(int rows) {
        return 4L * rows * (rows - 1);
    }

    private void fill(Metric metric, FeatureTable rows, Execution execution) {
        int n = rows.rows();
        Chunks.tasks((n + Chunks.TILE - 1) / Chunks.TILE, execution, block -> {
            double[][] tile = new double[rows.columns()][Chunks.TILE];
            double[] s = new double[Chunks.TILE];
            int from = block * Chunks.TILE;
            int width = Math.min(Chunks.TILE, n - from);
            for (int j = 0; j < tile.length; j++) {
                rows.copyColumn(j, from, tile[j], 0, width);
            }
            for (int i = from + 1; i < n; i++) {
                int count = Math.min(width, i - from);
                metric.raw(tile, tile.length, rows.row(i), s, count);
                int base = start(i) + from;
                for (int k = 0; k < count; k++) {
                    distances[base + k] = metric.distance(s[k]);
                }
            }
        });
    }

    private static int start(int i) {
        return (int) ((long) i * (i - 1) / 2);
    }

    private int index(int i, int j) {
        return i > j ? start(i) + j : start(j) + i;
    }

    @Override
    public int live() {
        return live;
    }

    @Override
    public int first() {
        return alive[0];
    }

    @Override
    public int nearest(int cluster, int previous) {
        double least = Double.POSITIVE_INFINITY;
        int at = -1;
        int base = start(cluster);
        int k = 0;
        for (; alive[k] < cluster; k++) {
            double d = distances[base + alive[k]];
            if (d < least) {
                least = d;
                at = alive[k];
            }
        }
        for (k++; k < live; k++) {
            double d = distances[start(alive[k]) + cluster];
            if (d < least) {
                least = d;
                at = alive[k];
            }
        }
        if (at < 0) {
            throw new IllegalArgumentException("distances are too large to be added; scale the columns first");
        }
        nearest = least;
        return previous >= 0 && distances[index(cluster, previous)] <= least ? previous : at;
    }

    @Override
    public double height() {
        return nearest;
    }

    @Override
    public void merge(int a, int b) {
        int gone = 0;
        for (int k = 0; k < live; k++) {
            int c = alive[k];
            if (c == a) {
                gone = k;
            } else if (c != b) {
                int at = index(b, c);
                distances[at] = linkage.merged(distances[index(a, c)], distances[at], sizes[a], sizes[b]);
            }
        }
        sizes[b] += sizes[a];
        System.arraycopy(alive, gone + 1, alive, gone, live - gone - 1);
        live--;
    }
}
