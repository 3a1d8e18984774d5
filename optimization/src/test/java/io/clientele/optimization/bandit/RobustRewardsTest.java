package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Moments;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Means that leave the doubly robust estimate of one policy the least variance: Farajtabar, Chow and Ghavamzadeh (2018). */
class RobustRewardsTest {

    private static final TargetPolicy SECOND = TargetPolicy.fixed(0, 1);
    private static final OffPolicyEvaluation EVALUATION = OffPolicyEvaluation.create();

    /**
     * Two kinds of situations that the model can't tell apart. In the first the second arm is seldom shown (0.1) and earns much, in
     * the other it is often shown (0.8) and earns little.
     */
    private static DecisionLog log(int number, int rows) {
        RandomGenerator random = RandomStreams.stream(number, "robust.rewards", rows);
        int[] arm = new int[rows];
        double[] propensity = new double[rows];
        double[] reward = new double[rows];
        for (int i = 0; i < rows; i++) {
            boolean seldom = random.nextBoolean();
            double chance = seldom ? 0.1 : 0.8;
            arm[i] = random.nextDouble() < chance ? 1 : 0;
            propensity[i] = arm[i] == 1 ? chance : 1 - chance;
            reward[i] = random.nextDouble() < (arm[i] == 0 ? 0.5 : seldom ? 0.9 : 0.2) ? 1 : 0;
        }
        return DecisionLog.of(List.of("a", "b"), arm, propensity, reward);
    }

    /** The mean of a fold makes the weighted squares over the other rows smallest, of all means on a fine grid. */
    @Test
    void leastSquaresByBruteForce() {
        DecisionLog log = log(1, 400);
        CrossFittedRewards model =
                CrossFittedRewards.create().withFolds(2).withShrinkage(0).learnFor(log, new int[400], SECOND);
        for (int fold = 0; fold < 2; fold++) {
            double best = Double.NaN;
            double least = Double.POSITIVE_INFINITY;
            for (int step = 0; step <= 10_000; step++) {
                double q = step / 10_000.0;
                double loss = 0;
                for (int row = 1 - fold; row < 400; row += 2) {
                    double p = log.propensity(row);
                    if (log.arm(row) == 1) {
                        loss += (1 - p) / (p * p) * (log.reward(row) - q) * (log.reward(row) - q);
                    }
                }
                if (loss < least) {
                    least = loss;
                    best = q;
                }
            }
            assertThat(model.reward(fold, 1)).isCloseTo(best, within(0.5e-4 + 1e-9));
        }
    }

    /**
     * 300 logs: the doubly robust estimates spread less than with the plain means, and both are right. In truth the plain model says
     * (0.1 x 0.9 + 0.8 x 0.2) / 0.9 = 0.28, the robust one 0.88, and the variances of a row are 2.42 and 0.73.
     */
    @Test
    void lessVarianceThanPlainMeans() {
        Moments plain = Moments.create();
        Moments robust = Moments.create();
        for (int run = 0; run < 300; run++) {
            DecisionLog log = log(run, 600);
            int[] context = new int[600];
            plain.add(value(log, CrossFittedRewards.create().learn(log, context)));
            robust.add(value(log, CrossFittedRewards.create().learnFor(log, context, SECOND)));
        }
        assertThat(robust.variance() / plain.variance()).isLessThan(0.5);
        double error = plain.standardDeviation() / Math.sqrt(300);
        assertThat(plain.mean()).isCloseTo(0.55, within(4 * error));
        assertThat(robust.mean()).isCloseTo(0.55, within(4 * error));
    }

    private static double value(DecisionLog log, RewardModel model) {
        return EVALUATION
                .withLeastEffectiveSampleSize(2)
                .evaluate(log, SECOND, model, Execution.sequential())
                .value(OffPolicyEstimator.DOUBLY_ROBUST)
                .estimate();
    }

    /** All rows alike: the same weight for each, so the same means, shrinkage included, of an arm that the policy shows. */
    @Test
    void samePropensitiesSameMeans() {
        DecisionLog.Builder builder = DecisionLog.builder("a", "b");
        for (int i = 0; i < 60; i++) {
            builder.add(i % 3 == 0 ? "a" : "b", 0.5, i % 5 == 0 ? 1 : 0);
        }
        DecisionLog log = builder.build();
        CrossFittedRewards plain = CrossFittedRewards.create().learn(log, new int[60]);
        CrossFittedRewards same = CrossFittedRewards.create().learnFor(log, new int[60], TargetPolicy.uniform(2));
        for (int row = 0; row < 60; row++) {
            assertThat(same.reward(row, 0)).isCloseTo(plain.reward(row, 0), within(1e-14));
            assertThat(same.reward(row, 1)).isCloseTo(plain.reward(row, 1), within(1e-14));
        }
    }

    @Test
    void badInput() {
        DecisionLog certain =
                DecisionLog.builder("a", "b").add("a", 1, 1).add("a", 1, 0).build();
        CrossFittedRewards.Recipe recipe = CrossFittedRewards.create().withFolds(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.learnFor(certain, new int[2], TargetPolicy.uniform(2)))
                .withMessage(
                        "outside fold 0 the log shows no arm of the policy by chance; learn without a policy, or with "
                                + "fewer folds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.learnFor(log(1, 50), new int[49], SECOND))
                .withMessage("context must have one per decision (50), got 49");
        assertThatNullPointerException()
                .isThrownBy(() -> recipe.learnFor(certain, new int[2], null))
                .withMessage("policy");
    }
}
