package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which share of the customers will never leave, and when will the others?
 *
 * <p>A mixture cure model: a customer belongs to those who will leave some day with a chance that a logistic regression gives (the
 * incidence), and then stays for a time that an accelerated failure time model gives (the latency), {@code log T = b'x + scale W}.
 * {@link AftRegression} lets everybody leave sooner or later; a curve that levels off well above 0 says otherwise.
 *
 * <p>Maximum likelihood: steps of the EM algorithm in its gradient form, which can never lower the likelihood, until the observed
 * information (Louis's formula) is positive definite, and Newton's method with step halving from there on; the better end of two starts.
 * Standard errors come from the observed information.
 *
 * <ul>
 *   <li>A watch that is too short cannot tell who never leaves from who has not left yet: the model's {@link MixtureCureModel#followUp}
 *       tests it, and a p of 0.05 or more is a warning of the report.
 *   <li>If the likelihood is highest when everybody leaves: {@link FitException} that says to use {@link AftRegression}.
 *   <li>A generalised gamma is refused: its free tail and the share that never leaves say the same thing.
 *   <li>A column that follows from those before it is aliased, has no estimate and is named. A combination of columns with no finite
 *       estimate, no events, all events at the same time: {@link FitException}.
 *   <li>Times of 0, starts, offsets, events of several causes, NaN, infinite values, no rows: refused. Weights count repeats.
 * </ul>
 *
 * <p>Time O(rows · features²) per iteration, about twenty of them. Immutable and thread-safe.
 *
 * <pre>{@code
 * MixtureCureModel model = MixtureCure.of(LifetimeDistribution.WEIBULL).fit(customers);
 * double loyal = model.curve(12, 5).neverLeaves();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.2307/2529885">Farewell (1982), The use of mixture models for the analysis of survival data with long-term
 *     survivors</a>
 * @see "Louis (1982), Finding the observed information matrix when using the EM algorithm"
 * @see "Lange (1995), A gradient algorithm locally equivalent to the EM algorithm"
 */
public final class MixtureCure implements Estimator<SurvivalTable, MixtureCureModel> {

    record Options(
            LifetimeDistribution distribution,
            @Nullable List<String> incidence,
            @Nullable List<String> latency,
            double confidence,
            int maxIterations,
            double tolerance) {}

    private final Options o;

    private MixtureCure(Options o) {
        this.o = o;
    }

    /**
     * A recipe in which every feature may matter for both questions, with 95 % intervals and at most 1000 iterations.
     *
     * @param distribution how long those stay who leave; not a generalised gamma
     * @return the recipe
     */
    public static MixtureCure of(LifetimeDistribution distribution) {
        if (Objects.requireNonNull(distribution, "distribution") == LifetimeDistribution.GENERALIZED_GAMMA) {
            throw new IllegalArgumentException("distribution must not be GENERALIZED_GAMMA: its tail and the share that"
                    + " never leaves cannot be told apart; use WEIBULL, LOG_NORMAL, LOG_LOGISTIC or EXPONENTIAL");
        }
        return new MixtureCure(new Options(distribution, null, null, 0.95, 1000, 1e-12));
    }

    /**
     * The same with only some features for the question who will ever leave.
     *
     * @param features names; none for one share for all
     * @return a new recipe
     */
    public MixtureCure withIncidence(String... features) {
        return new MixtureCure(
                new Options(o.distribution, List.of(features), o.latency, o.confidence, o.maxIterations, o.tolerance));
    }

    /**
     * The same with only some features for the question when those leave who do.
     *
     * @param features names; none for one distribution for all
     * @return a new recipe
     */
    public MixtureCure withLatency(String... features) {
        return new MixtureCure(new Options(
                o.distribution, o.incidence, List.of(features), o.confidence, o.maxIterations, o.tolerance));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public MixtureCure withConfidence(double confidence) {
        return new MixtureCure(new Options(
                o.distribution, o.incidence, o.latency, Check.confidence(confidence), o.maxIterations, o.tolerance));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public MixtureCure withMaxIterations(int maxIterations) {
        return new MixtureCure(new Options(
                o.distribution,
                o.incidence,
                o.latency,
                o.confidence,
                Check.atLeast("maxIterations", maxIterations, 1),
                o.tolerance));
    }

    /**
     * The same with another stopping rule.
     *
     * @param decrement stop after the step whose Newton decrement is below this; the error left is about its square
     * @return a new recipe
     */
    public MixtureCure withTolerance(double decrement) {
        return new MixtureCure(new Options(
                o.distribution,
                o.incidence,
                o.latency,
                o.confidence,
                o.maxIterations,
                Check.positive("tolerance", decrement)));
    }

    @Override
    public MixtureCureModel fit(SurvivalTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        data.requireSingleCause();
        if (data.hasStarts()) {
            throw new IllegalArgumentException(
                    "the table has starts, which a mixture cure model does not take: who came late"
                            + " says nothing about those who had left before; use rows from the beginning, or AftRegression");
        }
        for (int i = 0; i < data.rows(); i++) {
            if (data.time(i) == 0) {
                throw new IllegalArgumentException("time, row " + i
                        + ": is 0, which has no logarithm; drop the row, or give it half of the smallest unit");
            }
            if (data.offset(i) != 0) {
                throw new IllegalArgumentException("offset, row " + i + ": must be 0, got " + data.offset(i)
                        + "; a mixture cure model has two predictors and takes no offset");
            }
        }
        return new MixtureCureFit(o, data, execution).fit();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MixtureCure that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "MixtureCure" + o.toString().substring("Options".length());
    }
}
