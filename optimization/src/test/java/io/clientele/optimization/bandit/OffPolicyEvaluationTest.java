package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Cancellation;
import io.clientele.core.Execution;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class OffPolicyEvaluationTest {

    private static final List<String> ARMS = List.of("a", "b", "c");
    private static final double[] RATE = {0.05, 0.08, 0.11};
    private static final double[] LOGGED = {0.6, 0.3, 0.1};
    private static final double[] TARGET = {0.2, 0.3, 0.5};
    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 5_000 : 1_000;

    private static DecisionLog log(RandomGenerator random, int n) {
        int[] arm = new int[n];
        double[] propensity = new double[n];
        double[] reward = new double[n];
        for (int i = 0; i < n; i++) {
            arm[i] = Samplers.categorical(random, LOGGED);
            propensity[i] = LOGGED[arm[i]];
            reward[i] = random.nextDouble() < RATE[arm[i]] ? 1 : 0;
        }
        return DecisionLog.of(ARMS, arm, propensity, reward);
    }

    /**
     * 1,000 logs of 1,000 decisions: the share of intervals that hold the truth has a standard error of 0.7 %. All estimators with
     * correct propensities must come to 95 %, within 4 of these: 92.2 to 97.8 %. The model is wrong on purpose. Clipping at 10 cuts
     * nothing here, shrinkage at 1e6 shrinks nothing that matters, and the direct method is as wrong as the model.
     */
    @Test
    void intervalsHoldTheTruth() {
        double truth = 0;
        for (int a = 0; a < 3; a++) {
            truth += TARGET[a] * RATE[a];
        }
        RewardModel model = (row, arm) -> 0.1 - 0.02 * arm;
        Map<OffPolicyEstimator, Integer> held = new EnumMap<>(OffPolicyEstimator.class);
        for (int run = 0; run < RUNS; run++) {
            DecisionLog log = log(RandomStreams.stream(run, "off.policy", 0), 1_000);
            OffPolicyResult result = OffPolicyEvaluation.create()
                    .withShrinkage(1e6)
                    .evaluate(log, TargetPolicy.fixed(TARGET), model, Execution.sequential());
            for (OffPolicyEstimator kind : OffPolicyEstimator.values()) {
                held.merge(kind, result.value(kind).interval().contains(truth) ? 1 : 0, Integer::sum);
            }
        }
        double slack = 4 * Math.sqrt(0.95 * 0.05 / RUNS);
        held.forEach((kind, times) -> {
            double coverage = (double) times / RUNS;
            if (kind == OffPolicyEstimator.DIRECT_METHOD) {
                assertThat(coverage).as("%s", kind).isZero();
            } else {
                assertThat(coverage).as("%s", kind).isBetween(0.95 - slack, 0.95 + slack);
            }
        });
    }

    @Test
    void samePolicyGivesTheMeanReward() {
        DecisionLog log = log(RandomStreams.stream(1, "off.policy.same", 0), 500);
        double mean = 0;
        for (int i = 0; i < log.rows(); i++) {
            mean += log.reward(i) / log.rows();
        }
        OffPolicyResult result = OffPolicyEvaluation.create().evaluate(log, TargetPolicy.fixed(LOGGED));
        for (OffPolicyEstimator kind : OffPolicyEstimator.values()) {
            if (!kind.needsModel()) {
                assertThat(result.value(kind).estimate()).isCloseTo(mean, within(1e-14));
            }
        }
        assertThat(result.overlap().effectiveSampleSize()).isCloseTo(500, within(1e-9));
        assertThat(result.overlap().unused()).isZero();
    }

    @Test
    void perfectModelLeavesNothingToCorrect() {
        DecisionLog log = DecisionLog.builder("a", "b")
                .add("a", 0.5, 3)
                .add("b", 0.5, 7)
                .add("a", 0.5, 3)
                .build();
        OffPolicyResult result = OffPolicyEvaluation.create()
                .withLeastEffectiveSampleSize(2)
                .evaluate(log, TargetPolicy.uniform(2), (row, arm) -> arm == 0 ? 3 : 7, Execution.sequential());
        assertThat(result.value(OffPolicyEstimator.DOUBLY_ROBUST).estimate()).isEqualTo(5);
        assertThat(result.value(OffPolicyEstimator.DOUBLY_ROBUST).standardError())
                .isZero();
        assertThat(result.values()).hasSize(8);
    }

    @Test
    void refusesWhereTheLogCannotSay() {
        RandomGenerator random = RandomStreams.stream(2, "off.policy.refuse", 0);
        DecisionLog log = log(random, 300);
        OffPolicyResult few = OffPolicyEvaluation.create().evaluate(log, TargetPolicy.fixed(0, 0, 1));
        assertThat(few.refusal().orElseThrow())
                .startsWith("the log can't say: its 300 decisions are worth ")
                .endsWith("under this policy, fewer than 100.0; log more, or judge a policy nearer to the one that was "
                        + "logged");
        assertThatIllegalStateException()
                .isThrownBy(() -> few.value(OffPolicyEstimator.SNIPS))
                .withMessage(few.refusal().get());
        assertThat(few.values()).isEmpty();
        // the log never shows c, which the policy shows half of the time
        DecisionLog without = DecisionLog.of(
                ARMS,
                new int[1000],
                java.util.stream.DoubleStream.generate(() -> 1).limit(1000).toArray(),
                new double[1000]);
        OffPolicyResult lacking = OffPolicyEvaluation.create().evaluate(without, TargetPolicy.fixed(0.5, 0, 0.5));
        assertThat(lacking.refusal())
                .hasValue("the log can't say: the weights' mean is 0.5000 (standard error 0.0000) and should be 1; the "
                        + "policy shows arms that the log never does, or the propensities are wrong");
        OffPolicyResult nothing = OffPolicyEvaluation.create()
                .evaluate(without, TargetPolicy.fixed(0, 1, 0), (row, arm) -> arm, Execution.sequential());
        assertThat(nothing.overlap().effectiveSampleSize()).isZero();
        assertThat(nothing.overlap().unused()).isEqualTo(1000);
        // what the model alone says is there all the same
        assertThat(nothing.value(OffPolicyEstimator.DIRECT_METHOD).estimate()).isEqualTo(1);
        // propensities a third of the truth
        int[] shown = {0, 1, 2};
        int[] arm = new int[3000];
        double[] propensity = new double[3000];
        for (int i = 0; i < arm.length; i++) {
            arm[i] = shown[i % 3];
            propensity[i] = 1.0 / 9;
        }
        assertThat(OffPolicyEvaluation.create()
                        .evaluate(DecisionLog.of(ARMS, arm, propensity, new double[3000]), TargetPolicy.uniform(3))
                        .refusal())
                .hasValue("the log can't say: the weights' mean is 3.0000 (standard error 0.0000) and should be 1; the "
                        + "propensities are wrong");
    }

    @Test
    void recipesAreValues() {
        OffPolicyEvaluation recipe = OffPolicyEvaluation.create();
        assertThat(recipe.withClip(5)).isNotEqualTo(recipe).isEqualTo(recipe.withClip(5));
        assertThat(recipe.withSwitch(5)).isNotEqualTo(recipe);
        assertThat(recipe.withShrinkage(5)).isNotEqualTo(recipe);
        assertThat(recipe.withInterval(OffPolicyInterval.bootstrap(100, 1))).isNotEqualTo(recipe);
        assertThat(recipe.withConfidence(0.9)).isNotEqualTo(recipe);
        assertThat(recipe.withLeastEffectiveSampleSize(50)).isNotEqualTo(recipe);
        assertThat(recipe)
                .hasSameHashCodeAs(OffPolicyEvaluation.create())
                .hasToString("OffPolicyEvaluation[confidence=0.95, limits=Limits[clip=10.0, switchWeight=10.0, "
                        + "shrinkage=100.0], leastEffectiveSampleSize=100.0, interval=Student]");
        DecisionLog log = DecisionLog.builder("a", "b").add("a", 0.5, 1).build();
        assertThat(log)
                .isEqualTo(DecisionLog.of(List.of("a", "b"), new int[1], new double[] {0.5}, new double[] {1}))
                .hasToString("DecisionLog[1 decisions, arms=[a, b]]");
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLog.builder("a").add("b", 0.5, 1))
                .withMessage("row 0: arm 'b' is not known; arms are [a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLog.builder("a").add("a", 0, 1).build())
                .withMessage(
                        "row 0: propensity must be above 0 and at most 1, got 0.0; log the share with which the arm "
                                + "was chosen");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLog.builder("a")
                        .add("a", 1, 1)
                        .add("a", 1.01, 1)
                        .build())
                .withMessageStartingWith("row 1: propensity must be above 0 and at most 1, got 1.01");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> DecisionLog.builder("a").add("a", 1, Double.NaN).build())
                .withMessage("row 0: reward must be finite, got NaN; a decision without a reward has reward 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLog.of(ARMS, new int[] {3}, new double[] {1}, new double[] {1}))
                .withMessage("row 0: arm must be from 0 to 2, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLog.of(ARMS, new int[] {1}, new double[] {1}, new double[] {1, 2}))
                .withMessage("reward must have one value per decision (1), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLog.builder("a", "a").build())
                .withMessage("arms must differ, got [a, a]");
        DecisionLog log =
                DecisionLog.builder("a", "b").add("a", 0.5, 1).add("b", 0.5, 1).build();
        OffPolicyEvaluation recipe = OffPolicyEvaluation.create();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.evaluate(DecisionLog.builder("a").build(), TargetPolicy.uniform(1)))
                .withMessage("the log must hold at least 2 decisions, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.evaluate(log, TargetPolicy.fixed(0.5, 0.6)))
                .withMessage("row 0: the policy's probabilities must add up to 1, got 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.evaluate(log, TargetPolicy.fixed(-0.5, 1.5)))
                .withMessage("row 0, arm 'a': the policy's probability must be from 0 to 1, got -0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        recipe.evaluate(log, TargetPolicy.uniform(2), (row, arm) -> Double.NaN, Execution.sequential()))
                .withMessage("row 0, arm 'a': the model's reward must be finite, got NaN");
        assertThatIllegalStateException()
                .isThrownBy(() -> recipe.withLeastEffectiveSampleSize(2)
                        .evaluate(log, TargetPolicy.uniform(2))
                        .value(OffPolicyEstimator.DOUBLY_ROBUST))
                .withMessage("DOUBLY_ROBUST needs a model of rewards; evaluate with one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withLeastEffectiveSampleSize(1))
                .withMessage("rows must be a finite number of at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withClip(0))
                .withMessageContaining("weight");
        assertThatNullPointerException()
                .isThrownBy(() -> recipe.evaluate(log, null))
                .withMessage("policy");
        Cancellation stop = Cancellation.create();
        stop.cancel();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> recipe.evaluate(
                        log,
                        TargetPolicy.uniform(2),
                        (row, arm) -> 0,
                        Execution.sequential().withCancellation(stop)))
                .isInstanceOf(CancellationException.class);
    }
}
