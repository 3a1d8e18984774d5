package io.clientele.segmentation.cluster;

import io.clientele.core.Accumulator;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One pass of Lloyd's algorithm, plainly: assigns rows to their nearest centre and adds up what the next centres need.
 *
 * <p>Labels and distances are written to arrays that all partials share, each to its own rows.
 */
final class LloydPass implements Accumulator<FeatureTable, LloydPass, double[][]> {

    private final double[][] from;
    private final int[] labels;
    private final double[] distances;

    private final double[] origin;
    /** Not kept where rows are only to be labelled. */
    private final @Nullable ClusterSums sums;

    private final double @Nullable [] weights;

    private double inertia;
    private long changed;
    private final double[][] tile;

    private final double[] s = new double[Chunks.TILE];
    private final double[] best = new double[Chunks.TILE];
    private final int[] near = new int[Chunks.TILE];

    /** Labels rows, and measures them. */
    LloydPass(double[][] from, int[] labels, double[] distances) {
        this(from, new double[from[0].length], null, labels, distances, null);
    }

    /** Labels rows, measures them and adds them up; coordinates are counted from an origin. */
    LloydPass(double[][] from, double[] origin, int[] labels, double[] distances, double @Nullable [] weights) {
        this(from, origin, new ClusterSums(from.length, origin, weights != null), labels, distances, weights);
    }

    private LloydPass(
            double[][] from,
            double[] origin,
            @Nullable ClusterSums sums,
            int[] labels,
            double[] distances,
            double @Nullable [] weights) {
        this.from = from;
        this.labels = labels;
        this.distances = distances;
        this.origin = origin;
        this.sums = sums;
        this.weights = weights;
        this.tile = new double[origin.length][Chunks.TILE];
    }

    @Override
    public void add(FeatureTable rows, int first, int to) {
        for (int at = first; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            for (int j = 0; j < tile.length; j++) {
                rows.copyColumn(j, at, tile[j], 0, n);
            }
            assign(n);
            collect(at, n);
        }
    }

    private void assign(int n) {
        Distances.squared(tile, tile.length, from[0], best, n);
        Arrays.fill(near, 0, n, 0);
        for (int c = 1; c < from.length; c++) {
            Distances.squared(tile, tile.length, from[c], s, n);
            for (int i = 0; i < n; i++) {
                if (s[i] < best[i]) {
                    best[i] = s[i];
                    near[i] = c;
                }
            }
        }
    }

    private void collect(int at, int n) {
        for (int i = 0; i < n; i++) {
            int c = near[i];
            if (labels[at + i] != c) {
                labels[at + i] = c;
                changed++;
            }
            distances[at + i] = best[i];
            inertia += weights == null ? best[i] : weights[at + i] * best[i];
        }
        if (sums == null) {
            return;
        }
        for (int j = 0; j < tile.length; j++) {
            double[] x = tile[j];
            for (int i = 0; i < n; i++) {
                x[i] -= origin[j];
            }
        }
        for (int i = 0; i < n; i++) {
            add(sums, near[i], i, at + i);
        }
    }

    private void add(ClusterSums to, int cluster, int i, int row) {
        if (weights == null) {
            to.add(cluster, tile, i);
        } else {
            to.addWeighted(cluster, tile, i, weights[row]);
        }
    }

    private void remove(ClusterSums from, int cluster, int i, int row) {
        if (weights == null) {
            from.remove(cluster, tile, i);
        } else {
            from.addWeighted(cluster, tile, i, -weights[row]);
        }
    }

    @Override
    public void merge(LloydPass later) {
        inertia += later.inertia;
        changed += later.changed;
        if (sums != null && later.sums != null) {
            sums.merge(later.sums);
        }
    }

    /** The mean of each cluster's rows; an empty cluster keeps its centre. */
    @Override
    public double[][] result() {
        return sums().centers(from);
    }

    /** Gives each empty cluster the row that is farthest from its centre; returns how many moved. */
    int relocateEmpty(FeatureTable rows) {
        ClusterSums all = sums();
        int moved = 0;
        for (int c = 0; c < from.length; c++) {
            if (all.sizes[c] == 0) {
                int far = farthest(all);
                if (far < 0) {
                    return moved;
                }
                for (int j = 0; j < tile.length; j++) {
                    tile[j][0] = rows.get(far, j) - origin[j];
                }
                remove(all, labels[far], 0, far);
                add(all, c, 0, far);
                labels[far] = c;
                distances[far] = 0;
                moved++;
            }
        }
        return moved;
    }

    private int farthest(ClusterSums all) {
        int far = -1;
        double most = 0;
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] > most && all.sizes[labels[i]] > 1) {
                most = distances[i];
                far = i;
            }
        }
        return far;
    }

    ClusterSums sums() {
        return Objects.requireNonNull(sums);
    }

    double inertia() {
        return inertia;
    }

    long changed() {
        return changed;
    }
}
