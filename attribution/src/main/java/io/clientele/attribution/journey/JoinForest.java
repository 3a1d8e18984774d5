package io.clientele.attribution.journey;

import java.util.Arrays;

/**
 * Union-find over time: trees whose every edge has the time of the join, so that the state at any time can be asked for.
 *
 * <p>The smaller tree goes under the larger one, which keeps every walk to a root within log2(nodes) steps. Edges get later
 * towards the root; a walk stops at the first edge that is later than the time asked about.
 */
final class JoinForest {

    private static final long NEVER = Long.MAX_VALUE;

    private final int[] parent;
    private final long[] joined;
    /** Joins by root, then time: when, and the smallest node of the tree from then on. */
    private final int[] starts;

    private final long[] when;
    private final int[] smallest;
    private final int largest;

    /** Links in order of time. */
    JoinForest(int nodes, int[] first, int[] second, long[] times) {
        parent = new int[nodes];
        joined = new long[nodes];
        Arrays.fill(joined, NEVER);
        int[] size = new int[nodes];
        Arrays.fill(size, 1);
        int[] least = new int[nodes];
        int[] roots = new int[Math.min(times.length, nodes)];
        long[] since = new long[roots.length];
        int[] leastThen = new int[roots.length];
        Arrays.setAll(parent, i -> i);
        Arrays.setAll(least, i -> i);
        starts = new int[nodes + 1];
        int joins = 0;
        int most = 1;
        for (int k = 0; k < times.length; k++) {
            int x = root(first[k], times[k]);
            int y = root(second[k], times[k]);
            if (x == y) {
                continue;
            }
            int top = size[x] > size[y] || (size[x] == size[y] && x < y) ? x : y;
            int under = top == x ? y : x;
            parent[under] = top;
            joined[under] = times[k];
            size[top] += size[under];
            most = Math.max(most, size[top]);
            least[top] = Math.min(least[top], least[under]);
            starts[top + 1]++;
            roots[joins] = top;
            since[joins] = times[k];
            leastThen[joins++] = least[top];
        }
        largest = most;
        for (int i = 0; i < nodes; i++) {
            starts[i + 1] += starts[i];
        }
        when = new long[joins];
        smallest = new int[joins];
        int[] next = starts.clone();
        for (int k = 0; k < joins; k++) {
            int at = next[roots[k]]++;
            when[at] = since[k];
            smallest[at] = leastThen[k];
        }
    }

    /** The root of a node's tree as of a time, joins at that very time included. */
    int root(int node, long time) {
        int at = node;
        while (joined[at] <= time) {
            at = parent[at];
        }
        return at;
    }

    /** The smallest node of a node's tree as of a time. */
    int smallest(int node, long time) {
        int root = root(node, time);
        int low = starts[root];
        int high = starts[root + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (when[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == starts[root] ? root : smallest[low - 1];
    }

    /** Nodes of the largest tree in the end. */
    int largest() {
        return largest;
    }
}
