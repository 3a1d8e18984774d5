package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import io.clientele.prediction.LabeledTable;
import java.util.Objects;

/**
 * How likely is it that a customer does something: buys, answers, leaves?
 *
 * <p>Logistic regression by maximum likelihood: Newton's method with step halving on centred and scaled columns, run until
 * the remaining error is below rounding. Optionally with an L2 penalty: {@code sum of losses + strength/2 * |b|²}, the
 * intercept free (scikit-learn's C is 1/strength), or with Firth's correction.
 *
 * <ul>
 *   <li>A column that follows from those before it, a constant one among them, is aliased: it has no estimate, counts for
 *       nothing, and is named in a warning. With a penalty there is no aliasing.
 *   <li>Separation (some combination of columns tells the label of some rows without error): there is no maximum; a
 *       {@link FitException} names the columns. Firth's correction and the penalty always have an answer. More columns than rows
 *       are a case of it.
 *   <li>Only one label among the rows with a weight: {@link FitException}.
 *   <li>A column whose spread is beyond 1e140 or below 1e-140: {@link FitException}, as its variance would be no number.
 *   <li>NaN, infinite values, no rows: refused.
 *   <li>So nearly separated or dependent that 16 digits do not tell: not converged, with a warning.
 * </ul>
 *
 * <p>Time O(rows · columns²) per iteration, five to eight of them as a rule; from 100,000 rows the first ones take place on a part
 * of the rows. Immutable and thread-safe.
 *
 * <pre>{@code
 * LogisticModel model = LogisticRegression.create().fit(LabeledTable.of(customers, bought));
 * double probability = model.probability(12, 4, 310.0);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1201/9780203753736">McCullagh and Nelder (1989), Generalized Linear Models</a>
 * @see <a href="https://doi.org/10.1093/biomet/80.1.27">Firth (1993), Bias reduction of maximum likelihood estimates</a>
 */
public final class LogisticRegression implements Estimator<LabeledTable, LogisticModel> {

    record Options(
            double strength,
            boolean firth,
            StandardErrors standardErrors,
            double confidence,
            int maxIterations,
            double tolerance) {}

    final Options o;

    private LogisticRegression(Options o) {
        this.o = o;
    }

    /** {@return plain maximum likelihood, model-based standard errors, 95 % intervals, at most 100 iterations} */
    public static LogisticRegression create() {
        return new LogisticRegression(new Options(0, false, StandardErrors.MODEL, 0.95, 100, 1e-12));
    }

    /**
     * The same with an L2 penalty {@code strength/2 * |b|²} beside the sum of losses. Standard errors then come from the
     * penalised information.
     *
     * @param strength at least 0; 0 for none; columns are not standardised for it
     * @return a new recipe
     */
    public LogisticRegression withL2Penalty(double strength) {
        Check.atLeast("strength", strength, 0.0);
        if (strength > 0 && o.firth) {
            throw new IllegalArgumentException("Firth's correction is a penalty of its own; choose one of the two");
        }
        return new LogisticRegression(
                new Options(strength, o.firth, o.standardErrors, o.confidence, o.maxIterations, o.tolerance));
    }

    /** {@return the same with Firth's correction: finite answers also under separation, and less bias in small samples} */
    public LogisticRegression withFirth() {
        if (o.strength > 0) {
            throw new IllegalArgumentException("Firth's correction is a penalty of its own; choose one of the two");
        }
        return new LogisticRegression(
                new Options(o.strength, true, o.standardErrors, o.confidence, o.maxIterations, o.tolerance));
    }

    /**
     * The same with other standard errors.
     *
     * @param kind where they come from
     * @return a new recipe
     */
    public LogisticRegression withStandardErrors(StandardErrors kind) {
        Objects.requireNonNull(kind, "kind");
        return new LogisticRegression(
                new Options(o.strength, o.firth, kind, o.confidence, o.maxIterations, o.tolerance));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public LogisticRegression withConfidence(double confidence) {
        Check.confidence(confidence);
        return new LogisticRegression(
                new Options(o.strength, o.firth, o.standardErrors, confidence, o.maxIterations, o.tolerance));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public LogisticRegression withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new LogisticRegression(
                new Options(o.strength, o.firth, o.standardErrors, o.confidence, maxIterations, o.tolerance));
    }

    /**
     * The same with another stopping rule.
     *
     * @param decrement stop after the step whose Newton decrement (the squared length of the step in standard errors) is
     *     below this; the error left is about its square
     * @return a new recipe
     */
    public LogisticRegression withTolerance(double decrement) {
        Check.positive("tolerance", decrement);
        return new LogisticRegression(
                new Options(o.strength, o.firth, o.standardErrors, o.confidence, o.maxIterations, decrement));
    }

    @Override
    public LogisticModel fit(LabeledTable data, Execution execution) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        if (o.standardErrors == StandardErrors.CLUSTERED && !data.hasClusters()) {
            throw new IllegalArgumentException(
                    "clustered standard errors need to know the clusters; give them by LabeledTable.withClusters(...)");
        }
        return new LogisticFit(this, Rows.of(data), execution).fit();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogisticRegression that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "LogisticRegression" + o.toString().substring("Options".length());
    }
}
