package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * What makes customers leave earlier or later, without assuming how the rate of leaving runs over time?
 *
 * <p>Cox's proportional hazards: the rate is {@code h0(t) exp(b'x)}, with h0 free, one per stratum. Maximum partial likelihood by
 * Newton's method with step halving on centred and scaled columns, run until the remaining error is below rounding; ties after
 * Efron, Breslow, or exactly. Rows with starts make features that change over time, and late entries. With a ridge the
 * objective is {@code log partial likelihood - strength/2 |b|²}.
 *
 * <ul>
 *   <li>A column that is constant among the customers at risk, or follows from those before it, is aliased: it has no estimate,
 *       counts for nothing, and is named in a warning. With a ridge there is no aliasing.
 *   <li>Monotone likelihood (some combination of columns orders all events without error): there is no maximum; a
 *       {@link FitException} names the columns. Firth's correction and a ridge always have an answer.
 *   <li>No events: {@link FitException}. All events at the same time, a single event, ties everywhere: allowed.
 *   <li>Strata without an event say nothing and are left out, with a warning.
 *   <li>Robust errors (Lin and Wei's sandwich) when asked for, and always when the table has clusters; not with exact ties.
 *   <li>Predictors may be far beyond what an exponential holds. Where that makes the cumulative hazard at the mean of the features
 *       something no number holds, as with an offset of 1000 for all, a warning says that the model has no curves.
 *   <li>With starts, rows that leave the risk set are taken off its sums again. Where that costs more than 10 of the 16 digits (predictors
 *       some 20 apart), a warning says so.
 *   <li>NaN, infinite values, events of several causes, no features, no rows: refused.
 * </ul>
 *
 * <p>Time O(rows · log) once for sorting, then O((rows + event times) · features²) per iteration, five or six of them as a rule.
 * Memory: where there are at least 64 rows at risk for each event time, as with whole days, one stratum and no starts, about 16 bytes
 * a row, 24 more with weights and offset, and nothing is copied. With starts, or beyond 67 million cells, the columns stay where they are
 * too and are read by row numbers: about 20 bytes a row and 20 an event time, 36 an event time while the baseline is made, 24 of which
 * the model keeps. Else, and for exact ties and Firth's correction, the columns once more, sorted, as that takes half the time, and about
 * 30 bytes a row: 112 bytes a row as the smallest heap that a fit of a million rows and 10 features in continuous time gets by with,
 * beside its table. Robust errors take 8 bytes per feature and cluster more (per row, with starts and no clusters; nothing without
 * both). Immutable and thread-safe.
 *
 * <pre>{@code
 * CoxModel model = CoxRegression.create().fit(customers.withFeatures(features));
 * double ratio = model.coefficients().get(0).hazardRatio();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1972.tb00899.x">Cox (1972), Regression models and life-tables</a>
 * @see <a href="https://doi.org/10.1080/01621459.1977.10480613">Efron (1977), The efficiency of Cox's likelihood function for
 *     censored data</a>
 * @see <a href="https://doi.org/10.1111/j.0006-341X.2001.00114.x">Heinze and Schemper (2001), A solution to the problem of
 *     monotone likelihood in Cox regression</a>
 * @see <a href="https://doi.org/10.1080/01621459.1989.10478874">Lin and Wei (1989), The robust inference for the Cox proportional
 *     hazards model</a>
 */
public final class CoxRegression implements Estimator<SurvivalTable, CoxModel> {

    record Options(
            Ties ties,
            double ridge,
            boolean firth,
            boolean robust,
            double confidence,
            int maxIterations,
            double tolerance) {}

    final Options o;

    private CoxRegression(Options o) {
        this.o = o;
    }

    /** {@return Efron's ties, no ridge, model-based errors unless there are clusters, 95 % intervals, at most 100 iterations} */
    public static CoxRegression create() {
        return new CoxRegression(new Options(Ties.EFRON, 0, false, false, 0.95, 100, 1e-12));
    }

    /**
     * The same with another answer to events at the same time.
     *
     * @param ties what to make of them
     * @return a new recipe
     */
    public CoxRegression withTies(Ties ties) {
        return new CoxRegression(new Options(
                Objects.requireNonNull(ties, "ties"),
                o.ridge,
                o.firth,
                o.robust,
                o.confidence,
                o.maxIterations,
                o.tolerance));
    }

    /**
     * The same with a ridge, {@code strength/2 |b|²} off the log partial likelihood; the columns are not standardised for it.
     * Standard errors then come from the penalised information.
     *
     * @param strength at least 0; 0 for none
     * @return a new recipe
     */
    public CoxRegression withRidge(double strength) {
        double ridge = Check.atLeast("strength", strength, 0.0);
        if (ridge > 0 && o.firth) {
            throw new IllegalArgumentException("Firth's correction is a penalty of its own; choose one of the two");
        }
        return new CoxRegression(
                new Options(o.ties, ridge, o.firth, o.robust, o.confidence, o.maxIterations, o.tolerance));
    }

    /**
     * The same with Firth's correction: half the logarithm of the information's determinant on top of the log partial likelihood
     * (Heinze and Schemper 2001). Finite answers also when the likelihood is monotone, and less bias with few events. Intervals and
     * tests of single coefficients are better taken from {@link CoxProfile} then.
     *
     * @return a new recipe
     */
    public CoxRegression withFirth() {
        if (o.ridge > 0) {
            throw new IllegalArgumentException("Firth's correction is a penalty of its own; choose one of the two");
        }
        return new CoxRegression(
                new Options(o.ties, o.ridge, true, o.robust, o.confidence, o.maxIterations, o.tolerance));
    }

    /**
     * The same with robust standard errors also when the table has no clusters: every row is then its own.
     *
     * <p>They need customers. In simulations with R's {@code coxph}, whose errors are the same, those of 200 customers, 129 of whom leave, and
     * two features were 2.8 % below the model's own on average, and intervals of 95 % covered the truth in 94.0 % of 2,000 samples; of 500
     * customers, 1.4 % below and 94.9 %; of 2,000, 0.4 % below and 94.9 %. With clusters it is their number that counts: with three rows
     * each, 91.9 % for 30 clusters, 93.7 % for 100, 94.7 % for 300, where the model's own errors, which take rows for independent, covered
     * 86.4 %.
     *
     * @return a new recipe
     */
    public CoxRegression withRobustErrors() {
        return new CoxRegression(
                new Options(o.ties, o.ridge, o.firth, true, o.confidence, o.maxIterations, o.tolerance));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public CoxRegression withConfidence(double confidence) {
        return new CoxRegression(new Options(
                o.ties, o.ridge, o.firth, o.robust, Check.confidence(confidence), o.maxIterations, o.tolerance));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public CoxRegression withMaxIterations(int maxIterations) {
        return new CoxRegression(new Options(
                o.ties,
                o.ridge,
                o.firth,
                o.robust,
                o.confidence,
                Check.atLeast("maxIterations", maxIterations, 1),
                o.tolerance));
    }

    /**
     * The same with another stopping rule.
     *
     * @param decrement stop after the step whose Newton decrement (the squared length of the step in standard errors) is
     *     below this; the error left is about its square. With Firth's correction, below its square
     * @return a new recipe
     */
    public CoxRegression withTolerance(double decrement) {
        return new CoxRegression(new Options(
                o.ties,
                o.ridge,
                o.firth,
                o.robust,
                o.confidence,
                o.maxIterations,
                Check.positive("tolerance", decrement)));
    }

    @Override
    public CoxModel fit(SurvivalTable data, Execution execution) {
        return prepared(data, execution).fit();
    }

    /** After checking what the options ask of the data. */
    CoxFit prepared(SurvivalTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        data.requireSingleCause();
        FeatureTable features = data.requireFeatures();
        if (o.ties == Ties.EXACT) {
            if (data.weights() != null) {
                throw new IllegalArgumentException("exact ties have no weights; repeat the rows, or use Efron's ties");
            }
            if (o.robust || data.clusterLabels() != null) {
                throw new IllegalArgumentException(
                        "exact ties have no robust errors; use Efron's ties, or leave out the"
                                + " clusters and withRobustErrors()");
            }
        }
        if (o.firth && o.ties == Ties.EXACT) {
            throw new IllegalArgumentException("Firth's correction has no exact ties; use Efron's or Breslow's");
        }
        if (o.firth && (o.robust || data.clusterLabels() != null)) {
            throw new IllegalArgumentException("Firth's correction has no robust errors; use one without the other, or"
                    + " leave out the clusters and withRobustErrors()");
        }
        return new CoxFit(o, data, features, execution);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CoxRegression that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "CoxRegression" + o.toString().substring("Options".length());
    }
}
