package io.clientele.optimization.bandit;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What would another policy have earned on the decisions that were logged?
 *
 * <p>Each row counts as much as the policy would have made its decision more (or less) often than it was made. Eight estimators
 * with standard errors and intervals, and always the measures of overlap that say how far to trust them.
 *
 * <ul>
 *   <li>Too little overlap, an effective sample size below {@link #withLeastEffectiveSampleSize}, or weights whose mean is clearly
 *       not 1 (the policy shows arms that the log never does, or the propensities are wrong): the result is a refusal that says
 *       so, and gives nothing but the direct method.
 *   <li>Without a model only the estimators that need none are there.
 *   <li>Intervals are for many decisions; with heavy weights and rare rewards they come out too short before they come out right.
 *       Look at the effective sample size first. {@link #withInterval} has other kinds, some of which hold always.
 * </ul>
 *
 * <p>Two passes over the rows, and for intervals other than Student's some 100 bytes a row; the same bits for any number of threads. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * OffPolicyResult result = OffPolicyEvaluation.create().evaluate(log, TargetPolicy.uniform(3));
 * PolicyValue value = result.value(OffPolicyEstimator.SNIPS);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2008.07146">Saito and others (2021), Open Bandit Dataset and Pipeline</a>
 */
public final class OffPolicyEvaluation {

    private record Options(
            double confidence,
            OffPolicySums.Limits limits,
            double leastEffectiveSampleSize,
            OffPolicyInterval interval) {}

    private final Options o;

    private OffPolicyEvaluation(Options o) {
        this.o = o;
    }

    /** {@return intervals at 95 %, Student's; weights clipped at 10, switch at 10, shrinkage 100, refusal below 100 effective rows} */
    public static OffPolicyEvaluation create() {
        return new OffPolicyEvaluation(
                new Options(0.95, new OffPolicySums.Limits(10, 10, 100), 100, OffPolicyInterval.student()));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the recipe
     */
    public OffPolicyEvaluation withConfidence(double confidence) {
        Check.confidence(confidence);
        return new OffPolicyEvaluation(new Options(confidence, o.limits, o.leastEffectiveSampleSize, o.interval));
    }

    /**
     * The same with another limit of weights in {@link OffPolicyEstimator#CLIPPED_IPS}.
     *
     * @param weight above 0
     * @return the recipe
     */
    public OffPolicyEvaluation withClip(double weight) {
        Check.positive("weight", weight);
        return with(new OffPolicySums.Limits(weight, o.limits.switchWeight(), o.limits.shrinkage()));
    }

    /**
     * The same with another weight above which {@link OffPolicyEstimator#SWITCH_DOUBLY_ROBUST} believes the model alone.
     *
     * @param weight above 0
     * @return the recipe
     */
    public OffPolicyEvaluation withSwitch(double weight) {
        Check.positive("weight", weight);
        return with(new OffPolicySums.Limits(o.limits.clip(), weight, o.limits.shrinkage()));
    }

    /**
     * The same with another measure of what is a heavy weight in {@link OffPolicyEstimator#SHRUNK_DOUBLY_ROBUST}: a weight that is
     * the root of it counts half. With more there is less bias and more variance.
     *
     * @param square of that weight, above 0
     * @return the recipe
     */
    public OffPolicyEvaluation withShrinkage(double square) {
        Check.positive("square", square);
        return with(new OffPolicySums.Limits(o.limits.clip(), o.limits.switchWeight(), square));
    }

    private OffPolicyEvaluation with(OffPolicySums.Limits limits) {
        return new OffPolicyEvaluation(new Options(o.confidence, limits, o.leastEffectiveSampleSize, o.interval));
    }

    /**
     * The same with another kind of interval.
     *
     * @param kind Student's by default
     * @return the recipe
     */
    public OffPolicyEvaluation withInterval(OffPolicyInterval kind) {
        Objects.requireNonNull(kind, "kind");
        return new OffPolicyEvaluation(new Options(o.confidence, o.limits, o.leastEffectiveSampleSize, kind));
    }

    /**
     * The same with another limit of refusal.
     *
     * @param rows at least 2
     * @return the recipe
     */
    public OffPolicyEvaluation withLeastEffectiveSampleSize(double rows) {
        Check.atLeast("rows", rows, 2.0);
        return new OffPolicyEvaluation(new Options(o.confidence, o.limits, rows, o.interval));
    }

    /**
     * Judges a policy without a model of rewards, on the calling thread.
     *
     * @param log of decisions, two or more
     * @param policy to judge
     * @return its value, or a refusal
     */
    public OffPolicyResult evaluate(DecisionLog log, TargetPolicy policy) {
        return run(log, policy, null, Execution.sequential());
    }

    /**
     * Judges a policy with the help of a model of rewards.
     *
     * @param log of decisions, two or more
     * @param policy to judge
     * @param model fitted on other rows
     * @param execution how to run
     * @return its value, or a refusal
     */
    public OffPolicyResult evaluate(DecisionLog log, TargetPolicy policy, RewardModel model, Execution execution) {
        return run(log, policy, Objects.requireNonNull(model, "model"), execution);
    }

    private OffPolicyResult run(
            DecisionLog log, TargetPolicy policy, @Nullable RewardModel model, Execution execution) {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(execution, "execution");
        if (log.rows() < 2) {
            throw new IllegalArgumentException("the log must hold at least 2 decisions, got " + log.rows());
        }
        OffPolicySums first = pass(log, policy, model, execution, (sums, row) -> sums.add(row, o.limits));
        OffPolicySums second = first;
        if (first.weights > 0) {
            second = pass(log, policy, model, execution, (sums, row) -> sums.addNormalised(row, first));
        }
        OffPolicyEnds ends = new OffPolicyEnds(
                o.interval,
                o.confidence,
                log.rows(),
                o.limits,
                execution,
                row -> OffPolicySums.Row.of(log, policy, model, row));
        return new OffPolicyResult(log.rows(), first, second, model != null, ends, o.leastEffectiveSampleSize);
    }

    private interface Step {
        void add(OffPolicySums sums, OffPolicySums.Row row);
    }

    private static OffPolicySums pass(
            DecisionLog log, TargetPolicy policy, @Nullable RewardModel model, Execution execution, Step step) {
        return Chunks.reduce(
                log.rows(),
                execution,
                chunk -> new OffPolicySums(),
                (sums, from, to) -> {
                    for (int row = from; row < to; row++) {
                        step.add(sums, OffPolicySums.Row.of(log, policy, model, row));
                    }
                },
                OffPolicySums::merge);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OffPolicyEvaluation that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "OffPolicyEvaluation" + o.toString().substring("Options".length());
    }
}
