package io.clientele.optimization.experiment;

import io.clientele.core.stats.Interval;

/**
 * What a variant did in one segment.
 *
 * @param segment name
 * @param units of both variants together
 * @param difference of the means or rates, variant less control
 * @param standardError of the difference
 * @param interval of this segment alone
 * @param simultaneous interval: all segments lie in theirs at once with the stated confidence, so also the one that looks best
 * @param p two-sided, of "no difference", of this segment alone
 * @param adjustedP the same, corrected for the number of segments
 * @param logP natural logarithm of p, also where p is too small for a double
 * @param adjustedLogP natural logarithm of adjustedP, also where that is too small for a double
 */
public record SegmentEffect(
        String segment,
        long units,
        double difference,
        double standardError,
        Interval interval,
        Interval simultaneous,
        double p,
        double adjustedP,
        double logP,
        double adjustedLogP) {}
