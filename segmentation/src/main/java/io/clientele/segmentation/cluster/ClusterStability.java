package io.clientele.segmentation.cluster;

import java.util.Arrays;

/**
 * How well each cluster was found again by {@link BootstrapStability}: its Jaccard similarities, one per draw. Immutable and
 * thread-safe; equal by value.
 *
 * <p>Hennig's reading of the mean: 0.85 or more is highly stable, from 0.75 a cluster is stable, from 0.6 there is a pattern in the data
 * but who belongs to it is in doubt, below 0.6 the cluster should not be trusted. In a single draw a cluster is dissolved at 0.5 or
 * less and recovered at 0.75 or more.
 */
public final class ClusterStability {

    /** From this mean on a cluster is stable. */
    static final double STABLE = 0.75;

    /** At or below this a cluster is dissolved. */
    static final double DISSOLVED = 0.5;

    private final LabelCodes found;
    /** By draw, then cluster. */
    private final double[][] jaccard;

    ClusterStability(LabelCodes found, double[][] jaccard) {
        this.found = found;
        this.jaccard = jaccard;
    }

    /** {@return how many clusters the whole table has} */
    public int clusters() {
        return found.clusters();
    }

    /** {@return how many draws were clustered} */
    public int draws() {
        return jaccard.length;
    }

    /** {@return the cluster of each row, from 0, from the fit to the whole table; a copy} */
    public int[] labels() {
        return found.codes().clone();
    }

    /** {@return how many rows each cluster has; a copy} */
    public int[] sizes() {
        return found.sizes().clone();
    }

    /**
     * How similar the most similar cluster of a draw was.
     *
     * @param cluster from 0
     * @param draw from 0
     * @return 0 to 1
     */
    public double jaccard(int cluster, int draw) {
        require("draw", draw, draws());
        require("cluster", cluster, clusters());
        return jaccard[draw][cluster];
    }

    /**
     * The mean similarity over the draws.
     *
     * @param cluster from 0
     * @return 0 to 1
     */
    public double meanJaccard(int cluster) {
        require("cluster", cluster, clusters());
        double sum = 0;
        for (double[] draw : jaccard) {
            sum += draw[cluster];
        }
        return sum / draws();
    }

    /**
     * The share of draws in which nothing like the cluster was found: a similarity of 0.5 or less.
     *
     * @param cluster from 0
     * @return 0 to 1
     */
    public double dissolved(int cluster) {
        require("cluster", cluster, clusters());
        int count = 0;
        for (double[] draw : jaccard) {
            count += draw[cluster] <= DISSOLVED ? 1 : 0;
        }
        return (double) count / draws();
    }

    /**
     * The share of draws in which the cluster was found again: a similarity of 0.75 or more.
     *
     * @param cluster from 0
     * @return 0 to 1
     */
    public double recovered(int cluster) {
        require("cluster", cluster, clusters());
        int count = 0;
        for (double[] draw : jaccard) {
            count += draw[cluster] >= STABLE ? 1 : 0;
        }
        return (double) count / draws();
    }

    /**
     * Whether a cluster's mean similarity is 0.75 or more.
     *
     * @param cluster from 0
     * @return true if it is stable
     */
    public boolean stable(int cluster) {
        return meanJaccard(cluster) >= STABLE;
    }

    /** {@return the cluster of the least mean similarity, the first of equals} */
    public int weakest() {
        int weakest = 0;
        for (int c = 1; c < clusters(); c++) {
            weakest = meanJaccard(c) < meanJaccard(weakest) ? c : weakest;
        }
        return weakest;
    }

    private static void require(String name, int value, int count) {
        if (value < 0 || value >= count) {
            throw new IllegalArgumentException(name + " must be from 0 to " + (count - 1) + ", got " + value);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterStability that
                && Arrays.equals(found.values(), that.found.values())
                && Arrays.equals(found.codes(), that.found.codes())
                && Arrays.deepEquals(jaccard, that.jaccard);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(found.codes()) + Arrays.deepHashCode(jaccard);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ClusterStability[" + draws() + " draws, mean Jaccard");
        for (int c = 0; c < clusters(); c++) {
            text.append(c == 0 ? " " : ", ").append(meanJaccard(c));
        }
        return text.append(']').toString();
    }
}
