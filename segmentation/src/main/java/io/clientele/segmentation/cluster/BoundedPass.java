package io.clientele.segmentation.cluster;

import io.clientele.core.Accumulator;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;
import org.jspecify.annotations.Nullable;

/**
 * One pass of Lloyd's algorithm that compares centres only for the rows whose nearest one may have changed, and moves only the rows
 * that change between the sums; labels, and with them the next centres, are those of {@link LloydPass}, to the bit.
 *
 * <p>When a row is measured, its gap is noted: how much farther its second nearest centre is. When centres move, a gap shrinks by
 * at most the way of its own centre and the longest way of any other; while it is above 0 the label cannot change (Hamerly 2010,
 * "Making k-means even faster", with one bound in place of two). Rows to be measured are put together in tiles.
 *
 * <p>A tile is measured by half the square of a distance less what is the same for all centres, one multiply-add a coordinate. That
 * form cancels digits; where its rounding, bounded generously, could decide, the row is measured again by differences, as Lloyd
 * does. Gaps are kept small by a share of {@link #SAFETY}, thousands of times the rounding of square roots and of the shrinking.
 *
 * <p>Cost: 2 flops a measured row, coordinate and centre; 12 bytes a row that is not measured.
 */
final class BoundedPass implements Accumulator<FeatureTable, BoundedPass, double[][]> {

    static final double SAFETY = 1e-10;
    /** A gap that makes the row be measured. */
    static final double UNKNOWN = -1;

    private final double[][] from;
    private final double[] origin;
    private final int[] labels;
    private final double[] gaps;
    private final double[] loss;
    private final double @Nullable [] weights;

    /** Of the rows that come to a cluster, less those that leave it. */
    private final ClusterSums moves;

    private long changed;
    private long measured;
    /** Of the rows that had no label: weighted sum of squared distances to the origin. */
    private double squares;

    /** By centre: its coordinates from the origin, negative, and half the sum of their squares. */
    private final double[][] minus;

    private final double[] half;
    /** Most of those sums of squares. */
    private double widest;
    /** Bound of the rounding of a measure, as a share of the squares that went into it. */
    private final double rounding;

    private final double[][] tile;
    private final double[][] scores;
    private final double[] label = new double[Chunks.TILE];
    private final double[] own = new double[Chunks.TILE];
    private final double[] norm = new double[Chunks.TILE];
    private final double[] least = new double[Chunks.TILE];
    private final int[] pending = new int[2 * Chunks.TILE];
    private final double[] point;

    /**
     * A part of a pass.
     *
     * @param from centres
     * @param origin what coordinates are counted from
     * @param labels of rows, -1 before the first pass; each part writes its own rows
     * @param gaps of rows, {@link #UNKNOWN} for rows to be measured; each part writes its own rows
     * @param loss how much the gap of a row of each label has shrunk since the last pass
     * @param weights of rows, above 0; null if each counts once
     */
    BoundedPass(
            double[][] from, double[] origin, int[] labels, double[] gaps, double[] loss, double @Nullable [] weights) {
        int columns = origin.length;
        int k = from.length;
        this.from = from;
        this.origin = origin;
        this.labels = labels;
        this.gaps = gaps;
        this.loss = loss;
        this.weights = weights;
        this.moves = new ClusterSums(k, origin, weights != null);
        this.minus = new double[k][columns];
        this.half = new double[k];
        for (int c = 0; c < k; c++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                double f = from[c][j] - origin[j];
                minus[c][j] = -f;
                sum += f * f;
            }
            half[c] = sum / 2;
            widest = Math.max(widest, sum);
        }
        this.rounding = (4 * columns + 16) * 0x1.0p-52;
        this.tile = new double[columns][Chunks.TILE];
        this.scores = new double[k][Chunks.TILE];
        this.point = new double[columns];
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
        int waiting = 0;
        for (int at = first; at < to; at += Chunks.TILE) {
            waiting = shrink(at, Math.min(to, at + Chunks.TILE), waiting);
            if (waiting >= Chunks.TILE) {
                measure(rows, Chunks.TILE);
                waiting -= Chunks.TILE;
                System.arraycopy(pending, Chunks.TILE, pending, 0, waiting);
            }
        }
        if (waiting > 0) {
            measure(rows, waiting);
        }
    }

    /** Appends the rows whose label is no longer sure to those that wait to be measured. */
    private int shrink(int at, int to, int waiting) {
        int count = waiting;
        for (int i = at; i < to; i++) {
            int c = labels[i];
            double gap = c < 0 ? UNKNOWN : gaps[i] - loss[c];
            gaps[i] = gap;
            pending[count] = i;
            count += gap > 0 ? 0 : 1; // also where it is not a number
        }
        return count;
    }

    private void measure(FeatureTable rows, int n) {
        measured += n;
        load(rows, n);
        Distances.scores(tile, tile.length, minus, half, scores, n);
        for (int q = 0; q < n; q++) {
            label[q] = labels[pending[q]];
        }
        Distances.leastOther(scores, label, own, least, n);
        for (int q = 0; q < n; q++) {
            int row = pending[q];
            boolean labelled = label[q] >= 0;
            double doubt = rounding * (norm[q] + widest);
            if (labelled && least[q] > own[q] + doubt) {
                gaps[row] = gap(norm[q], own[q], least[q], doubt);
            } else {
                squares += labelled ? 0 : weights == null ? norm[q] : weights[row] * norm[q];
                decide(rows, q, doubt);
            }
        }
    }

    /** Coordinates of the waiting rows from the origin, and their sums of squares. */
    private void load(FeatureTable rows, int n) {
        boolean together = pending[n - 1] - pending[0] == n - 1;
        java.util.Arrays.fill(norm, 0, n, 0);
        for (int j = 0; j < tile.length; j++) {
            double[] x = tile[j];
            if (together) {
                rows.copyColumn(j, pending[0], x, 0, n);
            } else {
                for (int q = 0; q < n; q++) {
                    x[q] = rows.get(pending[q], j);
                }
            }
            center(x, origin[j], n);
            addSquares(norm, x, n);
        }
    }

    private static void center(double[] x, double origin, int n) {
        for (int q = 0; q < n; q++) {
            x[q] = x[q] - origin;
        }
    }

    private static void addSquares(double[] sum, double[] x, int n) {
        for (int q = 0; q < n; q++) {
            sum[q] += x[q] * x[q];
        }
    }

    private static double gap(double norm, double nearest, double next, double doubt) {
        double near = Math.sqrt(Math.max(0, norm + 2 * nearest) + 2 * doubt);
        double far = Math.sqrt(Math.max(0, norm + 2 * next - 2 * doubt));
        return far * (1 - SAFETY) - near * (1 + SAFETY);
    }

    /** For a row whose label changes, or that is too near to the middle of two centres for scores to tell. */
    private void decide(FeatureTable rows, int q, double doubt) {
        int nearest = 0;
        double best = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        for (int c = 0; c < scores.length; c++) {
            double s = scores[c][q];
            if (s < best) {
                second = best;
                best = s;
                nearest = c;
            } else if (s < second) {
                second = s;
            }
        }
        if (second > best + doubt) {
            settle(q, nearest, gap(norm[q], best, second, doubt));
        } else {
            decideExactly(rows, q);
        }
    }

    private void decideExactly(FeatureTable rows, int q) {
        for (int j = 0; j < point.length; j++) {
            point[j] = rows.get(pending[q], j);
        }
        int nearest = 0;
        double best = Distances.squared(point, from[0]);
        double second = Double.POSITIVE_INFINITY;
        for (int c = 1; c < from.length; c++) {
            double s = Distances.squared(point, from[c]);
            if (s < best) {
                second = best;
                best = s;
                nearest = c;
            } else if (s < second) {
                second = s;
            }
        }
        settle(q, nearest, Math.sqrt(second) * (1 - SAFETY) - Math.sqrt(best) * (1 + SAFETY));
    }

    private void settle(int q, int nearest, double gap) {
        int row = pending[q];
        int before = labels[row];
        gaps[row] = gap;
        if (before != nearest) {
            changed++;
            labels[row] = nearest;
            if (weights != null) {
                moveWeighted(q, before, nearest, weights[row]);
                return;
            }
            moves.add(nearest, tile, q);
            if (before >= 0) {
                moves.remove(before, tile, q);
            }
        }
    }

    private void moveWeighted(int q, int before, int nearest, double weight) {
        moves.addWeighted(nearest, tile, q, weight);
        if (before >= 0) {
            moves.addWeighted(before, tile, q, -weight);
        }
    }

    @Override
    public void merge(BoundedPass later) {
        changed += later.changed;
        measured += later.measured;
        squares += later.squares;
        moves.merge(later.moves);
    }

    /** The next centres, if all rows came to their clusters in this pass. */
    @Override
    public double[][] result() {
        return moves.centers(from);
    }

    ClusterSums moves() {
        return moves;
    }

    double squares() {
        return squares;
    }

    long changed() {
        return changed;
    }

    /** How many rows were compared with all centres. */
    long measured() {
        return measured;
    }
}
