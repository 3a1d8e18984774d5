package io.clientele.optimization.bandit.slate;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.optimization.bandit.OffPolicyInterval;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What would another ranking have earned on the slates that were logged?
 *
 * <p>The value of a policy is the expected sum of the rewards of a slate. Five estimators ({@link SlateEstimator}), each with standard
 * error, interval, and its own measures of overlap.
 *
 * <ul>
 *   <li>Too little overlap, or weights whose mean is clearly not 1: that estimator is refused with the reason. The effective sample size of
 *       an estimator that weights positions is that of the mean of a slate's weights.
 *   <li>The bolder estimators need less overlap and believe more about how visitors look at a slate; where they differ by more than their
 *       errors, believe the cautious one.
 *   <li>Without a model the doubly robust one is not there; the pseudo-inverse one is asked for on its own.
 *   <li>Intervals that always hold need parts that are never negative: they are not there for those two.
 * </ul>
 *
 * <p>A pass over the rows and one for each interval, O(length² · arms) a row with a model; the same bits for any number of threads. Immutable and
 * thread-safe; equal by value.
 *
 * <pre>{@code
 * SlateResult result = SlateEvaluation.create().evaluate(log, PlackettLuce.of(2, 0.1, 0.2, 0.3, 0.4));
 * }</pre>
 */
public final class SlateEvaluation {

    private record Options(double confidence, double leastEffectiveSampleSize, OffPolicyInterval interval) {}

    private final Options o;

    private SlateEvaluation(Options o) {
        this.o = o;
    }

    /** {@return intervals at 95 %, Student's; refusal below 100 effective slates} */
    public static SlateEvaluation create() {
        return new SlateEvaluation(new Options(0.95, 100, OffPolicyInterval.student()));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the recipe
     */
    public SlateEvaluation withConfidence(double confidence) {
        Check.confidence(confidence);
        return new SlateEvaluation(new Options(confidence, o.leastEffectiveSampleSize, o.interval));
    }

    /**
     * The same with another limit of refusal.
     *
     * @param slates at least 2
     * @return the recipe
     */
    public SlateEvaluation withLeastEffectiveSampleSize(double slates) {
        Check.atLeast("slates", slates, 2.0);
        return new SlateEvaluation(new Options(o.confidence, slates, o.interval));
    }

    /**
     * The same with another kind of interval.
     *
     * @param kind Student's by default
     * @return the recipe
     */
    public SlateEvaluation withInterval(OffPolicyInterval kind) {
        Objects.requireNonNull(kind, "kind");
        return new SlateEvaluation(new Options(o.confidence, o.leastEffectiveSampleSize, kind));
    }

    /**
     * Judges a policy without a model of rewards, on the calling thread.
     *
     * @param log of slates, two or more
     * @param policy to judge
     * @return its value, or refusals
     */
    public SlateResult evaluate(SlateLog log, SlatePolicy policy) {
        return run(log, policy, null, Execution.sequential());
    }

    /**
     * Judges a policy with the help of a model of rewards.
     *
     * @param log of slates, two or more
     * @param policy to judge
     * @param model fitted on other rows
     * @param execution how to run
     * @return its value, or refusals
     */
    public SlateResult evaluate(SlateLog log, SlatePolicy policy, SlateRewardModel model, Execution execution) {
        return run(log, policy, Objects.requireNonNull(model, "model"), execution);
    }

    /**
     * Judges a policy where a slate's reward is a sum over its positions, by {@link SlateEstimator#PSEUDO_INVERSE} alone.
     *
     * @param log of slates, two or more, all by the logged ranking of the weights
     * @param weights of the policy to judge
     * @param execution how to run
     * @return its value, or a refusal
     */
    public SlateResult evaluate(SlateLog log, PseudoInverse weights, Execution execution) {
        Objects.requireNonNull(weights, "weights");
        Check.length("log", log.arms(), weights.arms(), "as many arms as the weights");
        Check.length("log", log.length(), weights.length(), "as many positions as the weights");
        return run(log, (row, taker) -> SlateSums.row(log, weights, row, taker), execution);
    }

    private SlateResult run(SlateLog log, SlatePolicy policy, @Nullable SlateRewardModel model, Execution execution) {
        Objects.requireNonNull(policy, "policy");
        return run(log, (row, taker) -> SlateSums.row(log, policy, model, row, taker), execution);
    }

    private SlateResult run(SlateLog log, SlateSums.Source source, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        if (log.rows() < 2) {
            throw new IllegalArgumentException("the log must hold at least 2 slates, got " + log.rows());
        }
        SlateSums sums = Chunks.reduce(
                log.rows(),
                execution,
                chunk -> new SlateSums(),
                (part, from, to) -> {
                    for (int row = from; row < to; row++) {
                        source.row(row, part::add);
                    }
                },
                SlateSums::merge);
        SlateResult.Ends ends = kind -> {
            double[] parts = new double[log.rows()];
            Chunks.forEach(log.rows(), execution, (chunk, from, to) -> {
                for (int row = from; row < to; row++) {
                    int at = row;
                    source.row(row, (of, part, weight) -> parts[at] = of == kind ? part : parts[at]);
                }
            });
            return o.interval.ofMean(parts, o.confidence, execution);
        };
        return new SlateResult(log.rows(), sums, o.interval, ends, o.leastEffectiveSampleSize);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlateEvaluation that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "SlateEvaluation" + o.toString().substring("Options".length());
    }
}
