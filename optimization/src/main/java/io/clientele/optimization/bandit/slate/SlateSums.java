package io.clientele.optimization.bandit.slate;

import io.clientele.core.stats.Moments;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One pass over a log of slates: moments of each slate's contribution, and of its weight, to every estimator. */
final class SlateSums {

    private final Map<SlateEstimator, Moments> parts = new EnumMap<>(SlateEstimator.class);
    private final Map<SlateEstimator, Moments> weights = new EnumMap<>(SlateEstimator.class);
    private final Map<SlateEstimator, long[]> unused = new EnumMap<>(SlateEstimator.class);

    SlateSums() {
        for (SlateEstimator kind : SlateEstimator.values()) {
            parts.put(kind, Moments.create());
            weights.put(kind, Moments.create());
            unused.put(kind, new long[1]);
        }
    }

    Moments part(SlateEstimator kind) {
        return Objects.requireNonNull(parts.get(kind), "part");
    }

    Moments weight(SlateEstimator kind) {
        return Objects.requireNonNull(weights.get(kind), "weight");
    }

    long unused(SlateEstimator kind) {
        return Objects.requireNonNull(unused.get(kind), "unused")[0];
    }

    /** What a slate brings to an estimator, and its weight. */
    interface Taker {
        void take(SlateEstimator kind, double part, double weight);
    }

    /** The rows of a log under a policy. */
    interface Source {
        void row(int row, Taker taker);
    }

    static void row(SlateLog log, PseudoInverse weights, int row, Taker taker) {
        double total = 0;
        for (int k = 0; k < log.length(); k++) {
            total += log.reward(row, k);
        }
        double weight = weights.weight(log.slate(row));
        taker.take(SlateEstimator.PSEUDO_INVERSE, weight * total, weight);
    }

    static void row(SlateLog log, SlatePolicy policy, @Nullable SlateRewardModel model, int row, Taker taker) {
        int[] slate = log.slate(row);
        int length = slate.length;
        double down = 1;
        double total = 0;
        double interaction = 0;
        double independent = 0;
        double robust = 0;
        double downs = 0;
        double singles = 0;
        for (int k = 0; k < length; k++) {
            double reward = log.reward(row, k);
            if (model != null && down > 0) {
                robust += down * expected(log.arms(), policy, model, row, slate, k);
            }
            down *= chance(policy.conditional(row, slate, k, slate[k]), row, k) / log.conditional(row, k);
            double single = chance(policy.marginal(row, k, slate[k]), row, k) / log.marginal(row, k);
            total += reward;
            interaction += down * reward;
            independent += single * reward;
            downs += down;
            singles += single;
            if (model != null) {
                robust += down * (reward - value(model.reward(row, slate, k, slate[k]), row, k));
            }
        }
        taker.take(SlateEstimator.SLATE_IPS, down * total, down);
        taker.take(SlateEstimator.REWARD_INTERACTION_IPS, interaction, downs / length);
        taker.take(SlateEstimator.INDEPENDENT_IPS, independent, singles / length);
        if (model != null) {
            taker.take(SlateEstimator.CASCADE_DOUBLY_ROBUST, robust, downs / length);
        }
    }

    /** What the model expects from the position on where the policy fills it. */
    private static double expected(
            int arms, SlatePolicy policy, SlateRewardModel model, int row, int[] slate, int position) {
        double sum = 0;
        double mean = 0;
        for (int arm = 0; arm < arms; arm++) {
            double chance = chance(policy.conditional(row, slate, position, arm), row, position);
            sum += chance;
            if (chance > 0) {
                mean += chance * value(model.reward(row, slate, position, arm), row, position);
            }
        }
        if (Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException(
                    "row " + row + ", position " + position + ": the policy's chances must add up to 1, got " + sum);
        }
        return mean;
    }

    private static double chance(double chance, int row, int position) {
        if (!(chance >= 0 && chance <= 1 + 1e-9)) {
            throw new IllegalArgumentException("row " + row + ", position " + position
                    + ": the policy's chance must be from 0 to 1, got " + chance);
        }
        return chance;
    }

    private static double value(double value, int row, int position) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "row " + row + ", position " + position + ": the model's reward must be finite, got " + value);
        }
        return value;
    }

    void add(SlateEstimator kind, double part, double weight) {
        part(kind).add(part);
        weight(kind).add(weight);
        Objects.requireNonNull(unused.get(kind))[0] += weight == 0 ? 1 : 0;
    }

    void merge(SlateSums later) {
        for (SlateEstimator kind : SlateEstimator.values()) {
            part(kind).merge(later.part(kind));
            weight(kind).merge(later.weight(kind));
            Objects.requireNonNull(unused.get(kind))[0] += later.unused(kind);
        }
    }
}
