package io.clientele.attribution.exposure;

import java.util.OptionalDouble;

/**
 * What a touch by a channel does.
 *
 * @param channel its name
 * @param effect the model's Javadoc says of what; at least 0
 * @param standardError of the effect, from the curvature of the likelihood; empty for an effect of 0, which is at its bound, and
 *     for one that cannot be told from others
 * @param halfLifeDays after how many days half of the effect is left
 */
public record ChannelEffect(String channel, double effect, OptionalDouble standardError, double halfLifeDays) {}
