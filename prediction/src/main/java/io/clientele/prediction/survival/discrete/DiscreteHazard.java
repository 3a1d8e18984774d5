package io.clientele.prediction.survival.discrete;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.prediction.linear.Coefficient;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * How likely does a customer leave in each period, and what makes that likely?
 *
 * <p>The discrete-time hazard, the chance to leave in a period for one who is still there at its beginning, by logistic regression on
 * {@link PersonPeriods}: a baseline per period (or band of periods) and the features, whose coefficients are log odds ratios. For data by
 * month, for many ties, and for features that change over time (a row per stretch, with starts).
 *
 * <ul>
 *   <li>Without features the curve is that of Kaplan and Meier on the periods.
 *   <li>A period in which nobody left has hazard 0, which is where maximum likelihood tends to; so has 1 one in which all left. Their
 *       intervals are points, and a warning names them: pool them with {@link #withBands}.
 *   <li>Separation by a feature, no events, a period without anybody at risk: {@link FitException}.
 *   <li>What {@link PersonPeriods} refuses is refused.
 * </ul>
 *
 * <p>Time O(rows · features) for the cells, then that of the regression on them. Immutable and thread-safe.
 *
 * <pre>{@code
 * DiscreteHazardModel model = DiscreteHazard.of(1).withBands(1, 2, 4, 7, 13).fit(customers);
 * double stays = model.curve(12, 5).survival(6);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.3102/10769986018002155">Singer and Willett (1993), It's about time: using discrete-time survival analysis to
 *     study duration and the timing of events</a>
 */
public final class DiscreteHazard implements Estimator<SurvivalTable, DiscreteHazardModel> {

    private record Options(double periodLength, List<Integer> bands, double confidence, int maxIterations) {}

    private final Options o;

    private DiscreteHazard(Options o) {
        this.o = o;
    }

    /**
     * A recipe with a baseline in every period, 95 % intervals and at most 100 iterations.
     *
     * @param periodLength above 0, in the unit of the times; 1 if they count periods
     * @return the recipe
     */
    public static DiscreteHazard of(double periodLength) {
        return new DiscreteHazard(new Options(Check.positive("periodLength", periodLength), List.of(), 0.95, 100));
    }

    /**
     * The same with periods that share a baseline.
     *
     * @param firstPeriods the first period of each band, ascending from 1; none for a baseline in every period
     * @return a new recipe
     */
    public DiscreteHazard withBands(int... firstPeriods) {
        PersonPeriods.checkBands(firstPeriods);
        return new DiscreteHazard(new Options(
                o.periodLength, Arrays.stream(firstPeriods).boxed().toList(), o.confidence, o.maxIterations));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public DiscreteHazard withConfidence(double confidence) {
        return new DiscreteHazard(new Options(o.periodLength, o.bands, Check.confidence(confidence), o.maxIterations));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public DiscreteHazard withMaxIterations(int maxIterations) {
        return new DiscreteHazard(
                new Options(o.periodLength, o.bands, o.confidence, Check.atLeast("maxIterations", maxIterations, 1)));
    }

    @Override
    public DiscreteHazardModel fit(SurvivalTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        execution.checkCancelled();
        execution.progress("periods", 0, 1);
        PersonPeriods periods = PersonPeriods.of(
                data,
                o.periodLength,
                o.bands.stream().mapToInt(Integer::intValue).toArray());
        execution.progress("periods", 1, 1);
        LogisticModel logistic = LogisticRegression.create()
                .withConfidence(o.confidence)
                .withMaxIterations(o.maxIterations)
                .fit(periods.table(), execution);
        double[] estimates = new double[logistic.features().size() + 1];
        boolean[] aliased = new boolean[estimates.length];
        for (int j = 0; j < estimates.length; j++) {
            Coefficient c = logistic.coefficients().get(j);
            aliased[j] = c.aliased();
            estimates[j] = c.aliased() ? 0 : c.estimate();
        }
        return new DiscreteHazardModel(
                o.periodLength,
                periods.firstPeriods,
                periods.lastPeriod,
                periods.known,
                periods.column,
                logistic.features(),
                estimates,
                aliased,
                logistic.covariance(),
                logistic.logLikelihood(),
                o.confidence,
                report(data, periods, logistic));
    }

    private static FitReport report(SurvivalTable data, PersonPeriods periods, LogisticModel logistic) {
        FitReport inner = logistic.report();
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(inner.iterations())
                .converged(inner.converged())
                .change(inner.change());
        inner.warnings().forEach(report::warning);
        for (int value = 0; value <= 1; value++) {
            List<String> names = new ArrayList<>();
            for (int b = 0; b < periods.known.length; b++) {
                if (periods.known[b] == value) {
                    names.add(PersonPeriods.name(periods.firstPeriods, b, periods.lastPeriod));
                }
            }
            if (!names.isEmpty()) {
                List<String> shown = names.size() > 8 ? names.subList(0, 8) : names;
                report.warning((value == 0 ? "nobody" : "everybody at risk") + " left in " + String.join(", ", shown)
                        + (names.size() > 8 ? " and " + (names.size() - 8) + " more" : "") + ": the hazard is " + value
                        + " there, without an interval; pool periods in bands");
            }
        }
        if (periods.unseen() > 0) {
            report.warning("rows of weight " + periods.unseen()
                    + " were not seen to the end of a period and count in none; use shorter periods if they are many");
        }
        return report.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiscreteHazard that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "DiscreteHazard" + o.toString().substring("Options".length());
    }
}
