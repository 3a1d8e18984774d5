package io.clientele.cli.report;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.EventLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.io.Loaded;
import io.clientele.core.io.ReadReport;
import io.clientele.segmentation.rfm.Returns;
import io.clientele.segmentation.rfm.RfmTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a report is made of.
 *
 * @param orders lines of orders and how they were read
 * @param touchpoints touches and how they were read, if there are any
 * @param activities other events and how they were read, if there are any
 * @param columns which column was taken for what
 * @param zone in which the shop's days begin
 */
public record ReportData(
        Loaded<OrderLog> orders,
        Optional<Loaded<TouchpointLog>> touchpoints,
        Optional<Loaded<ActivityLog>> activities,
        List<String> columns,
        ZoneId zone) {

    /** {@return the order lines} */
    OrderLog lines() {
        return orders.data();
    }

    /** {@return the reports of all that was read} */
    List<ReadReport> reads() {
        List<ReadReport> reads = new ArrayList<>(List.of(orders.report()));
        touchpoints.ifPresent(t -> reads.add(t.report()));
        activities.ifPresent(a -> reads.add(a.report()));
        return reads;
    }

    /** {@return all logs together} */
    EventLogs logs() {
        List<EventLog> logs = new ArrayList<>(List.of(lines()));
        touchpoints.ifPresent(t -> logs.add(t.data()));
        activities.ifPresent(a -> logs.add(a.data()));
        return EventLogs.of(logs.toArray(EventLog[]::new));
    }

    /** {@return the first order} */
    Instant first() {
        long first = Long.MAX_VALUE;
        for (int c = 0; c < lines().customers().size(); c++) {
            first = Math.min(first, lines().time(lines().start(c)));
        }
        return Instant.ofEpochMilli(first);
    }

    /** {@return the midnight after the last order: the instant as of which the report speaks} */
    Instant asOf() {
        return dayAfter(lines(), zone).atStartOfDay(zone).toInstant();
    }

    /**
     * The first day of which a log knows nothing.
     *
     * @param lines at least one
     * @param zone whose days are meant
     * @return the day after the last line
     */
    public static LocalDate dayAfter(OrderLog lines, ZoneId zone) {
        long last = 0;
        for (int c = 0; c < lines.customers().size(); c++) {
            last = Math.max(last, lines.time(lines.end(c) - 1));
        }
        return Instant.ofEpochMilli(last).atZone(zone).toLocalDate().plusDays(1);
    }

    /** {@return recency in whole days of the calendar, orders and spend; returned money is subtracted} */
    RfmTable rfm() {
        return RfmTable.of(lines(), asOf().atZone(zone).toLocalDate(), zone, Returns.SUBTRACTED);
    }

    /** {@return days of the calendar from that of the first order to that of the last} */
    int days() {
        LocalDate first = first().atZone(zone).toLocalDate();
        return (int) ChronoUnit.DAYS.between(first, asOf().atZone(zone).toLocalDate());
    }
}
