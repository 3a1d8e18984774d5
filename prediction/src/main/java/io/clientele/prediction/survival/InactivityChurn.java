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
import org.jspecify.annotations.Nullable;

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
 *   <li>Gaps that have not ended do not count where days are learned from gaps, so a young log makes days too few: see
 *       {@link #sensitivity}.
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
    /** Where each customer has days of its own; then {@code days} are those of a customer without a gap. */
    private final @Nullable OwnGaps own;

    private InactivityChurn(double days, @Nullable OwnGaps own) {
        this.days = days;
        this.own = own;
    }

    /**
     * A fixed number of days.
     *
     * @param days above 0
     * @return the definition
     */
    public static InactivityChurn afterDays(double days) {
        return new InactivityChurn(Check.positive("days", days), null);
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
        checkShare(share);
        double[] sorted = Gaps.of(log, asOf).days;
        Arrays.sort(sorted);
        return new InactivityChurn(sorted[(int) Math.ceil(share * sorted.length) - 1], null);
    }

    /**
     * Days of each customer's own: somebody who comes every week is missed sooner than somebody who comes every spring.
     *
     * <p>After every event the next gap is forecast from the customer's gaps before it, drawn towards the shop's as far as few gaps
     * say little (credibility, on the scale log(1 + days)); the customer has left when the silence exceeds the forecast by more than a
     * share of all gaps did. As for {@link #ofGaps}, that share of the gaps was at most as long as allowed. No gap enters before it has
     * ended, so what is said of a customer is never taken back.
     *
     * <ul>
     *   <li>The share is of gaps, and frequent customers have many, each of which may exceed: take a higher one than for
     *       {@link #ofGaps}, and see {@link #ownSensitivity}.
     *   <li>A customer without a gap so far gets {@link #days()}.
     *   <li>If customers differ no more than chance has it, all get the same days.
     *   <li>No horizon is shorter than the shortest gap seen.
     * </ul>
     *
     * @param log of events
     * @param asOf events before it count
     * @param share such as 0.9, above 0 and at most 1
     * @return the definition
     * @see "Bühlmann and Straub (1970), Glaubwürdigkeit für Schadensätze, Mitteilungen der VSVM 70"
     */
    public static InactivityChurn ofOwnGaps(EventLog log, Instant asOf, double share) {
        checkShare(share);
        return own(Gaps.of(log, asOf), share);
    }

    private static InactivityChurn own(Gaps gaps, double share) {
        OwnGaps own = OwnGaps.of(gaps.days, gaps.ends, share);
        return new InactivityChurn(own.days(0, 0), own);
    }

    private static void checkShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, such as 0.9, got " + share);
        }
    }

    /** {@return after how many days without an event a customer has left; of {@link #ofOwnGaps}, one of whom no gap is known} */
    public double days() {
        return days;
    }

    /**
     * The days that count for one customer now.
     *
     * @param log of events
     * @param customer code in the log, with an event before {@code asOf}
     * @param asOf events before it count
     * @return after how many days without an event, from the last one on, the customer has left
     */
    public double days(EventLog log, int customer, Instant asOf) {
        long[] times = times(log, customer, asOf.toEpochMilli());
        if (times.length == 0) {
            throw new IllegalArgumentException(
                    "customer '" + log.customers().id(customer) + "' has no event before " + asOf);
        }
        double logs = 0;
        for (int k = 1; k < times.length; k++) {
            logs += logGap(times, k);
        }
        return own == null ? days : own.days(times.length - 1, logs);
    }

    private static double logGap(long[] times, int k) {
        return Math.log1p((times[k] - times[k - 1]) / DAY);
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
        List<ChurnSensitivity> lines = new ArrayList<>();
        for (double horizon : days) {
            lines.add(afterDays(horizon).line(log, asOf));
        }
        return List.copyOf(lines);
    }

    /**
     * What other shares would make of the same log, with days of each customer's own.
     *
     * @param log of events
     * @param asOf events before it count
     * @param shares to try, each as for {@link #ofOwnGaps}
     * @return one line each; its days are those of a customer of whom no gap is known
     */
    public static List<ChurnSensitivity> ownSensitivity(EventLog log, Instant asOf, double... shares) {
        Objects.requireNonNull(shares, "shares");
        List<ChurnSensitivity> lines = new ArrayList<>();
        Gaps gaps = Gaps.of(log, asOf);
        for (double share : shares) {
            checkShare(share);
            lines.add(own(gaps, share).line(log, asOf));
        }
        return List.copyOf(lines);
    }

    private ChurnSensitivity line(EventLog log, Instant asOf) {
        long end = asOf.toEpochMilli();
        int customers = 0;
        int left = 0;
        int returned = 0;
        for (int c = 0; c < log.customers().size(); c++) {
            long[] times = times(log, c, end);
            if (times.length == 0) {
                continue;
            }
            customers++;
            double leaves = leaves(times, end);
            if (!Double.isNaN(leaves)) {
                left++;
                returned += (times[times.length - 1] - times[0]) / DAY > leaves ? 1 : 0;
            }
        }
        return new ChurnSensitivity(days, customers, left, returned);
    }

    /** Days from the first event to the moment of leaving; NaN for who is still there. */
    private double leaves(long[] times, long end) {
        double logs = 0;
        for (int k = 0; k < times.length; k++) {
            if (own != null && k > 0) {
                logs += logGap(times, k);
            }
            double allowed = own == null ? days : own.days(k, logs);
            double silent = ((k + 1 < times.length ? times[k + 1] : end) - times[k]) / DAY;
            if (k + 1 < times.length ? silent > allowed : silent >= allowed) {
                return (times[k] - times[0]) / DAY + allowed;
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

    /** The gaps between events that have ended, customer by customer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Gaps(double[] days, int[] ends) {

        static Gaps of(EventLog log, Instant asOf) {
            long end = asOf.toEpochMilli();
            int[] ends = new int[log.customers().size()];
            double[] gaps = new double[16];
            int n = 0;
            for (int c = 0; c < ends.length; c++) {
                long[] times = times(log, c, end);
                for (int k = 1; k < times.length; k++) {
                    if (n == gaps.length) {
                        gaps = Arrays.copyOf(gaps, 2 * n);
                    }
                    gaps[n++] = (times[k] - times[k - 1]) / DAY;
                }
                ends[c] = n;
            }
            if (n == 0) {
                throw new IllegalArgumentException("no customer has two events before " + asOf
                        + ", so there are no gaps to learn from; give the days with afterDays(...)");
            }
            return new Gaps(Arrays.copyOf(gaps, n), ends);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InactivityChurn that && days == that.days && Objects.equals(own, that.own);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(days) + Objects.hashCode(own);
    }

    @Override
    public String toString() {
        return own == null
                ? "InactivityChurn[days=" + days + "]"
                : "InactivityChurn[days=" + days + " before the first gap, own gaps count half from " + own.gapsToHalf()
                        + "]";
    }
}
