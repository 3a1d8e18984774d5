package io.clientele.segmentation.cohort;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How customers acquired in one period behave as they grow older: who comes back, how many orders they make, what they spend.
 *
 * <p>A customer belongs to the period of the first purchase; age 0 is that period, age 1 the next. The result is a triangle of
 * acquisition by age, see {@link CohortTable}.
 *
 * <ul>
 *   <li>A line whose amount or quantity is below 0 is a return: it makes nobody active and is no order, but its money counts
 *       against the revenue of the period it falls in.
 *   <li>Money of lines in periods before a customer's first purchase, and of customers who only returned, belongs to no cohort;
 *       it is reported apart, so that all money is accounted for.
 *   <li>A purchase of amount 0 is a purchase.
 *   <li>An order counts once, in the period of its first purchased line.
 *   <li>The period in which the observation ends is unfinished: its cells are masked in shares and means, unless
 *       {@link #withUnfinishedPeriod} says otherwise.
 *   <li>Customers who bought before the log begins seem new in its first period; the log cannot tell.
 *   <li>An empty log is refused; one without purchases gives a {@link FitException}; more than 1,000 periods are refused.
 * </ul>
 *
 * <p>Time O(lines), memory O(periods²). Immutable and thread-safe.
 *
 * <pre>{@code
 * CohortTable cohorts = Cohorts.by(CohortPeriod.MONTH, ZoneId.of("Europe/London")).fit(orders);
 * OptionalDouble cameBack = cohorts.retention(0, 3);
 * }</pre>
 */
public final class Cohorts implements Estimator<OrderLog, CohortTable> {

    private record Options(CohortPeriod period, ZoneId zone, Optional<Instant> asOf, boolean unfinished) {}

    private final Options o;

    private Cohorts(Options o) {
        this.o = o;
    }

    /**
     * A recipe that observes until the last line of the log and masks the unfinished period.
     *
     * @param period window of acquisition and step of age
     * @param zone whose midnights divide the days
     * @return the recipe
     */
    public static Cohorts by(CohortPeriod period, ZoneId zone) {
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(zone, "zone");
        return new Cohorts(new Options(period, zone, Optional.empty(), false));
    }

    /**
     * The same with another end of the observation: lines from then on are left out, and the time up to it counts as observed, also
     * if nobody bought. Give it when the log may end with quiet days.
     *
     * @param end first instant not observed
     * @return a new recipe
     */
    public Cohorts withAsOf(Instant end) {
        Check.time("as-of", end);
        return new Cohorts(new Options(o.period, o.zone, Optional.of(end), o.unfinished));
    }

    /**
     * The same with another treatment of the period in which the observation ends.
     *
     * @param counted whether its cells count as if it were over; they are then too low
     * @return a new recipe
     */
    public Cohorts withUnfinishedPeriod(boolean counted) {
        return new Cohorts(new Options(o.period, o.zone, o.asOf, counted));
    }

    @Override
    public CohortTable fit(OrderLog orders, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the log", orders.rows());
        int customers = orders.customers().size();
        long end = o.asOf.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        PurchaseSpan span = Chunks.accumulate(orders, customers, execution, () -> new PurchaseSpan(end));
        execution.progress("passes", 1, 2);
        long[] times = span.result();
        if (times[0] > times[1]) {
            throw new FitException("no customer has purchased anything"
                    + o.asOf.map(at -> " before " + at).orElse("")
                    + "; cohorts need at least one line that is not a return");
        }
        long until = o.asOf.isPresent() ? end : times[2] + 1;
        Calendar calendar = Calendar.of(o.period, o.zone, times[0], until - 1);
        CohortCells cells = Chunks.accumulate(orders, customers, execution, () -> new CohortCells(calendar, until));
        execution.progress("passes", 2, 2);
        boolean finished = calendar.start(calendar.periods()) <= until;
        return new CohortTable(
                o.period, calendar.first, finished, o.unfinished, cells.triangle(), cells.unplaced(), report(cells));
    }

    private static FitReport report(CohortCells cells) {
        FitReport.Builder report = FitReport.builder().rows(cells.customers());
        if (cells.withoutPurchase() > 0) {
            report.warning(
                    cells.withoutPurchase() + " customers have no purchase in the observed time and are in no cohort");
        }
        if (cells.unplaced() != 0) {
            report.warning("revenue of " + cells.unplaced()
                    + " is from returns before a first purchase and belongs to no cohort");
        }
        return report.build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cohorts that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Cohorts" + o.toString().substring("Options".length());
    }
}
