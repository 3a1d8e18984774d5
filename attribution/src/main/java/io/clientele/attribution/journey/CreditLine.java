package io.clientele.attribution.journey;

/**
 * Credit of one channel in one group, such as a day or a campaign.
 *
 * @param group a day such as {@code 2026-03-02}, a campaign, …
 * @param channel its name
 * @param conversions credited
 * @param value credited
 */
public record CreditLine(String group, String channel, double conversions, double value) {}
