package io.clientele.optimization.bandit.replay;

import io.clientele.optimization.bandit.contextual.BaggedSums;
import io.clientele.optimization.bandit.contextual.ContextualCounts;
import io.clientele.optimization.bandit.contextual.ContextualSums;
import io.clientele.optimization.bandit.contextual.LinearLearner;
import io.clientele.optimization.bandit.contextual.LinearPolicy;
import io.clientele.optimization.bandit.contextual.LogisticThompson;
import io.clientele.optimization.bandit.contextual.OnlineBagging;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A way to choose among arms by what is known of each visitor, that learns from what comes of it; tried out by
 * {@link ContextualSimulation} and {@link Replay}.
 *
 * <p>{@link #begin} starts from nothing, once a run. It must be safe to call from several threads; each learner stays on one.
 *
 * <pre>{@code
 * ContextualRule rule = ContextualRule.of(SquareCb.of(List.of("returning", "basket"), "plain", "discount"));
 * }</pre>
 */
@FunctionalInterface
public interface ContextualRule {

    /**
     * Starts a run.
     *
     * @return a learner that has seen nothing
     */
    Learner begin();

    /** What a rule has learned in a run. Not thread-safe. */
    interface Learner {

        /** Chooses from now on by all that was recorded. */
        void refresh();

        /**
         * The chances in a context, as of the last refresh.
         *
         * @param context one value per feature
         * @return by arm, 0 or more, adding up to 1
         */
        double[] shares(double[] context);

        /**
         * An arm with these chances; by {@link #shares} unless there is a faster way.
         *
         * @param context one value per feature
         * @param random of this run
         * @return the arm, counted from 0
         */
        default int choose(double[] context, RandomGenerator random) {
            double[] shares = shares(context);
            return CheckedShares.of(shares, shares.length, "rule").draw(random);
        }

        /**
         * Takes in what came of a trial.
         *
         * @param arm that was shown, counted from 0
         * @param context in which it was shown
         * @param reward what came of it
         */
        void record(int arm, double[] context, double reward);
    }

    /**
     * A linear policy. Arms and features are in the policy's order.
     *
     * @param policy recipe
     * @return the rule, for rewards of any size
     */
    static ContextualRule of(LinearPolicy<?> policy) {
        List<String> arms = policy.fit(ContextualSums.of(policy.features())).arms();
        return () -> {
            LinearLearner learner = policy.learner(ContextualSums.of(policy.features()));
            return new SnapshotLearner(
                    learner::snapshot, (arm, context, reward) -> learner.learn(arms.get(arm), context, reward));
        };
    }

    /**
     * A logistic policy. Arms and features are in the policy's order.
     *
     * @param policy recipe
     * @return the rule, for rewards 0 and 1
     */
    static ContextualRule of(LogisticThompson policy) {
        List<String> arms = policy.fit(ContextualCounts.of(policy.features())).arms();
        return () -> {
            ContextualCounts counts = ContextualCounts.of(policy.features());
            return new SnapshotLearner(() -> policy.fit(counts), (arm, context, reward) -> {
                if (!(reward == 0 || reward == 1)) {
                    throw new IllegalArgumentException("arm '" + arms.get(arm) + "': reward must be 0 or 1, got "
                            + reward + "; for other rewards take a linear policy");
                }
                counts.add(arms.get(arm), context, reward == 1);
            });
        };
    }

    /**
     * Bags of linear models; each trial is a unit of its own. Arms and features are in the policy's order.
     *
     * @param policy recipe
     * @param models how many, at least 2
     * @return the rule, for rewards of any size
     */
    static ContextualRule of(OnlineBagging policy, int models) {
        List<String> arms = policy.fit(BaggedSums.of(models, policy.features())).arms();
        return () -> {
            BaggedSums bags = BaggedSums.of(models, policy.features());
            long[] trials = {0};
            return new SnapshotLearner(
                    () -> policy.fit(bags),
                    (arm, context, reward) -> bags.add("trial " + trials[0]++, arms.get(arm), context, reward));
        };
    }
}
