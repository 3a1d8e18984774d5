package io.clientele.optimization.bandit;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a log says of a policy: its value by several estimators, or why it can't say. Immutable and thread-safe; equal by value. */
public final class OffPolicyResult {

    private final Map<OffPolicyEstimator, PolicyValue> values = new EnumMap<>(OffPolicyEstimator.class);
    private final Overlap overlap;
    private final String refusal;
    private final OffPolicyInterval interval;

    OffPolicyResult(
            int rows,
            OffPolicySums first,
            OffPolicySums second,
            boolean model,
            OffPolicyEnds ends,
            double leastEffective) {
        interval = ends.kind();
        double effective = first.weights == 0 ? 0 : first.weights * (first.weights / first.squaredWeights);
        double root = Math.sqrt(rows);
        overlap = new Overlap(
                rows,
                effective,
                first.weight.mean(),
                first.weight.standardDeviation() / root,
                first.weight.maximum(),
                first.unused);
        refusal = reason(leastEffective);
        for (OffPolicyEstimator kind : OffPolicyEstimator.values()) {
            boolean possible = refusal.isEmpty() || kind == OffPolicyEstimator.DIRECT_METHOD;
            if (possible && (model || !kind.needsModel()) && interval.suits(kind)) {
                values.put(kind, value(kind, first, second, ends));
            }
        }
    }

    private static PolicyValue value(
            OffPolicyEstimator kind, OffPolicySums first, OffPolicySums second, OffPolicyEnds ends) {
        double rows = first.weight.count();
        double estimate;
        double error;
        if (kind == OffPolicyEstimator.SNIPS) {
            estimate = first.rewards / first.weights;
            error = Math.sqrt(second.part(kind).populationVariance() * rows) / first.weights;
        } else if (kind == OffPolicyEstimator.SELF_NORMALISED_DOUBLY_ROBUST) {
            estimate = first.part(OffPolicyEstimator.DIRECT_METHOD).mean() + first.residuals / first.weights;
            error = second.part(kind).standardDeviation() / Math.sqrt(rows);
        } else {
            estimate = first.part(kind).mean();
            error = first.part(kind).standardDeviation() / Math.sqrt(rows);
        }
        return new PolicyValue(estimate, error, ends.of(kind, estimate, error));
    }

    private String reason(double leastEffective) {
        if (overlap.effectiveSampleSize() < leastEffective) {
            return String.format(
                    Locale.ROOT,
                    "the log can't say: its %d decisions are worth %.1f under this policy, fewer than %s; log more, or "
                            + "judge a policy nearer to the one that was logged",
                    overlap.rows(),
                    overlap.effectiveSampleSize(),
                    leastEffective);
        }
        double away = Math.abs(overlap.meanWeight() - 1);
        if (away > 0.05 && away > 5 * overlap.meanWeightError()) {
            return String.format(
                    Locale.ROOT,
                    "the log can't say: the weights' mean is %.4f (standard error %.4f) and should be 1; %s",
                    overlap.meanWeight(),
                    overlap.meanWeightError(),
                    overlap.meanWeight() < 1
                            ? "the policy shows arms that the log never does, or the propensities are wrong"
                            : "the propensities are wrong");
        }
        return "";
    }

    /** {@return how much the log has to say about the policy; look at it first} */
    public Overlap overlap() {
        return overlap;
    }

    /** {@return why the log can't say, or empty if it can} */
    public Optional<String> refusal() {
        return refusal.isEmpty() ? Optional.empty() : Optional.of(refusal);
    }

    /**
     * The policy's value.
     *
     * @param kind of estimator
     * @return estimate, standard error and interval
     * @throws IllegalStateException if the log can't say, if the estimator needs a model and there was none, or if it has no
     *     interval of the kind asked for
     */
    public PolicyValue value(OffPolicyEstimator kind) {
        PolicyValue value = values.get(Objects.requireNonNull(kind, "kind"));
        if (value == null && refusal.isEmpty() && !interval.suits(kind)) {
            throw new IllegalStateException(
                    kind + " has no interval of the kind '" + interval
                            + "', because what a decision brings to it has no bound; ask for IPS, or for another kind of interval");
        }
        if (value == null) {
            throw new IllegalStateException(
                    refusal.isEmpty() || kind == OffPolicyEstimator.DIRECT_METHOD
                            ? kind + " needs a model of rewards; evaluate with one"
                            : refusal);
        }
        return value;
    }

    /** {@return all values that there are, by estimator; a copy} */
    public Map<OffPolicyEstimator, PolicyValue> values() {
        return values.isEmpty() ? Map.of() : new EnumMap<>(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OffPolicyResult that
                && values.equals(that.values)
                && overlap.equals(that.overlap)
                && refusal.equals(that.refusal);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values, overlap, refusal);
    }

    @Override
    public String toString() {
        return "OffPolicyResult[" + (refusal.isEmpty() ? values : refusal) + ", " + overlap + "]";
    }
}
