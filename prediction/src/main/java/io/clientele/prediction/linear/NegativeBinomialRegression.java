package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * How many orders will a customer make, when customers with the same features still differ a lot?
 *
 * <p>Negative binomial regression (NB2) with logarithmic link: the count has mean {@code m} and variance {@code m + m²/theta}. The
 * coefficients and theta are estimated together by maximum likelihood (Newton's method on all of them). Standard errors
 * of the coefficients come from the expected information at the estimated theta, as in R's {@code glm.nb}; that of theta from the
 * observed information of all parameters.
 *
 * <ul>
 *   <li>Counts that scatter no more than Poisson's: theta has no finite estimate. The model is then the Poisson regression, with
 *       {@link NegativeBinomialModel#poissonLimit()} true and a warning.
 *   <li>A count that is not a whole number from 0 to 1,000,000 is refused.
 *   <li>All counts 0, or a group in which every count is 0: {@link io.clientele.core.FitException}, as in
 *       {@link PoissonRegression}.
 *   <li>Constant and dependent columns are aliased, as in {@link LogisticRegression}.
 *   <li>NaN, infinite values, no rows: refused.
 * </ul>
 *
 * <p>Time O(rows · columns²) per iteration, and O(largest count). Immutable and thread-safe.
 *
 * <pre>{@code
 * NegativeBinomialModel model = NegativeBinomialRegression.create().fit(ResponseTable.of(customers, orders));
 * double none = model.probability(0, 12, 4, 310.0);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.2307/3314912">Lawless (1987), Negative binomial and mixed Poisson regression</a>
 */
public final class NegativeBinomialRegression implements Estimator<ResponseTable, NegativeBinomialModel> {

    private static final double LARGEST = 1e6;

    record Options(StandardErrors standardErrors, double confidence, int maxIterations) {}

    private final Options o;

    private NegativeBinomialRegression(Options o) {
        this.o = o;
    }

    /** {@return model-based standard errors, 95 % intervals, at most 100 iterations} */
    public static NegativeBinomialRegression create() {
        return new NegativeBinomialRegression(new Options(StandardErrors.MODEL, 0.95, 100));
    }

    /**
     * The same with other standard errors of the coefficients.
     *
     * @param kind where they come from
     * @return a new recipe
     */
    public NegativeBinomialRegression withStandardErrors(StandardErrors kind) {
        Objects.requireNonNull(kind, "kind");
        return new NegativeBinomialRegression(new Options(kind, o.confidence, o.maxIterations));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public NegativeBinomialRegression withConfidence(double confidence) {
        Check.confidence(confidence);
        return new NegativeBinomialRegression(new Options(o.standardErrors, confidence, o.maxIterations));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public NegativeBinomialRegression withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new NegativeBinomialRegression(new Options(o.standardErrors, o.confidence, maxIterations));
    }

    @Override
    public NegativeBinomialModel fit(ResponseTable data, Execution execution) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        if (o.standardErrors == StandardErrors.CLUSTERED && !data.hasClusters()) {
            throw new IllegalArgumentException(
                    "clustered standard errors need to know the clusters; give them by ResponseTable.withClusters(...)");
        }
        for (int i = 0; i < data.rows(); i++) {
            double y = data.response(i);
            if (!(y >= 0 && y <= LARGEST) || y != Math.rint(y)) {
                throw new IllegalArgumentException("response, row " + i
                        + ": must be a whole number from 0 to 1000000, got " + y + "; for amounts use GammaRegression");
            }
        }
        return new NegativeBinomialFit(o, data.asRows(), execution).fit();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NegativeBinomialRegression that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "NegativeBinomialRegression" + o.toString().substring("Options".length());
    }
}
