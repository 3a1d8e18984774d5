package io.clientele.optimization.bandit.replay;

import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.BanditPolicy;
import io.clientele.optimization.bandit.BanditSnapshot;
import io.clientele.optimization.bandit.Exp3;
import io.clientele.optimization.bandit.RewardRecorder;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A way to share traffic out among arms that learns from what comes of it; tried out by {@link BanditSimulation} and {@link Replay}.
 *
 * <p>{@link #begin} starts from nothing, once a run. It must be safe to call from several threads; each learner stays on one.
 *
 * <pre>{@code
 * BanditRule thompson = BanditRule.of(ThompsonSampling.of("a", "b"));
 * BanditRule equal = BanditRule.fixed(0.5, 0.5);
 * }</pre>
 */
@FunctionalInterface
public interface BanditRule {

    /**
     * Starts a run.
     *
     * @param random for a rule that needs chance beside the draw by its shares; this run's own
     * @return a learner that has seen nothing
     */
    Learner begin(RandomGenerator random);

    /** What a rule has learned in a run. Not thread-safe. */
    interface Learner {

        /**
         * The shares of traffic until they are next asked for.
         *
         * @return by arm, 0 or more, adding up to 1
         */
        double[] shares();

        /**
         * Takes in what came of a trial. Trials come in their order, but not all of them have to be known when shares are asked for.
         *
         * @param arm that was shown, counted from 0
         * @param reward what came of it
         */
        void record(int arm, double reward);
    }

    /**
     * A policy, refreshed from the counts whenever shares are asked for. The arms are in the policy's order. {@link Exp3} is told what happened since
     * its last shares; an outcome that is known later than that is weighted by the shares of when it becomes known.
     *
     * @param policy recipe
     * @return the rule, for rewards 0 and 1
     */
    static BanditRule of(BanditPolicy<?> policy) {
        Objects.requireNonNull(policy, "policy");
        if (policy instanceof Exp3 exp3) {
            return random -> new Exp3Learner(exp3);
        }
        List<String> arms = policy.fit(ArmCounts.empty()).arms();
        return of(arms, counts -> policy.fit(counts).shares());
    }

    /**
     * A rule that needs no more than the counts so far.
     *
     * @param arms names
     * @param shares from the counts, by arm in the order of the names; safe to ask from several threads
     * @return the rule, for rewards 0 and 1
     */
    static BanditRule of(List<String> arms, Function<ArmCounts, double[]> shares) {
        List<String> names = List.copyOf(arms);
        Objects.requireNonNull(shares, "shares");
        return random -> new CountingLearner(names, shares, RewardRecorder.of(names));
    }

    /**
     * The same shares for ever, such as those of a {@link BanditSnapshot}.
     *
     * @param shares by arm
     * @return the rule
     */
    static BanditRule fixed(double... shares) {
        double[] copy = shares.clone();
        return random -> new Learner() {
            @Override
            public double[] shares() {
                return copy.clone();
            }

            @Override
            public void record(int arm, double reward) {} // nothing to learn
        };
    }
}
