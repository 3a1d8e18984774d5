package io.clientele.core.feature;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.Dictionary;
import io.clientele.core.data.EventLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The logs of a shop, whose customers are the same people if their ids are the same.
 *
 * <p>The customers are those of all logs, coded in the order of their ids; numbers and texts match if they are written the
 * same. Immutable and thread-safe. Making it takes O(customers), and nothing where all logs have the same customers.
 *
 * <pre>{@code
 * EventLogs logs = EventLogs.of(orders, touchpoints, activities);
 * }</pre>
 */
public final class EventLogs {

    private final @Nullable OrderLog orders;
    private final @Nullable TouchpointLog touchpoints;
    private final @Nullable ActivityLog activities;
    private final Dictionary customers;
    private final List<Coded> coded;

    /** A log and where our customers are in it. */
    static final class Coded {

        final EventLog log;
        private final int @Nullable [] codes; // null: the same codes

        Coded(EventLog log, Dictionary customers) {
            this.log = log;
            this.codes = log.customers().equals(customers) ? null : codes(customers, log.customers());
        }

        /** The log's code of a customer, or -1. */
        int code(int customer) {
            return codes == null ? customer : codes[customer];
        }

        /** Both are in the order of their ids, so that one walk finds all where both are of the same type. */
        private static int[] codes(Dictionary all, Dictionary own) {
            if (all.isNumeric() != own.isNumeric()) {
                return all.codesIn(own);
            }
            int[] codes = new int[all.size()];
            int at = 0;
            for (int c = 0; c < codes.length; c++) {
                boolean same = at < own.size()
                        && (own.isNumeric()
                                ? own.number(at) == all.number(c)
                                : own.id(at).equals(all.id(c)));
                codes[c] = same ? at++ : -1;
            }
            return codes;
        }
    }

    private EventLogs(
            @Nullable OrderLog orders, @Nullable TouchpointLog touchpoints, @Nullable ActivityLog activities) {
        this.orders = orders;
        this.touchpoints = touchpoints;
        this.activities = activities;
        List<EventLog> logs = new ArrayList<>();
        if (orders != null) {
            logs.add(orders);
        }
        if (touchpoints != null) {
            logs.add(touchpoints);
        }
        if (activities != null) {
            logs.add(activities);
        }
        Dictionary all = logs.get(0).customers();
        for (EventLog log : logs) {
            if (!log.customers().equals(all)) {
                all = Dictionary.union(all, log.customers());
            }
        }
        this.customers = all;
        List<Coded> known = new ArrayList<>();
        for (EventLog log : logs) {
            known.add(new Coded(log, all));
        }
        this.coded = List.copyOf(known);
    }

    /**
     * The logs of a shop.
     *
     * @param logs at least one, and at most one of each type
     * @return the logs together
     */
    public static EventLogs of(EventLog... logs) {
        if (logs.length == 0) {
            throw new IllegalArgumentException("logs must hold at least one log");
        }
        OrderLog orders = null;
        TouchpointLog touchpoints = null;
        ActivityLog activities = null;
        for (EventLog log : logs) {
            if (log instanceof OrderLog more) {
                once(orders, more);
                orders = more;
            } else if (log instanceof TouchpointLog more) {
                once(touchpoints, more);
                touchpoints = more;
            } else if (log instanceof ActivityLog more) {
                once(activities, more);
                activities = more;
            }
        }
        return new EventLogs(orders, touchpoints, activities);
    }

    private static void once(@Nullable EventLog before, EventLog log) {
        if (before != null) {
            throw new IllegalArgumentException(
                    "there are two logs of type " + log.getClass().getSimpleName() + "; build one log of their events");
        }
    }

    /** {@return the orders, if there is a log of them} */
    public Optional<OrderLog> orders() {
        return Optional.ofNullable(orders);
    }

    /** {@return the touchpoints, if there is a log of them} */
    public Optional<TouchpointLog> touchpoints() {
        return Optional.ofNullable(touchpoints);
    }

    /** {@return the activities, if there is a log of them} */
    public Optional<ActivityLog> activities() {
        return Optional.ofNullable(activities);
    }

    /** {@return the customers of all logs, coded in the order of their ids} */
    public Dictionary customers() {
        return customers;
    }

    /** {@return when the first event happened; empty if there is none} */
    public Optional<Instant> first() {
        long first = Long.MAX_VALUE;
        for (Coded part : coded) {
            EventLog log = part.log;
            for (int c = 0; c < log.customers().size(); c++) {
                first = Math.min(first, log.time(log.start(c)));
            }
        }
        return first == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first));
    }

    /** {@return when the last event happened; empty if there is none} */
    public Optional<Instant> last() {
        long last = Long.MIN_VALUE;
        for (Coded part : coded) {
            last = Math.max(last, last(part.log));
        }
        return last == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last));
    }

    /** The time of a log's last event, or {@link Long#MIN_VALUE} if it has none. */
    static long last(EventLog log) {
        long last = Long.MIN_VALUE;
        for (int c = 0; c < log.customers().size(); c++) {
            last = Math.max(last, log.time(log.end(c) - 1));
        }
        return last;
    }

    /**
     * The events strictly before a time: what was known then.
     *
     * @param cutoff first instant left out
     * @return logs of their own; customers without an event are gone
     */
    public EventLogs before(Instant cutoff) {
        return new EventLogs(
                orders == null ? null : orders.before(cutoff),
                touchpoints == null ? null : touchpoints.before(cutoff),
                activities == null ? null : activities.before(cutoff));
    }

    List<Coded> coded() {
        return coded;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("EventLogs[");
        for (Coded part : coded) {
            text.append(part.log).append(", ");
        }
        return text.append(customers.size()).append(" customers]").toString();
    }
}
