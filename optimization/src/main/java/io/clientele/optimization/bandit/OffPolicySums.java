package io.clientele.optimization.bandit;

import io.clientele.core.stats.Moments;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One pass over the log: moments of each row's contribution. */
final class OffPolicySums {

    private static final OffPolicyEstimator[] MEANS = {
        OffPolicyEstimator.IPS,
        OffPolicyEstimator.CLIPPED_IPS,
        OffPolicyEstimator.DIRECT_METHOD,
        OffPolicyEstimator.DOUBLY_ROBUST,
        OffPolicyEstimator.SWITCH_DOUBLY_ROBUST,
        OffPolicyEstimator.SHRUNK_DOUBLY_ROBUST
    };

    final Moments weight = Moments.create();
    private final Map<OffPolicyEstimator, Moments> parts = new EnumMap<>(OffPolicyEstimator.class);
    double weights;
    double squaredWeights;
    double rewards;
    double residuals;
    long unused;

    OffPolicySums() {
        for (OffPolicyEstimator kind : OffPolicyEstimator.values()) {
            parts.put(kind, Moments.create());
        }
    }

    /** Of the contributions to an estimator. */
    Moments part(OffPolicyEstimator kind) {
        return Objects.requireNonNull(parts.get(kind), "part");
    }

    /** Where weights are cut, believed no more, or shrunk. */
    record Limits(double clip, double switchWeight, double shrinkage) {}

    /** The rows of a log under a policy. */
    interface Source {
        Row row(int row);
    }

    /** What a row is worth: its weight, and the model's views if there is a model. */
    record Row(double weight, double reward, double expectedOfShown, double expectedOfPolicy) {

        static Row of(DecisionLog log, TargetPolicy policy, @Nullable RewardModel model, int row) {
            int arms = log.arms().size();
            int shown = log.arm(row);
            double weight = 0;
            double sum = 0;
            double expected = 0;
            double ofShown = 0;
            for (int arm = 0; arm < arms; arm++) {
                double chance = policy.probability(row, arm);
                if (!(chance >= 0 && chance <= 1)) {
                    throw new IllegalArgumentException("row " + row + ", arm '"
                            + log.arms().get(arm) + "': the policy's probability must be from 0 to 1, got " + chance);
                }
                sum += chance;
                if (arm == shown) {
                    weight = chance / log.propensity(row);
                }
                if (model != null) {
                    double q = model.reward(row, arm);
                    if (!Double.isFinite(q)) {
                        throw new IllegalArgumentException("row " + row + ", arm '"
                                + log.arms().get(arm) + "': the model's reward must be finite, got " + q);
                    }
                    expected += chance * q;
                    ofShown = arm == shown ? q : ofShown;
                }
            }
            if (Math.abs(sum - 1) > 1e-6) {
                throw new IllegalArgumentException(
                        "row " + row + ": the policy's probabilities must add up to 1, got " + sum);
            }
            return new Row(weight, log.reward(row), ofShown, expected);
        }

        double residual() {
            return reward - expectedOfShown;
        }

        /** What the row brings to an estimate that is a mean over the rows. */
        double part(OffPolicyEstimator kind, Limits limits) {
            return switch (kind) {
                case IPS -> weight * reward;
                case CLIPPED_IPS -> Math.min(weight, limits.clip) * reward;
                case DIRECT_METHOD -> expectedOfPolicy;
                case DOUBLY_ROBUST -> expectedOfPolicy + weight * residual();
                case SWITCH_DOUBLY_ROBUST ->
                    expectedOfPolicy + (weight <= limits.switchWeight ? weight * residual() : 0);
                case SHRUNK_DOUBLY_ROBUST ->
                    expectedOfPolicy + limits.shrinkage * weight / (weight * weight + limits.shrinkage) * residual();
                case SNIPS, SELF_NORMALISED_DOUBLY_ROBUST -> throw new IllegalStateException(kind + " is no mean");
            };
        }
    }

    void add(Row row, Limits limits) {
        double w = row.weight;
        double r = row.reward;
        double residual = row.residual();
        weight.add(w);
        weights += w;
        squaredWeights += w * w;
        rewards += w * r;
        residuals += w * residual;
        unused += w == 0 ? 1 : 0;
        for (OffPolicyEstimator kind : MEANS) {
            part(kind).add(row.part(kind, limits));
        }
    }

    /** The second pass: how the self-normalised estimates move with a row. */
    void addNormalised(Row row, OffPolicySums all) {
        double mean = all.weight.mean();
        double snips = all.rewards / all.weights;
        double correction = all.residuals / all.weights;
        double residual = row.reward - row.expectedOfShown - correction;
        add(OffPolicyEstimator.SNIPS, row.weight * (row.reward - snips));
        add(OffPolicyEstimator.SELF_NORMALISED_DOUBLY_ROBUST, row.expectedOfPolicy + row.weight * residual / mean);
    }

    private void add(OffPolicyEstimator kind, double value) {
        part(kind).add(value);
    }

    void merge(OffPolicySums later) {
        weight.merge(later.weight);
        for (OffPolicyEstimator kind : OffPolicyEstimator.values()) {
            part(kind).merge(later.part(kind));
        }
        weights += later.weights;
        squaredWeights += later.squaredWeights;
        rewards += later.rewards;
        residuals += later.residuals;
        unused += later.unused;
    }
}
