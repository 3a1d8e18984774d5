package io.clientele.attribution.comparison;

import io.clientele.core.stats.Interval;

/**
 * A channel on whose conversions two methods differ by more than chance.
 *
 * @param channel its name
 * @param first method, the one with the higher interval
 * @param second method
 * @param higher interval of the conversions under the first
 * @param lower interval under the second, wholly below
 */
public record Disagreement(String channel, String first, String second, Interval higher, Interval lower) {}
