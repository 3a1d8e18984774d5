package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;

/**
 * The nearest-neighbour chain: walks from a cluster to its nearest one until two are each other's nearest, merges them, and
 * walks on from what is left of the chain. Right for linkages under which a merged cluster comes no closer to others; O(n²).
 *
 * <p>Of equally near clusters the one before in the chain is taken, else the lowest-numbered. A chain starts at the
 * lowest-numbered cluster. A merged cluster has the higher number of its two parts.
 *
 * <p>Source: Murtagh (1983), "A survey of recent advances in hierarchical clustering algorithms".
 */
final class NeighborChain {

    /** Clusters, by number, and their distances. */
    interface Clusters {

        /** How many there are. */
        int live();

        /** The lowest-numbered one. */
        int first();

        /**
         * The lowest-numbered of the nearest ones to a cluster.
         *
         * @param cluster number
         * @param previous taken when it is no farther than the nearest; -1 for none
         */
        int nearest(int cluster, int previous);

        /** How far the cluster last asked about is from its nearest one, as a height. */
        double height();

        /** Merges two clusters into the second; the first is gone. */
        void merge(int first, int second);
    }

    private NeighborChain() {}

    static MergeList run(Clusters clusters, Execution execution) {
        int n = clusters.live();
        MergeList merges = new MergeList(n);
        int[] chain = new int[n + 1];
        int length = 0;
        for (int done = 0; done < n - 1; done++) {
            execution.checkCancelled();
            if (length == 0) {
                chain[length++] = clusters.first();
            }
            while (true) {
                int tip = chain[length - 1];
                int previous = length > 1 ? chain[length - 2] : -1;
                int next = clusters.nearest(tip, previous);
                if (next == previous) {
                    break;
                }
                chain[length++] = next;
            }
            int a = Math.min(chain[length - 1], chain[length - 2]);
            int b = Math.max(chain[length - 1], chain[length - 2]);
            length -= 2;
            merges.add(a, b, clusters.height());
            clusters.merge(a, b);
            execution.progress("merges", done + 1, n - 1);
        }
        return merges.sorted();
    }
}
