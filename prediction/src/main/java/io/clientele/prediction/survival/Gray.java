package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;

/**
 * Does a larger share of some group leave for one cause?
 *
 * <p>Gray's test of equal cumulative incidences: at every event of the cause, compare who left with a risk set that keeps those who have
 * left for other causes, as far as they would not have been censored. Unlike {@link LogRank} on {@link SurvivalTable#cause}, which compares
 * the rates among those still there, it compares what {@link AalenJohansen} shows. With {@link #withRho} times are weighted by
 * {@code (1 - F)^rho}, F being the pooled incidence.
 *
 * <ul>
 *   <li>Strata: scores and variances are added up over strata; groups are compared within each.
 *   <li>Weights count repeats. Rows with starts are refused: the test is for customers watched from the beginning.
 *   <li>Without other causes it is nearly, not exactly, the log-rank test: its variance is an asymptotic one.
 *   <li>No groups or a single one, a code that no event has: refused. No event while two groups were at risk: {@link FitException}.
 * </ul>
 *
 * <p>Time O(rows + event times · groups³) after sorting. Immutable and thread-safe.
 *
 * <pre>{@code
 * GrayTest test = Gray.of(2).test(customers);
 * boolean differ = test.p() < 0.05;
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1214/aos/1176350951">Gray (1988), A class of K-sample tests for comparing the cumulative incidence of a
 *     competing risk</a>
 */
public final class Gray {

    private record Options(int cause, double rho) {}

    private final Options o;

    private Gray(Options o) {
        this.o = o;
    }

    /**
     * The plain test: all times count alike.
     *
     * @param cause the code of the events that count, at least 1
     * @return the recipe
     */
    public static Gray of(int cause) {
        return new Gray(new Options(Check.atLeast("cause", cause, 1), 0));
    }

    /**
     * The same with other weights of the times.
     *
     * @param rho power of the share that has not left for the cause; above 0 early differences count more
     * @return a new recipe
     */
    public Gray withRho(double rho) {
        return new Gray(new Options(o.cause, Check.finite("rho", rho)));
    }

    /**
     * Compares the groups of a table.
     *
     * @param data with at least two groups
     * @return the scores and the test
     * @throws FitException if no event of the cause tells groups apart
     */
    public GrayTest test(SurvivalTable data) {
        Check.hasRows("the table", data.rows());
        if (!data.causes().contains(o.cause)) {
            throw new IllegalArgumentException("no event has code " + o.cause + "; codes are " + data.causes());
        }
        if (data.hasStarts()) {
            throw new IllegalArgumentException(
                    "the table has starts, which Gray's test does not take; use rows from the beginning, or FineGray");
        }
        Labels groups = LogRank.labelsOf(data);
        GraySums sums = new GraySums(groups, o.cause, o.rho);
        boolean[] continued = new boolean[data.rows()];
        for (int[] rows : RiskSets.byStratum(data)) {
            sums.add(data, new RiskSets(data, rows, continued));
        }
        return sums.result();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gray that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Gray" + o.toString().substring("Options".length());
    }
}
