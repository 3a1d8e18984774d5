package io.clientele.segmentation.cluster;

import io.clientele.core.Accumulator;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * One pass of Lloyd's algorithm: assigns rows to their nearest centre and adds up what the next centres need.
 *
 * <p>Labels and distances are written to arrays that all partials share, each to its own rows.
 */
final class LloydPass implements Accumulator<FeatureTable, LloydPass, double[][]> {

    private final double[][] from;
    private final int[] labels;
    private final double[] distances;

    private final long[] sizes;
    /** Of the differences to the centre, so that a large mean costs no digits. */
    private final double[][] sums;

    private double inertia;
    private long changed;
    private final double[][] tile;

    private final double[] s = new double[Chunks.TILE];
    private final double[] best = new double[Chunks.TILE];
    private final int[] near = new int[Chunks.TILE];

    LloydPass(double[][] from, int[] labels, double[] distances) {
        this.from = from;
        this.labels = labels;
        this.distances = distances;
        int columns = from[0].length;
        this.sizes = new long[from.length];
        this.sums = new double[from.length][columns];
        this.tile = new double[columns][Chunks.TILE];
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
            inertia += best[i];
            sizes[c]++;
        }
        for (int j = 0; j < tile.length; j++) {
            double[] x = tile[j];
            for (int i = 0; i < n; i++) {
                int c = near[i];
                sums[c][j] += x[i] - from[c][j];
            }
        }
    }

    @Override
    public void merge(LloydPass later) {
        inertia += later.inertia;
        changed += later.changed;
        for (int c = 0; c < sums.length; c++) {
            sizes[c] += later.sizes[c];
            for (int j = 0; j < sums[c].length; j++) {
                sums[c][j] += later.sums[c][j];
            }
        }
    }

    @Override
    public double[][] result() {
        return centers(from);
    }

    /** The mean of each cluster's rows; an empty cluster keeps its centre. */
    double[][] centers(double[][] before) {
        double[][] centers = new double[before.length][];
        for (int c = 0; c < centers.length; c++) {
            centers[c] = before[c].clone();
            if (sizes[c] > 0) {
                for (int j = 0; j < centers[c].length; j++) {
                    centers[c][j] += sums[c][j] / sizes[c];
                }
            }
        }
        return centers;
    }

    /** Gives each empty cluster the row that is farthest from its centre; returns how many moved. */
    int relocateEmpty(FeatureTable rows, int[] rowLabels, double[] rowDistances) {
        int moved = 0;
        for (int c = 0; c < sizes.length; c++) {
            if (sizes[c] == 0) {
                int far = farthest(rowLabels, rowDistances);
                if (far < 0) {
                    return moved;
                }
                int old = rowLabels[far];
                for (int j = 0; j < sums[c].length; j++) {
                    double x = rows.get(far, j);
                    sums[old][j] -= x - from[old][j];
                    sums[c][j] = x - from[c][j];
                }
                sizes[old]--;
                sizes[c] = 1;
                rowLabels[far] = c;
                rowDistances[far] = 0;
                moved++;
            }
        }
        return moved;
    }

    private int farthest(int[] rowLabels, double[] rowDistances) {
        int far = -1;
        double most = 0;
        for (int i = 0; i < rowDistances.length; i++) {
            if (rowDistances[i] > most && sizes[rowLabels[i]] > 1) {
                most = rowDistances[i];
                far = i;
            }
        }
        return far;
    }

    long[] sizes() {
        return sizes.clone();
    }

    double inertia() {
        return inertia;
    }

    long changed() {
        return changed;
    }
}
