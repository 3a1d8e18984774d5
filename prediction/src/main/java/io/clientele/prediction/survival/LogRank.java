package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Do customers of different groups leave at different rates?
 *
 * <p>The log-rank test: at every event time, compare who left with who was at risk, and add up. With {@link #withRho} and
 * {@link #withGamma} the times are weighted by {@code S(t-)^rho (1 - S(t-))^gamma} (Fleming and Harrington), S being the pooled
 * curve of the stratum: rho 1 looks at early differences (Peto and Peto's version of the Wilcoxon test), gamma 1 at late ones.
 * The plain test is the strongest one where hazards are proportional; curves that cross can hide from it.
 *
 * <ul>
 *   <li>Strata: observed and expected events are added up over strata; groups are compared within each.
 *   <li>Rows with starts are at risk only after them. Weights count repeats.
 *   <li>A group that is never at risk at an event time counts for no degree of freedom.
 *   <li>No groups or a single one: refused. No event while two groups were at risk: {@link FitException}.
 * </ul>
 *
 * <p>Time O(rows + event times · groups²) after sorting. Immutable and thread-safe.
 *
 * <pre>{@code
 * LogRankTest test = LogRank.create().test(customers);
 * boolean differ = test.p() < 0.05;
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/biomet/69.3.553">Harrington and Fleming (1982), A class of rank test procedures for
 *     censored survival data</a>
 */
public final class LogRank {

    private record Options(double rho, double gamma) {}

    private final Options o;

    private LogRank(Options o) {
        this.o = o;
    }

    /** {@return the plain log-rank test: all times count alike} */
    public static LogRank create() {
        return new LogRank(new Options(0, 0));
    }

    /**
     * The same with early times weighted more.
     *
     * @param rho at least 0; power of the share still there just before the time
     * @return a new recipe
     */
    public LogRank withRho(double rho) {
        return new LogRank(new Options(Check.atLeast("rho", rho, 0.0), o.gamma));
    }

    /**
     * The same with late times weighted more.
     *
     * @param gamma at least 0; power of the share gone just before the time
     * @return a new recipe
     */
    public LogRank withGamma(double gamma) {
        return new LogRank(new Options(o.rho, Check.atLeast("gamma", gamma, 0.0)));
    }

    /**
     * Compares the groups of a table.
     *
     * @param data with at least two groups
     * @return observed and expected events, and the test
     * @throws FitException if no event tells groups apart
     */
    public LogRankTest test(SurvivalTable data) {
        return test(data, labels(data));
    }

    private static Labels labels(SurvivalTable data) {
        return labelsOf(data.requireSingleCause());
    }

    /** The groups, refused when there are none to compare. */
    static Labels labelsOf(SurvivalTable data) {
        Labels groups = data.groupLabels();
        if (groups == null) {
            throw new IllegalArgumentException("the table has no groups; say who is compared with withGroups(...)");
        }
        if (groups.count() < 2) {
            throw new IllegalArgumentException(
                    "groups must be at least 2 to compare, got " + groups.count() + ": " + groups.names());
        }
        return groups;
    }

    private LogRankTest test(SurvivalTable data, Labels groups) {
        RankSums sums = new RankSums(groups, o.rho, o.gamma);
        boolean[] continued = new boolean[data.rows()];
        for (int[] rows : RiskSets.byStratum(data)) {
            sums.add(data, new RiskSets(data, rows, continued));
        }
        return sums.result();
    }

    /**
     * Compares every pair of groups, each on the rows of the two alone, and adjusts for the number of pairs.
     *
     * @param data with at least two groups
     * @param adjustment how to adjust
     * @return one test a pair, in the order of the groups' names
     * @throws FitException if no event tells some pair apart; the text names it
     */
    public List<PairTest> pairs(SurvivalTable data, Adjustment adjustment) {
        Objects.requireNonNull(adjustment, "adjustment");
        Labels groups = labels(data);
        List<LogRankTest> tests = new ArrayList<>();
        for (int a = 0; a < groups.count(); a++) {
            for (int b = a + 1; b < groups.count(); b++) {
                int first = a;
                int second = b;
                int[] rows = IntStream.range(0, data.rows())
                        .filter(i -> groups.code(i) == first || groups.code(i) == second)
                        .toArray();
                tests.add(test(data.selectRows(rows)));
            }
        }
        double[] adjusted =
                adjustment.adjust(tests.stream().mapToDouble(LogRankTest::p).toArray());
        List<PairTest> pairs = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            LogRankTest test = tests.get(i);
            pairs.add(
                    new PairTest(test.groups().get(0), test.groups().get(1), test.chiSquare(), test.p(), adjusted[i]));
        }
        return List.copyOf(pairs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogRank that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "LogRank" + o.toString().substring("Options".length());
    }
}
