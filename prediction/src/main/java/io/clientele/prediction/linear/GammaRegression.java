package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * How much will a customer spend, given that something is spent?
 *
 * <p>Gamma regression with logarithmic link: the mean is the exponential of a linear predictor, the standard deviation is in
 * proportion to the mean, and so one order of 10,000 does not decide alone. Fisher's scoring; the estimates do not depend on
 * the dispersion, which is then estimated by Pearson's chi-squared over the degrees of freedom.
 *
 * <ul>
 *   <li>A response of 0 or below is refused: model whether something is spent by {@link LogisticRegression}, and how much here.
 *   <li>No more rows than coefficients: {@link io.clientele.core.FitException}, as nothing tells the dispersion.
 *   <li>Constant and dependent columns are aliased, as in {@link LogisticRegression}.
 *   <li>NaN, infinite values, no rows: refused.
 * </ul>
 *
 * <p>Time O(rows · columns²) per iteration. Immutable and thread-safe.
 *
 * <pre>{@code
 * LogLinearModel model = GammaRegression.create().fit(ResponseTable.of(buyers, spend));
 * double expected = model.mean(12, 4, 310.0);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1201/9780203753736">McCullagh and Nelder (1989), Generalized Linear Models</a>
 */
public final class GammaRegression implements Estimator<ResponseTable, LogLinearModel> {

    private final LogLinearFit.Options o;

    private GammaRegression(LogLinearFit.Options o) {
        this.o = o;
    }

    /** {@return model-based standard errors, 95 % intervals, at most 100 iterations} */
    public static GammaRegression create() {
        return new GammaRegression(new LogLinearFit.Options(StandardErrors.MODEL, 0.95, 100));
    }

    /**
     * The same with other standard errors.
     *
     * @param kind where they come from
     * @return a new recipe
     */
    public GammaRegression withStandardErrors(StandardErrors kind) {
        return new GammaRegression(
                new LogLinearFit.Options(Objects.requireNonNull(kind, "kind"), o.confidence(), o.maxIterations()));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public GammaRegression withConfidence(double confidence) {
        return new GammaRegression(
                new LogLinearFit.Options(o.standardErrors(), Check.confidence(confidence), o.maxIterations()));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public GammaRegression withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new GammaRegression(new LogLinearFit.Options(o.standardErrors(), o.confidence(), maxIterations));
    }

    @Override
    public LogLinearModel fit(ResponseTable data, Execution execution) {
        return LogLinearFit.fit(LogLink.GAMMA, o, data, execution);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GammaRegression that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "GammaRegression" + o.toString().substring("Options".length());
    }
}
