package io.clientele.segmentation.cluster;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many rows each cluster has, and their sum: what the next centres need.
 *
 * <p>Coordinates are counted from an origin not far from the rows, and sums are held in twice the precision of a number (Dekker 1971, "A
 * floating-point technique for extending the available precision"), so that rows that come and go leave nothing behind: the sums
 * are those of a fresh count, to the last bit of a centre, in any order.
 */
final class ClusterSums {

    private final double[] origin;
    final long[] sizes;
    /** By cluster, then column. */
    private final double[][] high;

    private final double[][] low;
    /** High and low part of each cluster's weight; null where every row counts once. */
    private final double @Nullable [][] mass;

    ClusterSums(int clusters, double[] origin, boolean weighted) {
        this.origin = origin;
        this.mass = weighted ? new double[2][clusters] : null;
        this.sizes = new long[clusters];
        this.high = new double[clusters][origin.length];
        this.low = new double[clusters][origin.length];
    }

    /** Adds row i of a tile, whose coordinates count from the origin. */
    void add(int cluster, double[][] tile, int i) {
        sizes[cluster]++;
        double[] h = high[cluster];
        double[] l = low[cluster];
        for (int j = 0; j < h.length; j++) {
            add(h, l, j, tile[j][i]);
        }
    }

    /** Adds rows of a table, each to the cluster of its label. */
    void addAll(FeatureTable rows, int[] labels, int from, int to) {
        double[][] tile = new double[origin.length][Chunks.TILE];
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            for (int j = 0; j < tile.length; j++) {
                rows.copyColumn(j, at, tile[j], 0, n);
                for (int i = 0; i < n; i++) {
                    tile[j][i] -= origin[j];
                }
            }
            for (int i = 0; i < n; i++) {
                add(labels[at + i], tile, i);
            }
        }
    }

    void remove(int cluster, double[][] tile, int i) {
        sizes[cluster]--;
        double[] h = high[cluster];
        double[] l = low[cluster];
        for (int j = 0; j < h.length; j++) {
            add(h, l, j, -tile[j][i]);
        }
    }

    /** Adds row i of a tile as many times as its weight says; a weight below 0 takes it away. */
    void addWeighted(int cluster, double[][] tile, int i, double weight) {
        sizes[cluster] += weight > 0 ? 1 : -1;
        double[][] m = Objects.requireNonNull(mass);
        add(m[0], m[1], cluster, weight);
        double[] h = high[cluster];
        double[] l = low[cluster];
        for (int j = 0; j < h.length; j++) {
            double product = weight * tile[j][i];
            l[j] += Math.fma(weight, tile[j][i], -product); // what the product was rounded by
            add(h, l, j, product);
        }
    }

    /** Knuth's sum with its rounding error, which the low part takes. */
    private static void add(double[] h, double[] l, int j, double x) {
        double a = h[j];
        double sum = a + x;
        double b = sum - a;
        l[j] += (a - (sum - b)) + (x - b);
        h[j] = sum;
    }

    void merge(ClusterSums later) {
        for (int c = 0; c < sizes.length; c++) {
            sizes[c] += later.sizes[c];
            if (mass != null && later.mass != null) {
                add(mass[0], mass[1], c, later.mass[0][c]);
                mass[1][c] += later.mass[1][c];
            }
            for (int j = 0; j < origin.length; j++) {
                add(high[c], low[c], j, later.high[c][j]);
                low[c][j] += later.low[c][j];
            }
        }
    }

    /** How much a cluster's rows count in all. */
    double weight(int cluster) {
        return mass == null || sizes[cluster] == 0 ? sizes[cluster] : mass[0][cluster] + mass[1][cluster];
    }

    /** The mean of each cluster's rows; an empty cluster keeps its centre. */
    double[][] centers(double[][] before) {
        double[][] centers = new double[before.length][];
        for (int c = 0; c < centers.length; c++) {
            centers[c] = before[c].clone();
            for (int j = 0; j < origin.length && sizes[c] > 0; j++) {
                centers[c][j] = origin[j] + (high[c][j] + low[c][j]) / weight(c);
            }
        }
        return centers;
    }

    /**
     * What the sum of squared distances to other points than the origin has more than that to the origin.
     *
     * @param from the point of each cluster
     */
    double excess(double[][] from) {
        double sum = 0;
        double lost = 0;
        for (int c = 0; c < from.length; c++) {
            for (int j = 0; j < origin.length; j++) {
                double f = from[c][j] - origin[j];
                double x = f * (weight(c) * f - 2 * (high[c][j] + low[c][j]));
                double t = sum + x;
                lost += Math.abs(sum) >= Math.abs(x) ? (sum - t) + x : (x - t) + sum;
                sum = t;
            }
        }
        return sum + lost;
    }

    boolean hasEmpty() {
        return Arrays.stream(sizes).anyMatch(size -> size == 0);
    }
}
