package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.List;
import java.util.Objects;

/**
 * How long will customers stay, beyond what was watched so far?
 *
 * <p>Accelerated failure time: {@code log T = b'x + scale W}, a feature stretches or shrinks the time to leave by a factor. Maximum
 * likelihood by Newton's method with step halving in b/scale and 1/scale, where the likelihood has a single peak; for the
 * generalised gamma over q around it. Unlike {@link CoxRegression} it has an answer at any horizon, which is as good as the chosen
 * distribution: compare their {@link AftModel#aic}, and a curve of {@link KaplanMeier}. How far a horizon lies beyond the data, {@link
 * AftCurve#extrapolation} says.
 *
 * <ul>
 *   <li>Rows with starts count given that they lasted until then (left truncation). Weights count repeats.
 *   <li>An {@link IntervalTable} holds customers of whom only the looks before and after they left are known. An interval much shorter than
 *       its own length from 0 is better given as an exact time: the difference of two nearly equal chances has few digits.
 *   <li>A column that follows from those before it, a constant one among them, is aliased, has no estimate and is named.
 *   <li>Some combination of columns whose customers never leave has no finite estimate: {@link FitException} with its columns.
 *   <li>No events, or no spread of the times: {@link FitException}.
 *   <li>Times of 0 have no logarithm and are refused; so are NaN, infinite values, events of several causes, no rows.
 *   <li>A table without features gives the distribution alone.
 * </ul>
 *
 * <p>Time O(rows · features²) per iteration, about six of them; the generalised gamma some ten times that. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * AftModel model = AftRegression.of(LifetimeDistribution.WEIBULL).fit(customers);
 * double half = model.curve(12, 5).quantile(0.5);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1002/9781118032985">Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time
 *     Data, chapter 3</a>
 * @see <a href="https://doi.org/10.1093/biomet/61.3.539">Prentice (1974), A log gamma model and its maximum likelihood
 *     estimation</a>
 */
public final class AftRegression implements Estimator<SurvivalTable, AftModel> {

    record Options(LifetimeDistribution distribution, double confidence, int maxIterations, double tolerance) {}

    private final Options o;

    private AftRegression(Options o) {
        this.o = o;
    }

    /**
     * A recipe with 95 % intervals and at most 100 iterations.
     *
     * @param distribution the shape of lifetimes
     * @return the recipe
     */
    public static AftRegression of(LifetimeDistribution distribution) {
        return new AftRegression(new Options(Objects.requireNonNull(distribution, "distribution"), 0.95, 100, 1e-12));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public AftRegression withConfidence(double confidence) {
        return new AftRegression(
                new Options(o.distribution, Check.confidence(confidence), o.maxIterations, o.tolerance));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public AftRegression withMaxIterations(int maxIterations) {
        return new AftRegression(new Options(
                o.distribution, o.confidence, Check.atLeast("maxIterations", maxIterations, 1), o.tolerance));
    }

    /**
     * The same with another stopping rule.
     *
     * @param decrement stop after the step whose Newton decrement is below this; the error left is about its square
     * @return a new recipe
     */
    public AftRegression withTolerance(double decrement) {
        return new AftRegression(
                new Options(o.distribution, o.confidence, o.maxIterations, Check.positive("tolerance", decrement)));
    }

    @Override
    public AftModel fit(SurvivalTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        data.requireSingleCause();
        FeatureTable features = data.features()
                .filter(table -> table.columns() > 0)
                .map(FeatureTable::requireFinite)
                .orElse(FeatureTable.of(List.of()));
        for (int i = 0; i < data.rows(); i++) {
            if (data.time(i) == 0) {
                throw new IllegalArgumentException("time, row " + i
                        + ": is 0, which has no logarithm; drop the row, or give it half of the smallest unit");
            }
        }
        return new AftFit(o, data, null, features, execution).fit();
    }

    /**
     * Fits customers of whom it is known between which two looks they left.
     *
     * @param data exact, left-, right- and interval-censored times, features if there are any
     * @return the model
     */
    public AftModel fit(IntervalTable data) {
        return fit(data, Execution.sequential());
    }

    /**
     * Fits customers of whom it is known between which two looks they left.
     *
     * @param data exact, left-, right- and interval-censored times, features if there are any
     * @param execution how to run
     * @return the model; the log-likelihood is of densities for exact times and of probabilities for the others
     */
    public AftModel fit(IntervalTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        FeatureTable features = data.features()
                .filter(table -> table.columns() > 0)
                .map(FeatureTable::requireFinite)
                .orElse(FeatureTable.of(List.of()));
        for (int i = 0; i < data.rows(); i++) {
            if (data.left(i) == 0 && Double.isInfinite(data.right(i))) {
                throw new IllegalArgumentException("row " + i
                        + ": from 0 to infinity says nothing; drop the row, or say until when it was watched");
            }
        }
        return new AftFit(o, data.ends(), data.lowers(), features, execution).fit();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AftRegression that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "AftRegression" + o.toString().substring("Options".length());
    }
}
