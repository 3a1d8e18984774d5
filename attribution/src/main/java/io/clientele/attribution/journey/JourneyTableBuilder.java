package io.clientele.attribution.journey;

import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes journeys one after the other: first the touches of a journey, then how it ended. Not thread-safe.
 *
 * <ul>
 *   <li>Touches may come in any order; those with the same time stay in the order in which they came.
 *   <li>A touch after the end of its journey, and a journey without touches, are refused.
 * </ul>
 */
public final class JourneyTableBuilder {

    private final Map<String, Integer> channelCodes = new HashMap<>();
    private final List<String> channels = new ArrayList<>();
    private final Map<String, Integer> customerCodes = new HashMap<>();
    private final List<String> customers = new ArrayList<>();
    private final JourneyColumns columns = new JourneyColumns();

    JourneyTableBuilder() {}

    /**
     * Adds a touch to the journey that comes next.
     *
     * @param channel its name, not blank
     * @param time when
     * @return this
     */
    public JourneyTableBuilder touch(String channel, Instant time) {
        if (channel.isBlank()) {
            throw new IllegalArgumentException("a channel must have a name, got '" + channel + "'");
        }
        int code = channelCodes.computeIfAbsent(channel, name -> {
            channels.add(name);
            return channels.size() - 1;
        });
        columns.touch(code, time.toEpochMilli(), -1);
        return this;
    }

    /**
     * Ends the journey with a conversion.
     *
     * @param customerId whose journey it was
     * @param time when; not before its last touch
     * @param worth value of the conversion, at least 0
     * @return this
     */
    public JourneyTableBuilder convert(String customerId, Instant time, double worth) {
        return close(customerId, time, true, Check.atLeast("value", worth, 0.0));
    }

    /**
     * Ends the journey without a conversion.
     *
     * @param customerId whose journey it was
     * @param time when it was given up; not before its last touch
     * @return this
     */
    public JourneyTableBuilder end(String customerId, Instant time) {
        return close(customerId, time, false, 0);
    }

    private JourneyTableBuilder close(String customerId, Instant time, boolean conversion, double worth) {
        long at = time.toEpochMilli();
        if (columns.open() == 0) {
            throw new IllegalArgumentException("journey " + columns.journeys + " of customer '" + customerId
                    + "' has no touches; a journey needs at least one");
        }
        long last = columns.touchTimes[columns.touches - 1];
        if (last > at) {
            throw new IllegalArgumentException("journey " + columns.journeys + " of customer '" + customerId
                    + "' ends at " + time + ", before its touch at " + Instant.ofEpochMilli(last));
        }
        int code = customerCodes.computeIfAbsent(customerId, id -> {
            customers.add(id);
            return customers.size() - 1;
        });
        columns.close(code, at, conversion, worth);
        return this;
    }

    /**
     * Makes the table.
     *
     * @return the journeys so far
     * @throws IllegalStateException if touches were added whose journey was not ended
     */
    public JourneyTable build() {
        if (columns.open() > 0) {
            throw new IllegalStateException(columns.open()
                    + " touches belong to no journey; call convert or end after the touches of a journey");
        }
        JourneyReport report = JourneyReport.of(columns.touches, 0, 0, 0, 0, 0, 0);
        return columns.table(channels, List.copyOf(customers), report);
    }
}
