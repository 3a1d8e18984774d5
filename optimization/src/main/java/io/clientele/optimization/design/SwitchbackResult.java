package io.clientele.optimization.design;

import io.clientele.core.stats.Interval;

/**
 * What a change did that took turns with what was before, as {@link SwitchbackTest} sees it.
 *
 * @param difference of the weighted means of the periods that count (Hájek): the effect of changing for good
 * @param standardError of the difference, too large rather than too small
 * @param interval of the difference by the normal distribution, for some dozens of blocks or more
 * @param unbiased the difference by Horvitz and Thompson, right on average whatever the number of blocks, but less precise: its error
 *     grows with the level of the metric
 * @param unbiasedError of the latter, too large rather than too small
 * @param treatedPeriods that count, after burn-in
 * @param controlPeriods that count, after burn-in
 * @param randomisation the p-value, and an interval, by tossing the coins again; right for any number of blocks
 */
public record SwitchbackResult(
        double difference,
        double standardError,
        Interval interval,
        double unbiased,
        double unbiasedError,
        int treatedPeriods,
        int controlPeriods,
        Randomisation randomisation) {}
