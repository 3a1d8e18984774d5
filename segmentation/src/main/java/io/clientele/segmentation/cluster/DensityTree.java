package io.clientele.segmentation.cluster;

import java.util.Arrays;

/**
 * How clusters come apart as the limit on distances falls, and where each row leaves. Cluster 0 is the whole table; a cluster has
 * a higher number than the one it came from.
 *
 * <p>Nodes of the tree behind it are made by all merges of one height at once, so that it is the same for every spanning tree of
 * least length. Density is 1 / distance, where 0 counts as half the least distance above 0.
 */
final class DensityTree {

    /** Of each row: the innermost cluster it was in, and the density at which it left. */
    final int[] lastCluster;

    final double[] lastDensity;

    /** Of each cluster: the one it came from (-1 for the first), the density at which it came apart, and its stability. */
    final int[] parent;

    final double[] birth;
    final double[] stability;

    private DensityTree(int[] lastCluster, double[] lastDensity, int[] parent, double[] birth, double[] stability) {
        this.lastCluster = lastCluster;
        this.lastDensity = lastDensity;
        this.parent = parent;
        this.birth = birth;
        this.stability = stability;
    }

    int clusters() {
        return parent.length;
    }

    static DensityTree of(MergeList merges, int minClusterSize) {
        Nodes nodes = new Nodes(merges);
        return condense(nodes, merges.heights().length + 1, minClusterSize);
    }

    /** Rows 0 … n - 1, then one node for the rows joined at a height; a node has a higher number than its parts. */
    private static final class Nodes {

        final int[] up;
        final int[] size;
        final double[] density;
        int count;

        Nodes(MergeList merges) {
            double[] heights = merges.heights();
            int n = heights.length + 1;
            double least = 2; // if all rows are equal
            for (int i = heights.length - 1; i >= 0 && heights[i] > 0; i--) {
                least = heights[i];
            }
            up = new int[n + heights.length];
            Arrays.fill(up, -1);
            size = new int[up.length];
            Arrays.fill(size, 0, n, 1);
            density = new double[up.length];
            count = n;
            int[] root = new int[n]; // of rows, by union
            int[] top = new int[n]; // node of a root
            Arrays.setAll(root, i -> i);
            Arrays.setAll(top, i -> i);
            int[] same = new int[up.length]; // nodes of one height that met
            Arrays.setAll(same, i -> i);
            int from = 0;
            while (from < heights.length) {
                int started = count;
                double density = 1 / (heights[from] > 0 ? heights[from] : least / 2);
                int to = from;
                for (; to < heights.length && heights[to] == heights[from]; to++) {
                    int a = find(root, merges.first(to));
                    int b = find(root, merges.second(to));
                    root[a] = b;
                    top[b] = join(top[a], top[b], started, same, density);
                }
                from = to;
            }
            for (int node = 0; node < count; node++) {
                if (up[node] >= 0) {
                    up[node] = find(same, up[node]);
                    size[up[node]] += size[node];
                }
            }
        }

        private int join(int a, int b, int started, int[] same, double at) {
            if (a >= started && b >= started) {
                same[find(same, a)] = find(same, b);
                return b;
            }
            if (a < started && b < started) {
                int node = count++;
                up[a] = node;
                up[b] = node;
                density[node] = at;
                return node;
            }
            up[Math.min(a, b)] = Math.max(a, b);
            return Math.max(a, b);
        }

        private static int find(int[] parent, int start) {
            int at = start;
            while (parent[at] != at) {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            return at;
        }
    }

    private static DensityTree condense(Nodes nodes, int n, int least) {
        int[] large = new int[nodes.count]; // parts that are large enough
        for (int node = 0; node < nodes.count; node++) {
            if (nodes.up[node] >= 0 && nodes.size[node] >= least) {
                large[nodes.up[node]]++;
            }
        }
        int[] cluster = new int[nodes.count];
        double[] left = new double[nodes.count]; // density at which a node left; 0 while it is in
        int[] parent = new int[nodes.count];
        double[] birth = new double[nodes.count];
        double[] stability = new double[nodes.count];
        parent[0] = -1;
        int clusters = 1;
        for (int node = nodes.count - 1; node >= 0; node--) {
            int up = nodes.up[node];
            if (up < 0) {
                continue; // the whole table, or a node that met another of its height
            }
            int within = cluster[up];
            cluster[node] = within;
            if (left[up] > 0) {
                left[node] = left[up];
                continue;
            }
            double density = nodes.density[up];
            boolean stays = nodes.size[node] >= least;
            if (stays && large[up] == 1) {
                continue;
            }
            stability[within] += nodes.size[node] * (density - birth[within]);
            if (stays) {
                parent[clusters] = within;
                birth[clusters] = density;
                cluster[node] = clusters++;
            } else {
                left[node] = density;
            }
        }
        return new DensityTree(
                Arrays.copyOf(cluster, n),
                Arrays.copyOf(left, n),
                Arrays.copyOf(parent, clusters),
                Arrays.copyOf(birth, clusters),
                Arrays.copyOf(stability, clusters));
    }
}
