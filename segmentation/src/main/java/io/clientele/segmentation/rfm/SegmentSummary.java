package io.clientele.segmentation.rfm;

import io.clientele.core.stats.Interval;

/**
 * One segment in numbers.
 *
 * @param name of the segment
 * @param customers in it
 * @param spend of its customers
 * @param customerShare of all customers, 0 to 1
 * @param customerShareInterval Wilson interval of that share
 * @param spendShare of all money; a ratio of sums over everybody, not an estimate, so without an interval; 0 if the total is 0
 */
public record SegmentSummary(
        String name,
        long customers,
        double spend,
        double customerShare,
        Interval customerShareInterval,
        double spendShare) {}
