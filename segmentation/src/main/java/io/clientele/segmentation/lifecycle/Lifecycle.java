package io.clientele.segmentation.lifecycle;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.check.Check;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who is new, who is loyal, who is late and who has gone, judged by each customer's own cadence? Learns the shop's from its orders.
 *
 * <p>The logarithm of the days between two purchases of a customer is taken as normal around the customer's own mean, and the means of
 * customers as normal around the shop's. A customer's expected gaps are a mixture of both: with few gaps mostly the shop's,
 * with many mostly the customer's own. Late is who has not bought for longer than a stated share of the gaps to be expected of
 * this customer.
 *
 * <ul>
 *   <li>A line with an amount or a quantity below 0 is a return and no purchase. Orders within 24 hours of the start of a purchase
 *       belong to it, so that a gap is a day or more.
 *   <li>Only gaps that have ended count: they are those of customers who came again. In a short log long gaps are missing, and
 *       thresholds are too short; give it several times the usual gap.
 *   <li>All lines count; fit on {@code log.before(cutoff)} for what was known then.
 *   <li>Customers who all buy once, or whose gaps are fewer than 2 in all: a {@link FitException}. All gaps equal: a
 *       spread of 5 % is assumed, with a warning. An empty log is refused.
 * </ul>
 *
 * <p>Time O(lines), memory 20 bytes a customer. Immutable and thread-safe.
 *
 * <pre>{@code
 * LifecycleModel model = Lifecycle.create().fit(orders);
 * LifecycleStages today = model.stages(EventLogs.of(orders, activities), Instant.parse("2026-07-01T00:00:00Z"));
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1002/9780470316856">Searle, Casella and McCulloch (1992), Variance components</a>
 */
public final class Lifecycle implements Estimator<OrderLog, LifecycleModel> {

    /** What a stage needs. */
    record Options(double atRiskShare, double lapsedShare, int engagedAfter, int loyalAfter) {}

    private final Options o;

    private Lifecycle(Options o) {
        this.o = o;
    }

    /**
     * A recipe: at risk beyond 90 %, lapsed beyond 98 % of a customer's gaps; engaged from 2, loyal from 5 purchases.
     *
     * @return the recipe
     */
    public static Lifecycle create() {
        return new Lifecycle(new Options(0.90, 0.98, 2, 5));
    }

    /**
     * The same with other limits of being late.
     *
     * @param atRisk share of the customer's gaps beyond which it is at risk; above 0.5, such as 0.9
     * @param lapsed share beyond which it has lapsed; above {@code atRisk} and below 1
     * @return a new recipe
     */
    public Lifecycle withLateness(double atRisk, double lapsed) {
        return new Lifecycle(checked(new Options(atRisk, lapsed, o.engagedAfter, o.loyalAfter)));
    }

    /**
     * The same with other numbers of purchases, counted from the first one or, after a lapse, from the return.
     *
     * @param engaged purchases from which a customer is engaged, at least 2
     * @param loyal purchases from which it is loyal, above {@code engaged}
     * @return a new recipe
     */
    public Lifecycle withPurchases(int engaged, int loyal) {
        return new Lifecycle(checked(new Options(o.atRiskShare, o.lapsedShare, engaged, loyal)));
    }

    static Options checked(Options o) {
        if (!(o.atRiskShare > 0.5 && o.atRiskShare < o.lapsedShare && o.lapsedShare < 1)) {
            throw new IllegalArgumentException(
                    "atRisk and lapsed must rise between 0.5 and 1, such as 0.9 and 0.98, got " + o.atRiskShare
                            + " and " + o.lapsedShare);
        }
        Check.atLeast("engaged", o.engagedAfter, 2);
        Check.atLeast("loyal", o.loyalAfter, o.engagedAfter + 1);
        return o;
    }

    @Override
    public LifecycleModel fit(OrderLog orders, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the order log", orders.rows());
        GapSpread gaps = GapSpread.of(orders, execution);
        FitReport.Builder report = FitReport.builder().rows(orders.customers().size());
        gaps.warnings.forEach(report::warning);
        return new LifecycleModel(o, gaps.mean, gaps.between, gaps.within, report.build());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Lifecycle that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Lifecycle" + o.toString().substring("Options".length());
    }
}
