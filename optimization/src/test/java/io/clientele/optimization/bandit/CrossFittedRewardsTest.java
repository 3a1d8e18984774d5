package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Moments;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CrossFittedRewardsTest {

    private static final List<String> ARMS = List.of("a", "b", "c");

    @Test
    void meansOfTheOtherFoldsByHand() {
        DecisionLog log = DecisionLog.of(
                ARMS, new int[] {0, 0, 1, 0}, new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {1, 3, 5, 8});
        CrossFittedRewards model =
                CrossFittedRewards.create().withFolds(2).withShrinkage(2).learn(log, new int[] {0, 0, 0, 1});
        // rows 0 and 2 are judged with rows 1 and 3, whose mean is 5.5
        assertThat(model.reward(0, 0)).isEqualTo((3 + 2 * 5.5) / 3);
        assertThat(model.reward(2, 1)).isEqualTo(5.5);
        // rows 1 and 3 with rows 0 and 2, whose mean is 3
        assertThat(model.reward(1, 0)).isEqualTo((1 + 2 * 3) / 3.0);
        assertThat(model.reward(1, 1)).isEqualTo((5 + 2 * 3) / 3.0);
        assertThat(model.reward(3, 0)).isEqualTo(3);
        assertThat(model.bestPolicy().probability(1, 1)).isEqualTo(1);
        assertThat(model.bestPolicy().probability(1, 0)).isEqualTo(0);
        assertThat(model).hasToString("CrossFittedRewards[folds=2, shrinkage=2.0, contexts=2, arms=3]");
    }

    @Test
    void aRowIsNeverJudgedWithItsOwnReward() {
        DecisionLog log = log(0, 200, 0);
        int[] context = contexts(0, 200);
        CrossFittedRewards before = CrossFittedRewards.create().learn(log, context);
        for (int row : new int[] {0, 7, 199}) {
            double[] rewards = new double[200];
            for (int i = 0; i < 200; i++) {
                rewards[i] = log.reward(i) + (i == row ? 1e6 : 0);
            }
            int[] arm = new int[200];
            double[] propensity = new double[200];
            for (int i = 0; i < 200; i++) {
                arm[i] = log.arm(i);
                propensity[i] = log.propensity(i);
            }
            CrossFittedRewards after =
                    CrossFittedRewards.create().learn(DecisionLog.of(ARMS, arm, propensity, rewards), context);
            for (int a = 0; a < 3; a++) {
                assertThat(after.reward(row, a)).isEqualTo(before.reward(row, a));
            }
        }
    }

    private static int[] contexts(long seed, int rows) {
        int[] context = new int[rows];
        for (int i = 0; i < rows; i++) {
            context[i] = RandomStreams.stream(seed, "context", i).nextInt(4);
        }
        return context;
    }

    /** Arm (context mod 3) earns 0.5, others 0.2; shown with .6, .3, .1. */
    private static DecisionLog log(long seed, int rows, double noise) {
        int[] context = contexts(seed, rows);
        double[] chances = {0.6, 0.3, 0.1};
        int[] arm = new int[rows];
        double[] propensity = new double[rows];
        double[] reward = new double[rows];
        for (int i = 0; i < rows; i++) {
            RandomGenerator random = RandomStreams.stream(seed, "decision", i);
            double u = random.nextDouble();
            arm[i] = u < 0.6 ? 0 : u < 0.9 ? 1 : 2;
            propensity[i] = chances[arm[i]];
            reward[i] = random.nextDouble() < (arm[i] == context[i] % 3 ? 0.5 : 0.2) ? 1 : 0;
            reward[i] += noise;
        }
        return DecisionLog.of(ARMS, arm, propensity, reward);
    }

    /** The truth of "uniform" is 0.3; the doubly robust intervals hold it as often as they say and are shorter than IPS's. */
    @Test
    void doublyRobustIntervalsHoldTheTruth() {
        int runs = 400;
        int held = 0;
        Moments estimate = Moments.create();
        double shorter = 0;
        for (int run = 0; run < runs; run++) {
            DecisionLog log = log(run, 1500, 0);
            CrossFittedRewards model = CrossFittedRewards.create().learn(log, contexts(run, 1500));
            OffPolicyResult result =
                    OffPolicyEvaluation.create().evaluate(log, TargetPolicy.uniform(3), model, Execution.sequential());
            PolicyValue value = result.value(OffPolicyEstimator.DOUBLY_ROBUST);
            held += value.interval().contains(0.3) ? 1 : 0;
            estimate.add(value.estimate());
            shorter +=
                    value.standardError() / result.value(OffPolicyEstimator.IPS).standardError();
        }
        assertThat(held / (double) runs).isBetween(0.92, 0.98);
        assertThat(estimate.mean()).isCloseTo(0.3, within(4 * estimate.standardDeviation() / Math.sqrt(runs)));
        assertThat(shorter / runs).isLessThan(0.95);
    }

    /** What the learned policy earns is known row by row: judged on the rows it was not learned from, the intervals hold it. */
    @Test
    void theLearnedPolicyIsJudgedHonestly() {
        int runs = 200;
        int held = 0;
        double earned = 0;
        for (int run = 0; run < runs; run++) {
            int rows = 1500;
            int[] context = contexts(run, rows);
            DecisionLog log = log(run, rows, 0);
            CrossFittedRewards model = CrossFittedRewards.create().learn(log, context);
            TargetPolicy best = model.bestPolicy();
            double truth = 0;
            for (int row = 0; row < rows; row++) {
                truth += (best.probability(row, context[row] % 3) == 1 ? 0.5 : 0.2) / rows;
            }
            earned += truth / runs;
            held += OffPolicyEvaluation.create()
                            .evaluate(log, best, model, Execution.sequential())
                            .value(OffPolicyEstimator.DOUBLY_ROBUST)
                            .interval()
                            .contains(truth)
                    ? 1
                    : 0;
        }
        assertThat(held / (double) runs).isBetween(0.91, 0.99);
        assertThat(earned).isBetween(0.45, 0.5);
    }

    @Test
    void saysWhatIsWrong() {
        DecisionLog log = log(0, 4, 0);
        assertThatThrownBy(() -> CrossFittedRewards.create().learn(log))
                .hasMessage("the log must hold at least as many decisions as there are folds (5), got 4");
        assertThatThrownBy(() -> CrossFittedRewards.create().withFolds(2).learn(log, new int[] {0, 0, -1, 0}))
                .hasMessage("row 2: context must be at least 0, got -1");
        assertThatThrownBy(() -> CrossFittedRewards.create().learn(log, new int[3]))
                .hasMessageContaining("context");
        assertThatThrownBy(() -> CrossFittedRewards.create().withFolds(1)).hasMessageContaining("folds");
    }
}
