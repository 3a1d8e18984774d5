package io.clientele.attribution.journey;

import io.clientele.core.data.TouchpointLog;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What channels cost, from the touchpoint log. */
public final class ChannelCosts {

    private ChannelCosts() {}

    /**
     * The cost of every channel's touches in a period, whether or not anything came of them.
     *
     * @param touches the log
     * @param from first instant of the period
     * @param to first instant after it
     * @return cost by channel name, for channels with touches in the period
     */
    public static Map<String, Double> between(TouchpointLog touches, Instant from, Instant to) {
        long first = from.toEpochMilli();
        long end = to.toEpochMilli();
        Map<String, Double> costs = new TreeMap<>();
        for (int row = 0; row < touches.rows(); row++) {
            if (touches.time(row) >= first && touches.time(row) < end) {
                costs.merge(touches.channels().id(touches.channel(row)), touches.cost(row), Double::sum);
            }
        }
        return costs;
    }
}
