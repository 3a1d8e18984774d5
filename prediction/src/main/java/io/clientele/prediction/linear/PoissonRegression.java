package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * How many orders (visits, contacts) will a customer make, and what drives that?
 *
 * <p>Poisson regression with logarithmic link by maximum likelihood (Newton's method). {@code exp(coefficient)} is the factor that
 * one unit more of a feature brings. The logarithm of the time a customer was seen goes in as offset.
 *
 * <ul>
 *   <li>Counts may be fractions. One below 0 is refused; all 0: {@link io.clientele.core.FitException}.
 *   <li>A group in which every count is 0: its mean goes to 0 and its coefficient to minus infinity;
 *       {@link io.clientele.core.FitException} names the columns.
 *   <li>Counts that vary more than Poisson's (dispersion above 1.5): a warning; robust or clustered errors hold nevertheless.
 *   <li>Constant and dependent columns are aliased, as in {@link LogisticRegression}.
 *   <li>NaN, infinite values, no rows: refused.
 * </ul>
 *
 * <p>Time O(rows · columns²) per iteration. Immutable and thread-safe.
 *
 * <pre>{@code
 * LogLinearModel model = PoissonRegression.create().fit(ResponseTable.of(customers, orders));
 * double expected = model.mean(12, 4, 310.0);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1201/9780203753736">McCullagh and Nelder (1989), Generalized Linear Models</a>
 */
public final class PoissonRegression implements Estimator<ResponseTable, LogLinearModel> {

    private final LogLinearFit.Options o;

    private PoissonRegression(LogLinearFit.Options o) {
        this.o = o;
    }

    /** {@return model-based standard errors, 95 % intervals, at most 100 iterations} */
    public static PoissonRegression create() {
        return new PoissonRegression(new LogLinearFit.Options(StandardErrors.MODEL, 0.95, 100));
    }

    /**
     * The same with other standard errors.
     *
     * @param kind where they come from
     * @return a new recipe
     */
    public PoissonRegression withStandardErrors(StandardErrors kind) {
        return new PoissonRegression(
                new LogLinearFit.Options(Objects.requireNonNull(kind, "kind"), o.confidence(), o.maxIterations()));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public PoissonRegression withConfidence(double confidence) {
        return new PoissonRegression(
                new LogLinearFit.Options(o.standardErrors(), Check.confidence(confidence), o.maxIterations()));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public PoissonRegression withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new PoissonRegression(new LogLinearFit.Options(o.standardErrors(), o.confidence(), maxIterations));
    }

    @Override
    public LogLinearModel fit(ResponseTable data, Execution execution) {
        return LogLinearFit.fit(LogLink.POISSON, o, data, execution);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PoissonRegression that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "PoissonRegression" + o.toString().substring("Options".length());
    }
}
