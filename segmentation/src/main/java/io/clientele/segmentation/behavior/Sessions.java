package io.clientele.segmentation.behavior;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which of a customer's activities belong together? Cuts them into sessions wherever nothing happened for longer than a gap.
 *
 * <ul>
 *   <li>Only activities strictly before the cut-off count; customers without one have no session and no row.
 *   <li>A pause of exactly the gap does not end a session.
 * </ul>
 *
 * <p>Time O(activities), memory 8 bytes a session and 4 a customer. Immutable and thread-safe; rows and sessions count from 0.
 *
 * <pre>{@code
 * Sessions sessions = Sessions.of(activities, Duration.ofMinutes(30), Instant.parse("2026-07-01T00:00:00Z"));
 * FeatureTable features = sessions.features();
 * }</pre>
 */
public final class Sessions {

    private static final double MINUTE = 60_000;
    private static final double DAY = 86_400_000;

    private final ActivityLog log;
    private final long cutoff;
    private final int[] codes; // of the customers with a row
    private final int[] first; // by row of the customer: its first session; one more at the end
    private final int[] from; // by session: first activity
    private final int[] to; // one past the last

    private Sessions(ActivityLog log, long cutoff, int[] codes, int[] first, int[] from, int[] to) {
        this.log = log;
        this.cutoff = cutoff;
        this.codes = codes;
        this.first = first;
        this.from = from;
        this.to = to;
    }

    /**
     * The sessions of all customers as of an instant.
     *
     * @param log activities
     * @param gap longest pause within a session, at least a millisecond
     * @param cutoff first instant that does not count
     * @return the sessions, customer by customer in the order of their ids, then in order of time
     */
    public static Sessions of(ActivityLog log, Duration gap, Instant cutoff) {
        Check.hasRows("the activity log", log.rows());
        long pause = Check.atLeast("gap in milliseconds", gap.toMillis(), 1L);
        long end = Check.time("cutoff", cutoff);
        int customers = log.customers().size();
        int[] codes = new int[customers];
        int[] first = new int[customers + 1];
        int[] from = new int[log.rows()];
        int[] to = new int[log.rows()];
        int rows = 0;
        int sessions = 0;
        for (int c = 0; c < customers; c++) {
            int last = log.firstAtOrAfter(c, end);
            for (int row = log.start(c); row < last; row++) {
                if (row == log.start(c) || log.time(row) - log.time(row - 1) > pause) {
                    from[sessions++] = row;
                }
                to[sessions - 1] = row + 1;
            }
            if (last > log.start(c)) {
                codes[rows++] = c;
                first[rows] = sessions;
            }
        }
        if (rows == 0) {
            throw new IllegalArgumentException("nobody has an activity before " + cutoff + "; take a later cut-off");
        }
        return new Sessions(
                log,
                end,
                Arrays.copyOf(codes, rows),
                Arrays.copyOf(first, rows + 1),
                Arrays.copyOf(from, sessions),
                Arrays.copyOf(to, sessions));
    }

    /** {@return how many customers have a session} */
    public int rows() {
        return codes.length;
    }

    /**
     * The id of a customer.
     *
     * @param row of the customer
     * @return the id
     */
    public String customer(int row) {
        return log.customers().id(codes[row]);
    }

    /** {@return how many sessions there are in all} */
    public int sessions() {
        return from.length;
    }

    /**
     * Where a customer's sessions start.
     *
     * @param row of the customer
     * @return the first session; those of the customer end where the next customer's start
     */
    public int start(int row) {
        return first[row];
    }

    /**
     * Where a customer's sessions end.
     *
     * @param row of the customer
     * @return one past the last session
     */
    public int end(int row) {
        return first[row + 1];
    }

    /**
     * When a session began.
     *
     * @param session number
     * @return the time of its first activity
     */
    public Instant began(int session) {
        return log.instant(from[session]);
    }

    /**
     * How long a session lasted.
     *
     * @param session number
     * @return from its first to its last activity; 0 if there is one only
     */
    public Duration length(int session) {
        return Duration.ofMillis(log.time(to[session] - 1) - log.time(from[session]));
    }

    /**
     * What happened in a session.
     *
     * @param session number
     * @return the kinds of its activities, in order of time
     */
    public List<String> path(int session) {
        List<String> kinds = new ArrayList<>();
        for (int row = from[session]; row < to[session]; row++) {
            kinds.add(log.kinds().id(log.kind(row)));
        }
        return List.copyOf(kinds);
    }

    int firstActivity(int session) {
        return from[session];
    }

    int endOfActivities(int session) {
        return to[session];
    }

    ActivityLog log() {
        return log;
    }

    /**
     * What sessions say of customers: {@code sessions}, {@code activities_per_session}, {@code minutes_per_session}, {@code
     * days_since_session} (from the start of the last one to the cut-off) and {@code single_share}, the share of sessions of one activity.
     *
     * @return one row a customer
     */
    public FeatureTable features() {
        List<String> names = List.of(
                "sessions", "activities_per_session", "minutes_per_session", "days_since_session", "single_share");
        FeatureTable.Cells cells = FeatureTable.cells(names, rows());
        for (int row = 0; row < rows(); row++) {
            double activities = 0;
            double millis = 0;
            double single = 0;
            for (int s = start(row); s < end(row); s++) {
                activities += to[s] - from[s];
                millis += length(s).toMillis();
                single += to[s] - from[s] == 1 ? 1 : 0;
            }
            double count = end(row) - start(row);
            cells.set(row, 0, count);
            cells.set(row, 1, activities / count);
            cells.set(row, 2, millis / MINUTE / count);
            cells.set(row, 3, (cutoff - log.time(from[end(row) - 1])) / DAY);
            cells.set(row, 4, single / count);
        }
        return cells.build();
    }

    @Override
    public String toString() {
        return "Sessions[" + sessions() + " sessions of " + rows() + " customers]";
    }
}
