package io.clientele.segmentation.cluster;

import io.clientele.core.internal.check.Check;

/**
 * How far two segmentations of the same customers agree, whatever their segments are called.
 *
 * <p>Everything follows from the table of counts: how many customers are in segment i of the first and j of the second. The
 * adjusted measures are 0 on average for two segmentations that have nothing to do with each other, and 1 for equal ones; prefer
 * them, as the others grow with the number of segments alone. Logarithms are natural.
 *
 * <ul>
 *   <li>Labels are any whole numbers; names do not matter, only who is with whom.
 *   <li>Two segmentations that are the same but for names score 1 in every measure, also where the formula is 0/0 (one segment
 *       each, every customer alone).
 *   <li>A segmentation into one segment tells nothing: against any other one its mutual information is 0.
 *   <li>No rows, and arrays of different lengths, are refused.
 * </ul>
 *
 * <p>Time O(n log n), plus O(k · l · √n) for the adjusted mutual information. Immutable and thread-safe.
 *
 * <pre>{@code
 * ClusterAgreement agreement = ClusterAgreement.of(lastMonth, thisMonth);
 * double sameAsBefore = agreement.adjustedRand();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1007/BF01908075">Hubert and Arabie (1985), Comparing partitions</a>
 * @see <a href="https://www.jmlr.org/papers/v11/vinh10a.html">Vinh, Epps and Bailey (2010), Information theoretic measures for
 *     clusterings comparison: variants, properties, normalization and correction for chance</a>
 * @see <a href="https://aclanthology.org/D07-1043/">Rosenberg and Hirschberg (2007), V-measure</a>
 * @see <a href="https://doi.org/10.1080/01621459.1983.10478008">Fowlkes and Mallows (1983), A method for comparing two
 *     hierarchical clusterings</a>
 */
public final class ClusterAgreement {

    private final LabelCodes first;
    private final LabelCodes second;
    private final long[][] counts;
    private final double n;
    private final boolean same;

    private ClusterAgreement(LabelCodes first, LabelCodes second) {
        this.first = first;
        this.second = second;
        this.n = first.rows();
        this.counts = new long[first.clusters()][second.clusters()];
        int cells = 0;
        for (int i = 0; i < first.rows(); i++) {
            if (counts[first.codes()[i]][second.codes()[i]]++ == 0) {
                cells++;
            }
        }
        this.same = cells == first.clusters() && cells == second.clusters();
    }

    /**
     * Compares two segmentations.
     *
     * @param first one label per customer
     * @param second one label per customer, in the same order
     * @return the comparison
     */
    public static ClusterAgreement of(int[] first, int[] second) {
        LabelCodes a = LabelCodes.of("first", first);
        LabelCodes b = LabelCodes.of("second", second);
        Check.length("second", second.length, first.length, "one label per label of the first");
        return new ClusterAgreement(a, b);
    }

    /** {@return the labels of the first segmentation in ascending order, which are the rows of {@link #counts}; a copy} */
    public int[] firstLabels() {
        return first.values().clone();
    }

    /** {@return the labels of the second segmentation in ascending order, which are the columns of {@link #counts}; a copy} */
    public int[] secondLabels() {
        return second.values().clone();
    }

    /** {@return how many customers are in each pair of segments, one row per segment of the first; a copy} */
    public long[][] counts() {
        long[][] copy = new long[counts.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = counts[i].clone();
        }
        return copy;
    }

    /** {@return the share of pairs of customers on which both agree, together or apart (Rand 1971); 0 to 1} */
    public double rand() {
        double all = n * (n - 1);
        return all == 0 ? 1 : (all - pairs(first) - pairs(second) + 2 * bothPairs()) / all;
    }

    /** {@return the Rand index less what chance gives, scaled so that equal segmentations have 1; can be below 0} */
    public double adjustedRand() {
        if (same) {
            return 1;
        }
        double together = bothPairs();
        double expected = pairs(first) / (n * (n - 1)) * pairs(second);
        return (together - expected) / ((pairs(first) + pairs(second)) / 2 - expected);
    }

    /** {@return the geometric mean of the shares of pairs together in one that are together in the other; 0 to 1} */
    public double fowlkesMallows() {
        if (same) {
            return 1;
        }
        double together = bothPairs();
        return together == 0 ? 0 : Math.sqrt(together / pairs(first)) * Math.sqrt(together / pairs(second));
    }

    /** {@return what one segmentation tells of the other, in nats} */
    public double mutualInformation() {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i].length; j++) {
                if (counts[i][j] > 0) {
                    double share = counts[i][j] / n;
                    sum += share * Math.log(share / (first.sizes()[i] / n) / (second.sizes()[j] / n));
                }
            }
        }
        return Math.max(0, sum);
    }

    /**
     * Mutual information as a share of the mean entropy.
     *
     * @param mean of the two entropies
     * @return 0 to 1
     */
    public double normalizedMutualInformation(EntropyMean mean) {
        double information = mutualInformation();
        return same ? 1 : information == 0 ? 0 : Math.min(1, information / mean.of(entropy(first), entropy(second)));
    }

    /** {@return mutual information less what chance gives, scaled by the arithmetic mean of the entropies; can be below 0} */
    public double adjustedMutualInformation() {
        return adjustedMutualInformation(EntropyMean.ARITHMETIC);
    }

    /**
     * Mutual information less what chance gives, scaled so that equal segmentations have 1.
     *
     * @param mean of the two entropies, from which the scale is taken
     * @return at most 1; can be below 0; 0 if one of the two is a single segment
     */
    public double adjustedMutualInformation(EntropyMean mean) {
        if (same) {
            return 1;
        }
        if (counts.length == 1 || counts[0].length == 1) {
            return 0;
        }
        double expected = ExpectedInformation.of(first.sizes(), second.sizes());
        return (mutualInformation() - expected) / (mean.of(entropy(first), entropy(second)) - expected);
    }

    /** {@return how far each segment of the second holds customers of one segment of the first; 0 to 1} */
    public double homogeneity() {
        return same || counts.length == 1 ? 1 : Math.min(1, mutualInformation() / entropy(first));
    }

    /** {@return how far the customers of each segment of the first are in one segment of the second; 0 to 1} */
    public double completeness() {
        return same || counts[0].length == 1 ? 1 : Math.min(1, mutualInformation() / entropy(second));
    }

    /** {@return the harmonic mean of {@link #homogeneity} and {@link #completeness}; 0 to 1} */
    public double vMeasure() {
        return vMeasure(1);
    }

    /**
     * The weighted harmonic mean of {@link #homogeneity} and {@link #completeness}.
     *
     * @param beta above 1 weighs completeness more, below 1 homogeneity
     * @return 0 to 1
     */
    public double vMeasure(double beta) {
        Check.positive("beta", beta);
        double h = homogeneity();
        double c = completeness();
        return h + c == 0 ? 0 : (1 + beta) * h * c / (beta * h + c);
    }

    /** {@return the share of customers in the largest common part of each segment of the second; 0 to 1} */
    public double purity() {
        long sum = 0;
        for (int j = 0; j < counts[0].length; j++) {
            long most = 0;
            for (long[] row : counts) {
                most = Math.max(most, row[j]);
            }
            sum += most;
        }
        return sum / n;
    }

    /** Twice the pairs of customers together in both; exact below 2^53. */
    private double bothPairs() {
        double sum = 0;
        for (long[] row : counts) {
            for (long count : row) {
                sum += (double) count * (count - 1);
            }
        }
        return sum;
    }

    private static double pairs(LabelCodes labels) {
        double sum = 0;
        for (int size : labels.sizes()) {
            sum += (double) size * (size - 1);
        }
        return sum;
    }

    private double entropy(LabelCodes labels) {
        double sum = 0;
        for (int size : labels.sizes()) {
            sum -= size / n * Math.log(size / n);
        }
        return sum;
    }

    @Override
    public String toString() {
        return "ClusterAgreement[" + first.rows() + " rows, " + counts.length + " and " + counts[0].length
                + " clusters, adjusted Rand " + adjustedRand() + "]";
    }
}
