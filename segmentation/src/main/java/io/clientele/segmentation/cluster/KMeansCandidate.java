package io.clientele.segmentation.cluster;

/**
 * One number of segments that {@link KMeansSelection} measured.
 *
 * @param k number of segments
 * @param inertia sum of squared distances of the measured rows to their centres
 * @param gap how far the logarithm of the inertia is below that of tables without clusters: the smaller one of the two kinds
 * @param gapError standard error of that gap
 * @param silhouette mean over the rows; more is better
 * @param calinskiHarabasz ratio of the variances between and within; more is better
 * @param daviesBouldin mean of the worst ratios of spread to distance; less is better
 * @param leastJaccard mean similarity, over draws, of the segment that was found again worst; from 0.75 stable, below 0.6 not to
 *     be trusted
 * @param smallestShare share of the rows in the smallest segment
 */
public record KMeansCandidate(
        int k,
        double inertia,
        double gap,
        double gapError,
        double silhouette,
        double calinskiHarabasz,
        double daviesBouldin,
        double leastJaccard,
        double smallestShare) {}
