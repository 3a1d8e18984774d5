package io.clientele.prediction.survival;

import io.clientele.core.data.EventLog;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.FeatureSnapshot;
import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * When has a customer left a shop that has no contracts? When nothing came for so many days.
 *
 * <p>A customer leaves the first time that {@code days} pass after an event without another one, at the end of those days. So whether
 * somebody has left is known at once, from what happened before, and events after a cut-off change nothing that was said before
 * it. A customer of whom an event comes exactly at the end stays. Who comes back later has left all the same: how many do
 * says how good the definition is, see {@link #sensitivity}.
 *
 * <ul>
 *   <li>Times are in days since the customer's first event; only events before the given instant count.
 *   <li>In an {@link OrderLog}, returns are no events; lines of the same moment are one.
 *   <li>Nobody can leave before {@code days} have passed.
 *   <li>A log without events before the instant is refused.
 * </ul>
 *
 * <p>Time O(events). Immutable and thread-safe.
 *
 * <pre>{@code
 * InactivityChurn left = InactivityChurn.ofGaps(orders, now, 0.9);   // nine of ten gaps between orders were shorter
 * SurvivalTable customers = left.table(orders, now).survival();
 * }</pre>
 */
public final class InactivityChurn {

    private static final double DAY = 86_400_000;

    private final double days;

    private InactivityChurn(double days) {
        this.days = days;
    }

    /**
     * A fixed number of days.
     *
     * @param days above 0
     * @return the definition
     */
    public static InactivityChurn afterDays(double days) {
        return new InactivityChurn(Check.positive("days", days));
    }

    /**
     * As many days as a share of the gaps between a customer's events were at most.
     *
     * @param log of events
     * @param asOf events before it count
     * @param share such as 0.9, above 0 and at most 1
     * @return the definition; its days are one of the gaps
     */
    public static InactivityChurn ofGaps(EventLog log, Instant asOf, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, such as 0.9, got " + share);
        }
        long end = asOf.toEpochMilli();
        double[] gaps = new double[16];
        int n = 0;
        for (int c = 0; c < log.customers().size(); c++) {
            long[] times = times(log, c, end);
            for (int k = 1; k < times.length; k++) {
                if (n == gaps.length) {
                    gaps = Arrays.copyOf(gaps, 2 * n);
                }
                gaps[n++] = (times[k] - times[k - 1]) / DAY;
            }
        }
        if (n == 0) {
            throw new IllegalArgumentException("no customer has two events before " + asOf
                    + ", so there are no gaps to learn from; give the days with afterDays(...)");
        }
        double[] sorted = Arrays.copyOf(gaps, n);
        Arrays.sort(sorted);
        return new InactivityChurn(sorted[(int) Math.ceil(share * n) - 1]);
    }

    /** {@return after how many days without an event a customer has left} */
    public double days() {
        return days;
    }

    /**
     * How long each customer stayed, or has stayed so far.
     *
     * @param log of events
     * @param asOf events before it count
     * @return one row per customer with an event before then
     */
    public ChurnTable table(EventLog log, Instant asOf) {
        long end = asOf.toEpochMilli();
        int size = log.customers().size();
        int[] customers = new int[size];
        double[] time = new double[size];
        int[] event = new int[size];
        int n = 0;
        for (int c = 0; c < size; c++) {
            long[] times = times(log, c, end);
            if (times.length == 0) {
                continue;
            }
            double leaves = leaves(times, end);
            customers[n] = c;
            event[n] = Double.isNaN(leaves) ? 0 : 1;
            time[n++] = event[n - 1] == 1 ? leaves : (end - times[0]) / DAY;
        }
        if (n == 0) {
            throw new IllegalArgumentException("no customer has an event before " + asOf);
        }
        SurvivalTable survival = SurvivalTable.of(Arrays.copyOf(time, n), Arrays.copyOf(event, n));
        return new ChurnTable(log.customers(), Arrays.copyOf(customers, n), survival);
    }

    /**
     * The same cut into periods, with features as they were known at the beginning of each: for a regression on what changes over
     * time. A period goes from a cut-off of the snapshot to the next one (the last to {@code asOf}); one that begins after the customer
     * has left, or at the first event or before, is dropped.
     *
     * @param log of events
     * @param snapshot features at several cut-offs, all before {@code asOf}
     * @param asOf events before it count
     * @return one row per customer and period, with starts, features, and the customers as subjects and clusters
     */
    public SurvivalTable periods(EventLog log, FeatureSnapshot snapshot, Instant asOf) {
        long end = asOf.toEpochMilli();
        List<Instant> cutoffs = snapshot.cutoffs();
        for (Instant cutoff : cutoffs) {
            if (!cutoff.isBefore(asOf)) {
                throw new IllegalArgumentException(
                        "cut-offs must be before " + asOf + ", where the watch ends, got " + cutoff);
            }
        }
        long[] next = next(cutoffs, end);
        List<double[]> periods = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        for (int row = 0; row < snapshot.rows(); row++) {
            String customer = snapshot.customer(row);
            OptionalInt code = log.customers().isNumeric()
                    ? log.customers().find(Long.parseLong(customer))
                    : log.customers().find(customer);
            long[] times = code.isEmpty() ? new long[0] : times(log, code.getAsInt(), end);
            if (times.length == 0) {
                continue;
            }
            double leaves = leaves(times, end);
            double start = (snapshot.cutoff(row).toEpochMilli() - times[0]) / DAY;
            double stop = (next[snapshot.cutoffIndex(row)] - times[0]) / DAY;
            boolean left = leaves <= stop;
            if (start > 0 && !(leaves <= start)) {
                periods.add(new double[] {start, left ? leaves : stop, left ? 1 : 0, row});
                subjects.add(customer);
            }
        }
        if (periods.isEmpty()) {
            throw new IllegalArgumentException(
                    "no customer was there at a cut-off; take later cut-offs, or earlier events");
        }
        FeatureTable features = snapshot.features()
                .selectRows(periods.stream().mapToInt(p -> (int) p[3]).toArray());
        return SurvivalTable.of(
                        periods.stream().mapToDouble(p -> p[1]).toArray(),
                        periods.stream().mapToInt(p -> (int) p[2]).toArray())
                .withStarts(periods.stream().mapToDouble(p -> p[0]).toArray())
                .withSubjects(subjects)
                .withClusters(subjects)
                .withFeatures(features);
    }

    private static long[] next(List<Instant> cutoffs, long end) {
        long[] next = new long[cutoffs.size()];
        for (int k = 0; k < next.length; k++) {
            next[k] = end;
            for (Instant other : cutoffs) {
                long at = other.toEpochMilli();
                if (at > cutoffs.get(k).toEpochMilli()) {
                    next[k] = Math.min(next[k], at);
                }
            }
        }
        return next;
    }

    /**
     * What other numbers of days would make of the same log.
     *
     * @param log of events
     * @param asOf events before it count
     * @param days to try, each above 0
     * @return one line each: how many left, and how many of those came back
     */
    public static List<ChurnSensitivity> sensitivity(EventLog log, Instant asOf, double... days) {
        Objects.requireNonNull(days, "days");
        long end = asOf.toEpochMilli();
        List<ChurnSensitivity> lines = new ArrayList<>();
        for (double horizon : days) {
            InactivityChurn definition = afterDays(horizon);
            int customers = 0;
            int left = 0;
            int returned = 0;
            for (int c = 0; c < log.customers().size(); c++) {
                long[] times = times(log, c, end);
                if (times.length == 0) {
                    continue;
                }
                customers++;
                double leaves = definition.leaves(times, end);
                if (!Double.isNaN(leaves)) {
                    left++;
                    returned += (times[times.length - 1] - times[0]) / DAY > leaves ? 1 : 0;
                }
            }
            lines.add(new ChurnSensitivity(horizon, customers, left, returned));
        }
        return List.copyOf(lines);
    }

    /** Days from the first event to the moment of leaving; NaN for who is still there. */
    private double leaves(long[] times, long end) {
        for (int k = 0; k < times.length; k++) {
            double silent = ((k + 1 < times.length ? times[k + 1] : end) - times[k]) / DAY;
            if (k + 1 < times.length ? silent > days : silent >= days) {
                return (times[k] - times[0]) / DAY + days;
            }
        }
        return Double.NaN;
    }

    /** The distinct times of a customer's events before an end, returns left out. */
    private static long[] times(EventLog log, int customer, long end) {
        int from = log.start(customer);
        int to = log.firstAtOrAfter(customer, end);
        long[] times = new long[to - from];
        int n = 0;
        for (int row = from; row < to; row++) {
            boolean counts = !(log instanceof OrderLog orders) || !orders.isReturn(row);
            if (counts && (n == 0 || times[n - 1] != log.time(row))) {
                times[n++] = log.time(row);
            }
        }
        return Arrays.copyOf(times, n);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InactivityChurn that && days == that.days;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(days);
    }

    @Override
    public String toString() {
        return "InactivityChurn[days=" + days + "]";
    }
}
