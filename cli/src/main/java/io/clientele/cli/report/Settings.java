package io.clientele.cli.report;

import java.util.OptionalInt;

/**
 * What may be chosen in a report.
 *
 * @param horizonDays for which purchases are predicted; unless given, a quarter of the history, at most 90
 * @param churnDays without an order after which a customer counts as lost; unless given, taken from the shop's own rhythm
 * @param clusters groups by behaviour
 * @param top how many customers are listed by name
 * @param bootstrap resamples for the intervals of channel credit
 * @param confidence of all intervals
 * @param seed of everything random
 */
public record Settings(
        OptionalInt horizonDays,
        OptionalInt churnDays,
        int clusters,
        int top,
        int bootstrap,
        double confidence,
        long seed) {}
