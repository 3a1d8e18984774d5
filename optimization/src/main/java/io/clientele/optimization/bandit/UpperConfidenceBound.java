package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The arm that could still be the best, for everybody: optimism in the face of uncertainty.
 *
 * <p>Each arm has an index, the highest rate that its counts leave plausible, and the arm with the highest index gets all of the
 * traffic until the next refresh. Three kinds:
 *
 * <ul>
 *   <li>{@link #ucb1}: mean + sqrt(c log(t) / n), from Hoeffding's inequality. Far too wide for small rates: on rates of some percent it
 *       loses several times as much as the others.
 *   <li>{@link #kl}: the highest q with n kl(mean, q) ≤ log(t), from Chernoff's. Loses asymptotically as little as is possible.
 *   <li>{@link #bayes}: the quantile 1 - 1 / t of the posterior. The same asymptotically, mostly a little better.
 * </ul>
 *
 * <p>Here n are the arm's trials and t those of all arms of the choice.
 *
 * <ul>
 *   <li>An arm without trials comes first ({@code ucb1}, {@code kl}), or by its prior ({@code bayes}).
 *   <li>Arms with equal indices share the traffic.
 *   <li>The choice is certain, so nothing can be learned from its log about other policies, and in large batches one arm gets all: with
 *       a refresh less often than every few trials take {@link ThompsonSampling}, or set a floor.
 *   <li>The prior matters to {@code bayes} alone.
 * </ul>
 *
 * <p>Fitting takes time linear in the number of arms. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * BanditSnapshot snapshot = UpperConfidenceBound.kl("red", "green").fit(counts);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1023/A:1013689704352">Auer, Cesa-Bianchi and Fischer (2002): UCB1</a>
 * @see <a href="https://proceedings.mlr.press/v19/garivier11a.html">Garivier and Cappé (2011): KL-UCB</a>
 * @see <a href="https://proceedings.mlr.press/v22/kaufmann12.html">Kaufmann, Cappé and Garivier (2012): Bayes-UCB</a>
 */
public final class UpperConfidenceBound extends BanditPolicy<UpperConfidenceBound> {

    private enum Kind {
        UCB1,
        KL,
        BAYES
    }

    private record Settings(Kind kind, double width) {}

    private final Settings s;

    private UpperConfidenceBound(ArmSet arms, Settings s) {
        super(arms);
        this.s = s;
    }

    /**
     * UCB1, with c = 2.
     *
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static UpperConfidenceBound ucb1(String... arms) {
        return new UpperConfidenceBound(ArmSet.of(List.of(arms)), new Settings(Kind.UCB1, 2));
    }

    /**
     * KL-UCB.
     *
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static UpperConfidenceBound kl(String... arms) {
        return new UpperConfidenceBound(ArmSet.of(List.of(arms)), new Settings(Kind.KL, 1));
    }

    /**
     * Bayes-UCB, with a uniform prior.
     *
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static UpperConfidenceBound bayes(String... arms) {
        return new UpperConfidenceBound(ArmSet.of(List.of(arms)), new Settings(Kind.BAYES, 1));
    }

    /**
     * The same with log(t) multiplied: wider, so more careful, above the default (2 for UCB1, 1 for the others), narrower below.
     *
     * @param width factor c, above 0, at most 100
     * @return the recipe
     */
    public UpperConfidenceBound withWidth(double width) {
        Check.between("width", width, Double.MIN_NORMAL, 100);
        return new UpperConfidenceBound(arms, new Settings(s.kind, width));
    }

    @Override
    UpperConfidenceBound with(ArmSet changed) {
        return new UpperConfidenceBound(changed, s);
    }

    @Override
    double[] wish(Evidence evidence) {
        if (s.kind != Kind.BAYES && evidence.counts().isEmpty()) {
            throw new IllegalArgumentException(s.kind.name().toLowerCase(Locale.ROOT)
                    + " needs counts of successes and trials; for other posteriors take UpperConfidenceBound.bayes");
        }
        double[] index = new double[evidence.posteriors().size()];
        Arrays.setAll(index, k -> index(evidence, k));
        return toTheHighest(index);
    }

    double index(Evidence evidence, int k) {
        double budget = s.width * Math.log(Math.max(1, evidence.trials()));
        if (s.kind == Kind.BAYES) {
            return bayesIndex(evidence.posteriors().get(k), budget);
        }
        Count count = evidence.counts().get(k);
        if (count.trials() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return s.kind == Kind.UCB1
                ? count.successes() / count.trials() + Math.sqrt(budget / count.trials())
                : highest(count.successes(), count.trials(), budget);
    }

    private static double bayesIndex(Posterior posterior, double budget) {
        double below = -Math.expm1(-budget);
        return below > 0 ? posterior.quantile(Math.min(below, Math.nextDown(1))) : posterior.mean();
    }

    /** The highest q with n kl(s / n, q) at most the budget: by halving, in which the last bit of q is found. */
    private static double highest(double successes, double trials, double budget) {
        double mean = successes / trials;
        double low = mean;
        double high = 1;
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return low;
            }
            if (trials * RateMixture.divergence(mean, middle) <= budget) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** All to the highest; equals share it. */
    static double[] toTheHighest(double[] values) {
        double highest = Arrays.stream(values).max().orElseThrow();
        long count = Arrays.stream(values).filter(v -> v == highest).count();
        return Arrays.stream(values).map(v -> v == highest ? 1.0 / count : 0).toArray();
    }

    @Override
    Object settings() {
        return s;
    }
}
