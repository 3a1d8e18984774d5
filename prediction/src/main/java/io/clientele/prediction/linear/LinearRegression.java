package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * How does a number, such as money spent, go with the features, on average?
 *
 * <p>Least squares on centred and scaled columns: normal equations, and two rounds of refinement with the residuals, which gives
 * the digits of an orthogonal decomposition. Standard errors by Student's t.
 *
 * <ul>
 *   <li>A column that follows from those before it, a constant one among them, is aliased: it has no estimate, counts for
 *       nothing, and is named in a warning.
 *   <li>A weight counts how often a row is meant (R's {@code lm} takes weights for precisions: the same estimates, but other
 *       degrees of freedom).
 *   <li>No more rows than coefficients: {@link io.clientele.core.FitException}, as nothing tells the variance.
 *   <li>A fit that is perfect to rounding: a warning, since a feature may hold the response.
 *   <li>NaN, infinite values, no rows: refused.
 * </ul>
 *
 * <p>Time O(rows · columns²). Immutable and thread-safe.
 *
 * <pre>{@code
 * LinearModel model = LinearRegression.create().fit(ResponseTable.of(customers, spend));
 * double expected = model.mean(12, 4);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1137/1.9781611971484">Björck (1996), Numerical Methods for Least Squares Problems</a>
 */
public final class LinearRegression implements Estimator<ResponseTable, LinearModel> {

    record Options(StandardErrors standardErrors, double confidence) {}

    private final Options o;

    private LinearRegression(Options o) {
        this.o = o;
    }

    /** {@return model-based standard errors and 95 % intervals} */
    public static LinearRegression create() {
        return new LinearRegression(new Options(StandardErrors.MODEL, 0.95));
    }

    /**
     * The same with other standard errors.
     *
     * @param kind where they come from
     * @return a new recipe
     */
    public LinearRegression withStandardErrors(StandardErrors kind) {
        return new LinearRegression(new Options(Objects.requireNonNull(kind, "kind"), o.confidence));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public LinearRegression withConfidence(double confidence) {
        return new LinearRegression(new Options(o.standardErrors, Check.confidence(confidence)));
    }

    @Override
    public LinearModel fit(ResponseTable data, Execution execution) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        if (o.standardErrors == StandardErrors.CLUSTERED && !data.hasClusters()) {
            throw new IllegalArgumentException(
                    "clustered standard errors need to know the clusters; give them by ResponseTable.withClusters(...)");
        }
        return new LinearFit(o, data.asRows(), execution).fit();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearRegression that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "LinearRegression" + o.toString().substring("Options".length());
    }
}
