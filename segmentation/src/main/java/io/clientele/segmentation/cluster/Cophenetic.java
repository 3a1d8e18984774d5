package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;

/**
 * Heights at which pairs of rows come together, beside their distances.
 *
 * <p>In leaf order, two rows come together at the highest-numbered of the nodes that join the neighbours between them; so one
 * walk from each row gives its heights with all later ones, without a table of pairs.
 */
final class Cophenetic {

    private Cophenetic() {}

    static double correlation(
            FeatureTable rows,
            Metric metric,
            int[] order,
            int[] left,
            int[] right,
            double[] heights,
            Execution execution) {
        int n = order.length;
        FeatureTable sorted = rows.selectRows(order);
        int[] joints = joints(order, left, right);
        double shift = n == 1 ? 0 : heights[heights.length - 1] / 2; // sums about a middle keep their digits
        int blocks = (n + Chunks.TILE - 1) / Chunks.TILE;
        double[] sums = Chunks.fold(
                blocks,
                execution,
                block -> block(sorted, metric, joints, heights, shift, block * Chunks.TILE),
                Cophenetic::merge);
        double pairs = n * (n - 1) / 2.0;
        double height = sums[2] - sums[0] * sums[0] / pairs;
        double distance = sums[3] - sums[1] * sums[1] / pairs;
        return (sums[4] - sums[0] * sums[1] / pairs) / Math.sqrt(height) / Math.sqrt(distance);
    }

    /** For each place in the leaf order but the last, the node that joins it with the next place. */
    private static int[] joints(int[] order, int[] left, int[] right) {
        int n = order.length;
        int[] first = new int[n + left.length];
        int[] last = new int[n + left.length];
        int[] joints = new int[Math.max(0, n - 1)];
        for (int i = 0; i < n; i++) {
            first[order[i]] = i;
            last[order[i]] = i;
        }
        for (int i = 0; i < left.length; i++) {
            joints[last[left[i]]] = i;
            first[n + i] = first[left[i]];
            last[n + i] = last[right[i]];
        }
        return joints;
    }

    /** Sums over pairs of one of the tile's rows with any earlier one: of heights, distances, their squares and products. */
    private static double[] block(
            FeatureTable rows, Metric metric, int[] joints, double[] heights, double shift, int from) {
        int n = Math.min(Chunks.TILE, rows.rows() - from);
        double[][] tile = new double[rows.columns()][Chunks.TILE];
        for (int j = 0; j < tile.length; j++) {
            rows.copyColumn(j, from, tile[j], 0, n);
        }
        double[] s = new double[Chunks.TILE];
        int[] top = new int[n]; // merge 0 is the lowest there is
        double[] sums = new double[5];
        for (int other = from + n - 2; other >= 0; other--) {
            int start = Math.max(0, other + 1 - from);
            metric.raw(tile, tile.length, rows.row(other), s, n);
            for (int i = start; i < n; i++) {
                top[i] = Math.max(top[i], joints[other]);
                double h = heights[top[i]] - shift;
                double d = metric.distance(s[i]) - shift;
                sums[0] += h;
                sums[1] += d;
                sums[2] += h * h;
                sums[3] += d * d;
                sums[4] += h * d;
            }
        }
        return sums;
    }

    private static void merge(double[] first, double[] later) {
        for (int i = 0; i < first.length; i++) {
            first[i] += later[i];
        }
    }
}
