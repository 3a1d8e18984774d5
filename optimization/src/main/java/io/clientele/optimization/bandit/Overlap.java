package io.clientele.optimization.bandit;

/**
 * How much the log has to say about the policy.
 *
 * @param rows decisions in the log
 * @param effectiveSampleSize (sum of w)² by sum of w²: how many unweighted decisions would say as much
 * @param meanWeight should be 1
 * @param meanWeightError its standard error
 * @param largestWeight the heaviest decision's weight
 * @param unused decisions that the policy would never have made
 */
public record Overlap(
        int rows,
        double effectiveSampleSize,
        double meanWeight,
        double meanWeightError,
        double largestWeight,
        long unused) {}
