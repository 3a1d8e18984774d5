package io.clientele.segmentation.cluster;

import io.clientele.core.Accumulator;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;

/**
 * One pass of Lloyd's algorithm that compares centres only for the rows whose nearest one may have changed; labels, sums and
 * inertia are those of {@link LloydPass}, to the bit.
 *
 * <p>When a row is measured, its gap is noted: how much farther its second nearest centre is. When centres move, a gap shrinks by
 * at most the way of its own centre and the longest way of any other; while it is above 0 the label cannot change (Hamerly 2010,
 * "Making k-means even faster", with one bound in place of two). Gaps are kept small by a share of {@link #SAFETY}, thousands of
 * times the rounding of distances and of the shrinking, so that what is skipped is what Lloyd would have computed; ties are
 * always measured. Measured rows are put together in tiles, so that the arithmetic stays vectorised.
 */
final class BoundedPass implements Accumulator<FeatureTable, BoundedPass, double[][]> {

    static final double SAFETY = 1e-10;
    /** A gap that makes the row be measured. */
    static final double UNKNOWN = -1;

    private final double[][] from;
    private final int[] labels;
    private final double[] gaps;
    private final double[] loss;

    private final long[] sizes;
    /** By column, then centre: of the differences to the centre. */
    private final double[][] sums;

    private final double[][] byColumn;
    private long changed;
    private long measured;
    private double inertia;

    private final double[][] tile;
    private final double[][] dense;
    private final double[][] squares;
    private final double[] best = new double[Chunks.TILE];
    private final double[] second = new double[Chunks.TILE];
    private final int[] pending = new int[Chunks.TILE];
    private final int[] near = new int[Chunks.TILE];
    private final double[] own = new double[Chunks.TILE];

    /**
     * A part of a pass.
     *
     * @param from centres
     * @param labels of rows, -1 before the first pass; each part writes its own rows
     * @param gaps of rows, {@link #UNKNOWN} for rows to be measured; each part writes its own rows
     * @param loss how much the gap of a row of each label has shrunk since the last pass
     */
    BoundedPass(double[][] from, int[] labels, double[] gaps, double[] loss) {
        int columns = from[0].length;
        this.from = from;
        this.labels = labels;
        this.gaps = gaps;
        this.loss = loss;
        this.sizes = new long[from.length];
        this.sums = new double[columns][from.length];
        this.byColumn = new double[columns][from.length];
        for (int c = 0; c < from.length; c++) {
            for (int j = 0; j < columns; j++) {
                byColumn[j][c] = from[c][j];
            }
        }
        this.tile = new double[columns][Chunks.TILE];
        this.dense = new double[columns][Chunks.TILE];
        this.squares = new double[from.length][Chunks.TILE];
    }

    /** How much gaps shrink when centres move, for rows of each label. */
    static double[] loss(double[][] before, double[][] after) {
        int k = before.length;
        double[] way = new double[k];
        int longest = 0;
        for (int c = 0; c < k; c++) {
            way[c] = Math.sqrt(Distances.squared(before[c], after[c]));
            longest = way[c] > way[longest] ? c : longest;
        }
        double other = 0;
        for (int c = 0; c < k; c++) {
            other = c == longest ? other : Math.max(other, way[c]);
        }
        double[] loss = new double[k];
        for (int c = 0; c < k; c++) {
            loss[c] = (way[c] + (c == longest ? other : way[longest])) * (1 + SAFETY);
        }
        return loss;
    }

    @Override
    public void add(FeatureTable rows, int first, int to) {
        for (int at = first; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            for (int j = 0; j < tile.length; j++) {
                rows.copyColumn(j, at, tile[j], 0, n);
            }
            int unsure = shrink(at, n);
            if (unsure > 0) {
                measure(at, unsure, n);
                measured += unsure;
            }
            collect(at, n);
        }
    }

    /** Lists the rows whose label is no longer sure. */
    private int shrink(int at, int n) {
        int unsure = 0;
        for (int i = 0; i < n; i++) {
            int c = labels[at + i];
            double gap = c < 0 ? UNKNOWN : gaps[at + i] - loss[c];
            gaps[at + i] = gap;
            pending[unsure] = i;
            unsure += gap > 0 ? 0 : 1; // also where it is not a number
        }
        return unsure;
    }

    private void measure(int at, int unsure, int n) {
        double[][] x = tile;
        if (unsure < n) {
            x = dense;
            for (int j = 0; j < tile.length; j++) {
                gather(dense[j], tile[j], pending, unsure);
            }
        }
        Distances.squared(x, x.length, from[0], squares[0], unsure);
        System.arraycopy(squares[0], 0, best, 0, unsure);
        java.util.Arrays.fill(second, 0, unsure, Double.POSITIVE_INFINITY);
        for (int c = 1; c < from.length; c++) {
            Distances.squared(x, x.length, from[c], squares[c], unsure);
            twoLeast(best, second, squares[c], unsure);
        }
        for (int q = 0; q < unsure; q++) {
            int row = at + pending[q];
            int c = labels[row];
            if (c < 0 || !(squares[c][q] == best[q] && second[q] > best[q])) {
                int nearest = lowest(q);
                changed += nearest == c ? 0 : 1;
                labels[row] = nearest;
            }
            gaps[row] = Math.sqrt(second[q]) * (1 - SAFETY) - Math.sqrt(best[q]) * (1 + SAFETY);
        }
    }

    private static void gather(double[] into, double[] x, int[] index, int n) {
        for (int q = 0; q < n; q++) {
            into[q] = x[index[q]];
        }
    }

    private static void twoLeast(double[] best, double[] second, double[] s, int n) {
        for (int i = 0; i < n; i++) {
            double v = s[i];
            double b = best[i];
            second[i] = Math.min(second[i], Math.max(v, b));
            best[i] = Math.min(b, v);
        }
    }

    /** The lowest-numbered of the nearest centres. */
    private int lowest(int q) {
        for (int c = 0; c < squares.length; c++) {
            if (squares[c][q] == best[q]) {
                return c;
            }
        }
        return 0;
    }

    private void collect(int at, int n) {
        System.arraycopy(labels, at, near, 0, n);
        java.util.Arrays.fill(own, 0, n, 0);
        int j = 0;
        for (; j <= tile.length - 4; j += 4) {
            add4(tile, byColumn, sums, j, n);
        }
        for (; j < tile.length; j++) {
            add1(tile[j], byColumn[j], sums[j], n);
        }
        for (int i = 0; i < n; i++) {
            sizes[near[i]]++;
            inertia += own[i];
        }
    }

    /** Four columns at a time, in the order of {@link Distances#squared}, so that distances come out to the same bits. */
    private void add4(double[][] x, double[][] centers, double[][] into, int j, int n) {
        double[] x0 = x[j];
        double[] x1 = x[j + 1];
        double[] x2 = x[j + 2];
        double[] x3 = x[j + 3];
        double[] c0 = centers[j];
        double[] c1 = centers[j + 1];
        double[] c2 = centers[j + 2];
        double[] c3 = centers[j + 3];
        double[] s0 = into[j];
        double[] s1 = into[j + 1];
        double[] s2 = into[j + 2];
        double[] s3 = into[j + 3];
        for (int i = 0; i < n; i++) {
            int c = near[i];
            double t = x0[i] - c0[c];
            double u = x1[i] - c1[c];
            double v = x2[i] - c2[c];
            double w = x3[i] - c3[c];
            s0[c] += t;
            s1[c] += u;
            s2[c] += v;
            s3[c] += w;
            own[i] += t * t + u * u + (v * v + w * w);
        }
    }

    private void add1(double[] x, double[] centers, double[] into, int n) {
        for (int i = 0; i < n; i++) {
            int c = near[i];
            double t = x[i] - centers[c];
            into[c] += t;
            own[i] += t * t;
        }
    }

    @Override
    public void merge(BoundedPass later) {
        changed += later.changed;
        measured += later.measured;
        inertia += later.inertia;
        for (int c = 0; c < sizes.length; c++) {
            sizes[c] += later.sizes[c];
        }
        for (int j = 0; j < sums.length; j++) {
            for (int c = 0; c < sizes.length; c++) {
                sums[j][c] += later.sums[j][c];
            }
        }
    }

    /** The mean of each cluster's rows; an empty cluster keeps its centre. */
    @Override
    public double[][] result() {
        double[][] centers = new double[from.length][];
        for (int c = 0; c < centers.length; c++) {
            centers[c] = from[c].clone();
            if (sizes[c] > 0) {
                for (int j = 0; j < centers[c].length; j++) {
                    centers[c][j] += sums[j][c] / sizes[c];
                }
            }
        }
        return centers;
    }

    boolean hasEmpty() {
        for (long size : sizes) {
            if (size == 0) {
                return true;
            }
        }
        return false;
    }

    long changed() {
        return changed;
    }

    /** How many rows were compared with all centres. */
    long measured() {
        return measured;
    }

    double inertia() {
        return inertia;
    }

    long[] sizes() {
        return sizes.clone();
    }
}
