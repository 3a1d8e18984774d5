package io.clientele.optimization.experiment.sequential;

import io.clientele.core.stats.Interval;

/**
 * What an experiment that was looked at several times says at its end, by {@link StageWiseAnalysis}.
 *
 * @param p the p-value of "no effect": of both sides together for a two-sided design
 * @param upperP the one-sided p-value of "the effect is not above 0"
 * @param logP natural logarithm of p, also where p is too small for a double
 * @param logUpperP natural logarithm of {@code upperP}
 * @param estimate of the effect, too large as often as too small
 * @param interval of the effect
 */
public record StageWiseResult(
        double p, double upperP, double logP, double logUpperP, double estimate, Interval interval) {}
