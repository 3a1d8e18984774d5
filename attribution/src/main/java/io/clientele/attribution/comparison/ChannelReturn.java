package io.clientele.attribution.comparison;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.ChannelCredit;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a channel cost and what it brought under one method.
 *
 * @param channel its name
 * @param cost money spent on it
 * @param conversions credited to it
 * @param value credited to it
 * @param costPerConversion cost over conversions; empty without conversions, or with a credit below 0
 * @param returnOnSpend value over cost; empty where nothing was spent
 */
public record ChannelReturn(
        String channel,
        double cost,
        double conversions,
        double value,
        OptionalDouble costPerConversion,
        OptionalDouble returnOnSpend) {

    /**
     * Sets credits against costs.
     *
     * <ul>
     *   <li>A channel without a cost counts as free.
     *   <li>A channel that cost money and is on no journey has a line too, with credits of 0.
     * </ul>
     *
     * @param credits what channels earned
     * @param costs what they cost in the same period, at least 0
     * @return a line for every channel of either, those with credits first
     */
    public static List<ChannelReturn> of(Attribution credits, Map<String, Double> costs) {
        List<ChannelReturn> lines = new ArrayList<>();
        for (ChannelCredit credit : credits.credits()) {
            double cost = costs.getOrDefault(credit.channel(), 0.0);
            lines.add(line(credit.channel(), cost, credit.conversions(), credit.value()));
        }
        costs.keySet().stream()
                .filter(channel -> !credits.channels().contains(channel))
                .sorted()
                .forEach(channel -> lines.add(line(channel, costs.getOrDefault(channel, 0.0), 0, 0)));
        return List.copyOf(lines);
    }

    private static ChannelReturn line(String channel, double cost, double conversions, double value) {
        Check.atLeast("cost of channel '" + channel + "'", cost, 0.0);
        return new ChannelReturn(
                channel,
                cost,
                conversions,
                value,
                conversions > 0 ? OptionalDouble.of(cost / conversions) : OptionalDouble.empty(),
                cost > 0 ? OptionalDouble.of(value / cost) : OptionalDouble.empty());
    }
}
