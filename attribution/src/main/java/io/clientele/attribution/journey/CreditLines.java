package io.clientele.attribution.journey;

import io.clientele.core.data.TouchpointLog;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * When, where and for what did channels earn their credit: the credit of every touch, added up by day, campaign, segment, or anything
 * else that is known of a journey and its touches.
 *
 * <ul>
 *   <li>Lines are in the order of their groups, then of their channels; channels without credit in a group have no line.
 *   <li>The lines of one table add up to its conversions and their value.
 * </ul>
 *
 * <p>Time O(touches). Thread-safe.
 *
 * <pre>{@code
 * List<CreditLine> byDay = CreditLines.byDay(journeys, Rule.linear()::shares, ZoneId.of("Europe/Berlin"));
 * }</pre>
 */
public final class CreditLines {

    private CreditLines() {}

    /** Names the group of a touch. */
    @FunctionalInterface
    public interface Grouping {

        /**
         * The group of a touch.
         *
         * @param journeys the table
         * @param journey number of the journey, from 0
         * @param touch its place on the journey, from 0
         * @return the group's name
         */
        String group(JourneyTable journeys, int journey, int touch);
    }

    /**
     * By the day of the conversion.
     *
     * @param journeys the table
     * @param shares how a conversion is shared
     * @param zone whose midnight ends a day
     * @return the lines
     */
    public static List<CreditLine> byDay(JourneyTable journeys, TouchShares shares, ZoneId zone) {
        Objects.requireNonNull(zone, "zone");
        return by(journeys, shares, (table, journey, touch) -> day(table.end(journey), zone));
    }

    /**
     * By the day of the touch.
     *
     * @param journeys the table
     * @param shares how a conversion is shared
     * @param zone whose midnight ends a day
     * @return the lines
     */
    public static List<CreditLine> byTouchDay(JourneyTable journeys, TouchShares shares, ZoneId zone) {
        Objects.requireNonNull(zone, "zone");
        return by(journeys, shares, (table, journey, touch) -> day(table.time(journey, touch), zone));
    }

    private static String day(long millis, ZoneId zone) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate().toString();
    }

    /**
     * By campaign; touches without one are in the group {@code (none)}.
     *
     * @param journeys made by {@link Journeys} from the log
     * @param shares how a conversion is shared
     * @param touches the log that the journeys were made from
     * @return the lines
     */
    public static List<CreditLine> byCampaign(JourneyTable journeys, TouchShares shares, TouchpointLog touches) {
        return by(journeys, shares, (table, journey, touch) -> {
            int row = table.row(journey, touch);
            if (row < 0 || row >= touches.rows()) {
                throw new IllegalArgumentException("journey " + journey + ", touch " + touch
                        + ": its row in the log is " + row
                        + ", which the log does not have; give the log that the journeys"
                        + " were made from");
            }
            int campaign = touches.campaign(row);
            return campaign < 0 ? "(none)" : touches.campaigns().id(campaign);
        });
    }

    /**
     * By segment of the customer; customers without one are in the group {@code (none)}.
     *
     * @param journeys the table
     * @param shares how a conversion is shared
     * @param segments the segment of each customer by its id, as {@link JourneyTable#customerId} has it
     * @return the lines
     */
    public static List<CreditLine> bySegment(JourneyTable journeys, TouchShares shares, Map<String, String> segments) {
        Objects.requireNonNull(segments, "segments");
        return by(journeys, shares, (table, journey, touch) -> {
            String segment = segments.get(table.customerId(table.customer(journey)));
            return segment == null ? "(none)" : segment;
        });
    }

    /**
     * By groups of one's own.
     *
     * @param journeys the table
     * @param shares how a conversion is shared
     * @param grouping names the group of each touch
     * @return the lines
     */
    public static List<CreditLine> by(JourneyTable journeys, TouchShares shares, Grouping grouping) {
        int channels = journeys.channels().size();
        Map<String, double[][]> groups = new TreeMap<>();
        for (int j = 0; j < journeys.journeys(); j++) {
            if (journeys.converted(j)) {
                double[] parts = shares.shares(journeys, j);
                for (int i = 0; i < parts.length; i++) {
                    double[][] sums =
                            groups.computeIfAbsent(grouping.group(journeys, j, i), group -> new double[2][channels]);
                    sums[0][journeys.channel(j, i)] += parts[i];
                    sums[1][journeys.channel(j, i)] += parts[i] * journeys.value(j);
                }
            }
        }
        List<CreditLine> lines = new ArrayList<>();
        groups.forEach((group, sums) -> {
            for (int c = 0; c < channels; c++) {
                if (sums[0][c] > 0) {
                    lines.add(new CreditLine(group, journeys.channels().get(c), sums[0][c], sums[1][c]));
                }
            }
        });
        return List.copyOf(lines);
    }
}
