package io.clientele.attribution;

/**
 * What one channel earned.
 *
 * @param channel its name
 * @param conversions credited to it; a fraction as a rule
 * @param value credited to it
 */
public record ChannelCredit(String channel, double conversions, double value) {}
