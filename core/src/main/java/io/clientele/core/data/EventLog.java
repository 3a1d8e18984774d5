package io.clientele.core.data;

import java.time.Instant;

/**
 * What happened to customers, in columns: rows sorted by customer, then time; rows of one customer at the same time keep the
 * order in which they were added.
 *
 * <p>Customers are coded in the order of their ids, so the same events give the same log whatever order they came in (but for
 * that of simultaneous events). The rows of customer {@code c} are {@code start(c)} to {@code end(c) - 1}. Rows and codes
 * count from 0. Logs are immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * for (int row = log.start(c); row < log.firstAtOrAfter(c, cutoff); row++) {
 *     // what customer c did before the cut-off
 * }
 * }</pre>
 */
public sealed interface EventLog permits TimelineLog {

    /** Times before this are refused: 1970. */
    Instant EARLIEST = Instant.EPOCH;

    /** Times from this on are refused: 2100. */
    Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /** {@return the number of events} */
    int rows();

    /** {@return the customers, coded in the order of their ids; each has at least one event} */
    Dictionary customers();

    /**
     * Where a customer's events start.
     *
     * @param customer code
     * @return the first row
     */
    int start(int customer);

    /**
     * Where a customer's events end.
     *
     * @param customer code
     * @return one past the last row
     */
    int end(int customer);

    /**
     * When an event happened.
     *
     * @param row of the event
     * @return milliseconds since 1970 in UTC
     */
    long time(int row);

    /**
     * Whose event it is; a binary search, so loops go by customer instead.
     *
     * @param row of the event
     * @return code of the customer
     */
    int customer(int row);

    /**
     * A customer's first event at or after a time; the rows before it are those strictly before.
     *
     * @param customer code
     * @param time milliseconds since 1970 in UTC
     * @return its row, or {@code end(customer)} if there is none
     */
    int firstAtOrAfter(int customer, long time);

    /**
     * When an event happened.
     *
     * @param row of the event
     * @return the instant
     */
    default Instant instant(int row) {
        return Instant.ofEpochMilli(time(row));
    }

    /**
     * The events strictly before a time: what was known then.
     *
     * @param cutoff first instant left out
     * @return a log of its own; customers without an event are gone
     */
    EventLog before(Instant cutoff);
}
