package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest way to put rows into clusters of bounded size: a transport problem, solved exactly by shortest augmenting paths.
 *
 * <p>Each cluster has a price, and at first every row goes where cost plus price is least. That is the cheapest way for the sizes
 * it makes. As long as a size is out of its bounds, a chain of rows moves along the shortest path from a cluster with too many rows to
 * one that has room, rows of one cluster waiting in a heap for each other cluster; prices change by the lengths of the paths (Ahuja,
 * Magnanti and Orlin 1993, "Network flows", section 9.7). At the end a price above 0 stands on full clusters only, one below
 * 0 on those at their least, which proves that it is the cheapest way. Costs are whole numbers, so nothing is rounded.
 *
 * <p>Cost: O(k² + moved rows · k log n) a row that is too many; up to 12 bytes a row and cluster beside the costs. Not thread-safe.
 */
final class Transport {

    private final long[][] costs;
    private final int fewest;
    private final int most;
    private final int k;
    /** By cluster, and last the ground that clusters stand on. */
    private final long[] prices;

    private final int[] labels;
    private final int[] sizes;
    /** How many rows each cluster passes on to the ground. */
    private final int[] flows;

    /** By cluster, the rows that are in it, and some that were. */
    private final int[][] members;

    private final int[] counts;
    private final @Nullable MoveHeap[][] heaps;

    private final long[] distance;
    private final int[] before;
    private final boolean[] done;

    /**
     * A problem.
     *
     * @param costs by cluster, then row
     * @param fewest rows of a cluster
     * @param most rows of a cluster
     * @param prices to start from; better ones make it shorter and change no cost
     * @param labels where each row goes to
     */
    Transport(long[][] costs, int fewest, int most, long[] prices, int[] labels) {
        this.costs = costs;
        this.fewest = fewest;
        this.most = most;
        this.k = costs.length;
        this.prices = Arrays.copyOf(prices, k + 1);
        this.labels = labels;
        this.sizes = new int[k];
        this.flows = new int[k];
        this.members = new int[k][];
        this.counts = new int[k];
        this.heaps = new MoveHeap[k][k];
        this.distance = new long[k + 1];
        this.before = new int[k + 1];
        this.done = new boolean[k + 1];
    }

    void solve(Execution execution) {
        begin();
        int steps = 0;
        for (int source = source(); source >= 0; source = source()) {
            if (steps++ % 1024 == 0) {
                execution.checkCancelled();
            }
            int target = shortestPath(source);
            long length = distance[target];
            for (int v = 0; v <= k; v++) {
                prices[v] -= Math.min(distance[v], length);
            }
            for (int v = target; v != source; v = before[v]) {
                move(before[v], v);
            }
        }
        for (int c = 0; c < k; c++) {
            prices[c] -= prices[k];
        }
        prices[k] = 0;
    }

    private void begin() {
        for (int i = 0; i < labels.length; i++) {
            int best = 0;
            for (int c = 1; c < k; c++) {
                best = costs[c][i] + prices[c] < costs[best][i] + prices[best] ? c : best;
            }
            labels[i] = best;
            sizes[best]++;
        }
        for (int c = 0; c < k; c++) {
            members[c] = new int[sizes[c] + 8];
        }
        for (int i = 0; i < labels.length; i++) {
            members[labels[i]][counts[labels[i]]++] = i;
        }
        for (int c = 0; c < k; c++) {
            flows[c] = prices[c] > 0 ? most : prices[c] < 0 ? fewest : Math.max(fewest, Math.min(most, sizes[c]));
        }
    }

    /** How many rows come to a node more than leave it. */
    private long excess(int v) {
        if (v < k) {
            return (long) sizes[v] - flows[v];
        }
        long sum = -(long) labels.length;
        for (int flow : flows) {
            sum += flow;
        }
        return sum;
    }

    private int source() {
        for (int v = 0; v <= k; v++) {
            if (excess(v) > 0) {
                return v;
            }
        }
        return -1;
    }

    /** Dijkstra's way over at most k + 1 nodes; the nearest node that lacks rows. */
    private int shortestPath(int source) {
        Arrays.fill(distance, Long.MAX_VALUE);
        Arrays.fill(done, false);
        distance[source] = 0;
        while (true) {
            int near = -1;
            for (int v = 0; v <= k; v++) {
                near = !done[v] && distance[v] < Long.MAX_VALUE && (near < 0 || distance[v] < distance[near])
                        ? v
                        : near;
            }
            done[near] = true;
            if (excess(near) < 0) {
                return near;
            }
            for (int v = 0; v <= k; v++) {
                if (!done[v]) {
                    relax(near, v);
                }
            }
        }
    }

    private void relax(int u, int v) {
        long length = 0;
        if (u < k && v < k) {
            MoveHeap moves = moves(u, v);
            if (moves.isEmpty()) {
                return;
            }
            length = moves.leastKey();
        } else if (u < k ? flows[u] >= most : flows[v] <= fewest) {
            return;
        }
        long there = distance[u] + length + prices[v] - prices[u];
        if (there < distance[v]) {
            distance[v] = there;
            before[v] = u;
        }
    }

    private void move(int u, int v) {
        if (u == k) {
            flows[v]--;
        } else if (v == k) {
            flows[u]++;
        } else {
            int row = moves(u, v).leastRow();
            labels[row] = v;
            sizes[u]--;
            sizes[v]++;
            if (counts[v] == members[v].length) {
                members[v] = Arrays.copyOf(members[v], counts[v] + (counts[v] >> 1));
            }
            members[v][counts[v]++] = row;
            for (int c = 0; c < k; c++) {
                MoveHeap heap = heaps[v][c];
                if (heap != null && c != v) {
                    heap.push(costs[c][row] - costs[v][row], row);
                }
            }
        }
    }

    /** The moves from one cluster to another, one that is still possible on top. */
    private MoveHeap moves(int u, int v) {
        MoveHeap heap = heaps[u][v];
        if (heap == null) {
            heap = new MoveHeap(sizes[u] + 8);
            heaps[u][v] = heap;
            for (int q = 0; q < counts[u]; q++) {
                int row = members[u][q];
                if (labels[row] == u) {
                    heap.append(costs[v][row] - costs[u][row], row);
                }
            }
            heap.order();
        }
        while (!heap.isEmpty() && labels[heap.leastRow()] != u) {
            heap.pop();
        }
        return heap;
    }

    /** By cluster; a row goes where cost plus price is least. */
    long[] prices() {
        return Arrays.copyOf(prices, k);
    }

    int[] sizes() {
        return sizes;
    }
}
