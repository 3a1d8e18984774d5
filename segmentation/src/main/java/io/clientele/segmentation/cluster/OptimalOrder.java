package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import java.util.Arrays;

/**
 * Of all orders in which no branches cross, one that lays neighbours closest: the least sum of distances of rows side by side.
 *
 * <p>For each pair of rows, the node that joins them has a best order with one of them at each end; it follows from those of the
 * two branches. Time O(n³), memory for two numbers a pair. Source: Bar-Joseph, Gifford and Jaakkola (2001), "Fast optimal leaf
 * ordering for hierarchical clustering".
 */
final class OptimalOrder {

    /** By places in the order given: distances, and the least sum with a pair of rows at the ends. */
    private final double[][] distance;

    private final double[][] least;
    /** Of each node, rows first: its places are from … to - 1, those before split are of its first branch. */
    private final int[] from;

    private final int[] split;
    private final int[] to;
    private final int rows;

    private OptimalOrder(double[][] distance, int rows) {
        this.distance = distance;
        this.rows = rows;
        this.least = new double[rows][rows];
        this.from = new int[2 * rows - 1];
        this.split = new int[2 * rows - 1];
        this.to = new int[2 * rows - 1];
    }

    /**
     * Rearranges an order.
     *
     * @param distance by places in the order
     * @param order of the rows, in which no branches cross and the first branch of each merge is on the left
     * @param left first branch of each merge
     * @param right second branch
     */
    static int[] of(double[][] distance, int[] order, int[] left, int[] right, Execution execution) {
        int n = order.length;
        OptimalOrder search = new OptimalOrder(distance, n);
        for (int place = 0; place < n; place++) {
            search.from[order[place]] = place;
            search.to[order[place]] = place + 1;
        }
        for (int m = 0; m < left.length; m++) {
            execution.checkCancelled();
            search.from[n + m] = search.from[left[m]];
            search.split[n + m] = search.from[right[m]];
            search.to[n + m] = search.to[right[m]];
            search.join(left[m], right[m]);
        }
        int[] places = n == 1 ? new int[1] : search.trace(left, right);
        return Arrays.stream(places).map(place -> order[place]).toArray();
    }

    /** Where the other end of a branch can be when one end is known: in its other part; a single row is both ends. */
    private int otherFrom(int node, int place) {
        return node < rows || place >= split[node] ? from[node] : split[node];
    }

    private int otherTo(int node, int place) {
        return node < rows || place < split[node] ? to[node] : split[node];
    }

    private void join(int a, int b) {
        double[] reached = new double[to[b]];
        for (int i = from[a]; i < to[a]; i++) {
            Arrays.fill(reached, from[b], to[b], Double.POSITIVE_INFINITY);
            for (int k = otherFrom(a, i); k < otherTo(a, i); k++) {
                reach(reached, least[i][k], distance[k], from[b], to[b]);
            }
            for (int j = from[b]; j < to[b]; j++) {
                double best = Double.POSITIVE_INFINITY;
                double[] within = least[j];
                for (int l = otherFrom(b, j); l < otherTo(b, j); l++) {
                    best = Math.min(best, reached[l] + within[l]);
                }
                least[i][j] = best;
                least[j][i] = best;
            }
        }
    }

    private static void reach(double[] reached, double before, double[] step, int from, int to) {
        for (int l = from; l < to; l++) {
            reached[l] = Math.min(reached[l], before + step[l]);
        }
    }

    /** From the best ends of the whole down to single rows; of equally good ones the first. */
    private int[] trace(int[] left, int[] right) {
        int root = 2 * rows - 2;
        int[][] open = new int[rows + 1][];
        int depth = 0;
        open[depth++] = ends(root);
        int[] order = new int[rows];
        int at = 0;
        while (depth > 0) {
            int[] next = open[--depth];
            int node = next[0];
            if (node < rows) {
                order[at++] = from[node];
                continue;
            }
            boolean forward = next[1] < split[node];
            int a = forward ? left[node - rows] : right[node - rows];
            int b = forward ? right[node - rows] : left[node - rows];
            int[] inner = inner(a, next[1], b, next[2]);
            open[depth++] = new int[] {b, inner[1], next[2]};
            open[depth++] = new int[] {a, next[1], inner[0]};
        }
        return order;
    }

    private int[] ends(int node) {
        int[] best = {node, from[node], split[node]};
        for (int i = from[node]; i < split[node]; i++) {
            for (int j = split[node]; j < to[node]; j++) {
                if (least[i][j] < least[best[1]][best[2]]) {
                    best[1] = i;
                    best[2] = j;
                }
            }
        }
        return best;
    }

    private int[] inner(int a, int i, int b, int j) {
        int[] best = {otherFrom(a, i), otherFrom(b, j)};
        double sum = Double.POSITIVE_INFINITY;
        for (int k = otherFrom(a, i); k < otherTo(a, i); k++) {
            for (int l = otherFrom(b, j); l < otherTo(b, j); l++) {
                double other = least[i][k] + distance[k][l] + least[l][j];
                if (other < sum) {
                    sum = other;
                    best[0] = k;
                    best[1] = l;
                }
            }
        }
        return best;
    }
}
