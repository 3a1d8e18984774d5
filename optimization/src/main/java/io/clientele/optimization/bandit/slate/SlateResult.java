package io.clientele.optimization.bandit.slate;

import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Moments;
import io.clientele.optimization.bandit.OffPolicyEstimator;
import io.clientele.optimization.bandit.OffPolicyInterval;
import io.clientele.optimization.bandit.Overlap;
import io.clientele.optimization.bandit.PolicyValue;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a log of slates says of a ranking policy, by each estimator, or why it can't say. Immutable and thread-safe; equal by value. */
public final class SlateResult {

    private final Map<SlateEstimator, PolicyValue> values = new EnumMap<>(SlateEstimator.class);
    private final Map<SlateEstimator, Overlap> overlaps = new EnumMap<>(SlateEstimator.class);
    private final Map<SlateEstimator, String> refusals = new EnumMap<>(SlateEstimator.class);

    private final OffPolicyInterval interval;

    /** The interval of an estimator. */
    interface Ends {
        Interval of(SlateEstimator kind);
    }

    SlateResult(int rows, SlateSums sums, OffPolicyInterval interval, Ends ends, double leastEffective) {
        this.interval = interval;
        for (SlateEstimator kind : SlateEstimator.values()) {
            if (sums.part(kind).count() > 0) {
                add(rows, sums, kind, ends, leastEffective);
            }
        }
    }

    private void add(int rows, SlateSums sums, SlateEstimator kind, Ends ends, double leastEffective) {
        Overlap overlap = overlap(rows, sums.weight(kind), sums.unused(kind));
        overlaps.put(kind, overlap);
        String refusal = reason(overlap, leastEffective);
        if (!refusal.isEmpty()) {
            refusals.put(kind, refusal);
        } else if (suits(kind)) {
            values.put(
                    kind,
                    new PolicyValue(
                            sums.part(kind).mean(),
                            sums.part(kind).standardDeviation() / Math.sqrt(rows),
                            ends.of(kind)));
        }
    }

    private boolean suits(SlateEstimator kind) {
        return interval.suits(kind.signed() ? OffPolicyEstimator.DOUBLY_ROBUST : OffPolicyEstimator.IPS);
    }

    private static Overlap overlap(int rows, Moments weight, long unused) {
        double mean = weight.mean();
        double squares = weight.populationVariance() + mean * mean;
        double effective = squares == 0 ? 0 : rows * mean * mean / squares;
        return new Overlap(
                rows, effective, mean, weight.standardDeviation() / Math.sqrt(rows), weight.maximum(), unused);
    }

    private static String reason(Overlap overlap, double leastEffective) {
        if (overlap.effectiveSampleSize() < leastEffective) {
            return String.format(
                    Locale.ROOT,
                    "the log can't say: its %d slates are worth %.1f under this policy, fewer than %s; log more, or judge a "
                            + "policy nearer to the one that was logged",
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
                            ? "the policy shows slates that the log never does, or the propensities are wrong"
                            : "the propensities are wrong");
        }
        return "";
    }

    /**
     * How much the log has to say about the policy by an estimator; look at it first.
     *
     * @param kind of estimator
     * @return the measures
     * @throws IllegalStateException if the estimator was not asked for
     */
    public Overlap overlap(SlateEstimator kind) {
        Overlap overlap = overlaps.get(Objects.requireNonNull(kind, "kind"));
        if (overlap == null) {
            throw missing(kind);
        }
        return overlap;
    }

    private static IllegalStateException missing(SlateEstimator kind) {
        return new IllegalStateException(
                kind == SlateEstimator.PSEUDO_INVERSE
                        ? kind + " needs the ranking that made the log; evaluate with a PseudoInverse"
                        : kind.needsModel()
                                ? kind + " needs a model of rewards; evaluate with one"
                                : kind + " was not asked for; evaluate with the policy");
    }

    /**
     * Why the log can't say by an estimator.
     *
     * @param kind of estimator
     * @return the reason, or empty if it can
     */
    public Optional<String> refusal(SlateEstimator kind) {
        return Optional.ofNullable(refusals.get(Objects.requireNonNull(kind, "kind")));
    }

    /**
     * The policy's value: the expected sum of the rewards of a slate.
     *
     * @param kind of estimator
     * @return estimate, standard error and interval
     * @throws IllegalStateException if the log can't say, if the estimator needs what was not given, or if it has no interval of the kind
     *     asked for
     */
    public PolicyValue value(SlateEstimator kind) {
        PolicyValue value = values.get(Objects.requireNonNull(kind, "kind"));
        if (value == null) {
            if (!overlaps.containsKey(kind)) {
                throw missing(kind);
            }
            throw new IllegalStateException(
                    refusal(kind)
                            .orElse(
                                    kind + " has no interval of the kind '" + interval
                                            + "', because what a slate brings to it has no bound; ask for SLATE_IPS, or for another kind of interval"));
        }
        return value;
    }

    /** {@return all values that there are, by estimator; a copy} */
    public Map<SlateEstimator, PolicyValue> values() {
        return values.isEmpty() ? Map.of() : new EnumMap<>(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlateResult that
                && values.equals(that.values)
                && overlaps.equals(that.overlaps)
                && refusals.equals(that.refusals);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values, overlaps, refusals);
    }

    @Override
    public String toString() {
        return "SlateResult[" + values + ", refused " + refusals + "]";
    }
}
