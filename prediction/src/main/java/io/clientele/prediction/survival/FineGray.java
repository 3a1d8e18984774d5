package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * Which customers will leave for one reason, given that others take some of them before?
 *
 * <p>The model of Fine and Gray: the cumulative incidence of a cause is {@code 1 - exp(-H(t) exp(b'x))}. Customers who left for
 * another reason stay in the risk set, with the chance that they would still be watched (one Kaplan-Meier curve of the censoring
 * for all). Breslow's ties, Newton's method; errors by the sandwich that allows for that curve being estimated. Coefficients say
 * how features go with the share that leaves, not with the rate among those still there: for that, fit a
 * {@link CoxRegression} on {@link SurvivalTable#cause}.
 *
 * <ul>
 *   <li>Aliased columns are named in a warning and have no estimate.
 *   <li>Columns that order all events of the cause have no finite estimate: {@link FitException}.
 *   <li>No event of the cause: refused with the codes there are.
 *   <li>Tables with starts, weights, strata, clusters or offsets are refused.
 * </ul>
 *
 * <p>Time O(rows · features²) per iteration. Immutable and thread-safe.
 *
 * <pre>{@code
 * FineGrayModel model = FineGray.of(2).fit(customers);
 * double unpaid = model.incidence(90, 12, 5);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1080/01621459.1999.10474144">Fine and Gray (1999), A proportional hazards model for the
 *     subdistribution of a competing risk</a>
 */
public final class FineGray implements Estimator<SurvivalTable, FineGrayModel> {

    record Options(int cause, double confidence, int maxIterations, double tolerance) {}

    private final Options o;

    private FineGray(Options o) {
        this.o = o;
    }

    /**
     * A recipe with 95 % intervals and at most 100 iterations.
     *
     * @param cause the code of the event that is studied, from 1 on
     * @return the recipe
     */
    public static FineGray of(int cause) {
        return new FineGray(new Options(Check.atLeast("cause", cause, 1), 0.95, 100, 1e-12));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public FineGray withConfidence(double confidence) {
        return new FineGray(new Options(o.cause, Check.confidence(confidence), o.maxIterations, o.tolerance));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public FineGray withMaxIterations(int maxIterations) {
        return new FineGray(
                new Options(o.cause, o.confidence, Check.atLeast("maxIterations", maxIterations, 1), o.tolerance));
    }

    /**
     * The same with another stopping rule.
     *
     * @param decrement stop after the step whose Newton decrement is below this
     * @return a new recipe
     */
    public FineGray withTolerance(double decrement) {
        return new FineGray(
                new Options(o.cause, o.confidence, o.maxIterations, Check.positive("tolerance", decrement)));
    }

    @Override
    public FineGrayModel fit(SurvivalTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        FeatureTable features = data.requireFeatures();
        if (!data.causes().contains(o.cause)) {
            throw new IllegalArgumentException("no event has code " + o.cause + "; codes are " + data.causes());
        }
        refuse(data.hasStarts(), "starts");
        refuse(data.weights() != null, "weights");
        refuse(data.offset() != null, "an offset");
        refuse(data.stratumLabels() != null, "strata");
        refuse(data.clusterLabels() != null, "clusters");
        return new FineGrayFit(o, data, features, execution).fit();
    }

    private static void refuse(boolean present, String what) {
        if (present) {
            throw new IllegalArgumentException("the table has " + what
                    + ", which this model does not know; leave it out, or fit CoxRegression on cause(code)");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FineGray that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "FineGray" + o.toString().substring("Options".length());
    }
}
