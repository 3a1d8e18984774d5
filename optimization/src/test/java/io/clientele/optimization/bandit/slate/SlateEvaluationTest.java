package io.clientele.optimization.bandit.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.bandit.OffPolicyInterval;
import io.clientele.optimization.bandit.PolicyValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Four arms, three shown. Visitors look from the top down until an arm attracts them (cascade), or at each position on its own
 * (independent), or not at all unless the last arm is the first by number (whole slate). Expectations are enumerated over all 24
 * slates, so that estimates without bias are seen to be so to rounding, and biased ones to be biased.
 */
class SlateEvaluationTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 5_000 : 120;
    private static final PlackettLuce LOGGED = PlackettLuce.of(3, 0.4, 0.3, 0.2, 0.1);
    private static final PlackettLuce TARGET = PlackettLuce.of(3, 0.15, 0.2, 0.3, 0.35);
    private static final PseudoInverse WEIGHTS = PseudoInverse.of(LOGGED, TARGET);
    private static final double[] ATTRACTS = {0.1, 0.15, 0.3, 0.4};
    private static final SlateRewardModel ROUGH = (row, slate, position, arm) -> 0.3 - 0.08 * position + 0.02 * arm;

    private interface Rewards {
        double[] expected(int[] slate);
    }

    private static double[] cascade(int[] slate) {
        double[] rewards = new double[3];
        double left = 1;
        for (int k = 0; k < 3; k++) {
            rewards[k] = left * ATTRACTS[slate[k]];
            left -= rewards[k];
        }
        return rewards;
    }

    private static double[] independent(int[] slate) {
        double[] rewards = new double[3];
        for (int k = 0; k < 3; k++) {
            rewards[k] = ATTRACTS[slate[k]] / (1 + k);
        }
        return rewards;
    }

    private static double[] whole(int[] slate) {
        return new double[] {slate[2] == 0 ? ATTRACTS[slate[0]] : 0, 0, 0};
    }

    private static List<int[]> slates() {
        List<int[]> all = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            int[] slate = {i / 16, i / 4 % 4, i % 4};
            if (slate[0] != slate[1] && slate[1] != slate[2] && slate[0] != slate[2]) {
                all.add(slate);
            }
        }
        return all;
    }

    private static double truth(Rewards rewards) {
        double sum = 0;
        for (int[] slate : slates()) {
            for (double reward : rewards.expected(slate)) {
                sum += TARGET.propensity(slate) * reward;
            }
        }
        return sum;
    }

    /** What each estimator is expected to say, and the mean of its weights. */
    private static Map<SlateEstimator, double[]> expectations(Rewards rewards) {
        Map<SlateEstimator, double[]> result = new EnumMap<>(SlateEstimator.class);
        for (SlateEstimator kind : SlateEstimator.values()) {
            result.put(kind, new double[2]);
        }
        for (int[] slate : slates()) {
            SlateLog log = SlateLog.builder(4, 3)
                    .add(LOGGED, slate, rewards.expected(slate))
                    .build();
            SlateSums sums = new SlateSums();
            SlateSums.row(log, TARGET, ROUGH, 0, sums::add);
            SlateSums.row(log, WEIGHTS, 0, sums::add);
            for (SlateEstimator kind : SlateEstimator.values()) {
                result.get(kind)[0] +=
                        LOGGED.propensity(slate) * sums.part(kind).mean();
                result.get(kind)[1] +=
                        LOGGED.propensity(slate) * sums.weight(kind).mean();
            }
        }
        return result;
    }

    @Test
    void withoutBiasWhereTheyShouldBe() {
        // with one arm of four left out, the chance of a click is a sum over the arms shown, so the pseudo-inverse is
        // right
        assertUnbiased(SlateEvaluationTest::cascade, SlateEstimator.INDEPENDENT_IPS);
        assertUnbiased(SlateEvaluationTest::independent);
        assertUnbiased(
                SlateEvaluationTest::whole,
                SlateEstimator.INDEPENDENT_IPS,
                SlateEstimator.REWARD_INTERACTION_IPS,
                SlateEstimator.CASCADE_DOUBLY_ROBUST,
                SlateEstimator.PSEUDO_INVERSE);
    }

    private static void assertUnbiased(Rewards rewards, SlateEstimator... biased) {
        double truth = truth(rewards);
        expectations(rewards).forEach((kind, expected) -> {
            assertThat(expected[1]).as("mean weight of %s", kind).isCloseTo(1, within(1e-12));
            if (List.of(biased).contains(kind)) {
                assertThat(Math.abs(expected[0] - truth)).as("bias of %s", kind).isGreaterThan(1e-3);
            } else {
                assertThat(expected[0]).as("%s", kind).isCloseTo(truth, within(1e-12));
            }
        });
    }

    /** A click at the first position that attracts. */
    private static SlateLog randomLog(long seed, int rows) {
        RandomGenerator random = RandomStreams.stream(seed, "slate.log", rows);
        SlateLog.Builder log = SlateLog.builder(4, 3);
        int[] slate = new int[3];
        for (int row = 0; row < rows; row++) {
            LOGGED.rank(random.nextLong(), slate);
            double[] rewards = new double[3];
            for (int k = 0; k < 3; k++) {
                if (random.nextDouble() < ATTRACTS[slate[k]]) {
                    rewards[k] = 1;
                    break;
                }
            }
            log.add(LOGGED, slate, rewards);
        }
        return log.build();
    }

    /** The truth of the model: what a cascade brings from a position on, given that nobody clicked above; times that chance. */
    private static double ideal(int row, int[] slate, int position, int arm) {
        double left = 1;
        for (int k = 0; k < position; k++) {
            left *= 1 - ATTRACTS[slate[k]];
        }
        int[] down = slate.clone();
        down[position] = arm;
        double value = left * ATTRACTS[arm];
        if (position + 1 < 3) {
            for (int next = 0; next < 4; next++) {
                double chance = TARGET.conditional(row, down, position + 1, next);
                value += chance == 0 ? 0 : chance * ideal(row, down, position + 1, next);
            }
        }
        return value;
    }

    /** At 95 % with 1,000 slates; 4 standard errors of the share below, 1 false alarm in 30,000 for each of three. */
    @Test
    void intervalsCoverAndErrorsShrinkWithBelief() {
        double truth = truth(SlateEvaluationTest::cascade);
        List<SlateEstimator> kinds = List.of(
                SlateEstimator.SLATE_IPS, SlateEstimator.REWARD_INTERACTION_IPS, SlateEstimator.CASCADE_DOUBLY_ROBUST);
        int[] covered = new int[3];
        int[] answered = new int[3];
        double[] errors = new double[3];
        for (int run = 0; run < RUNS; run++) {
            SlateResult result = SlateEvaluation.create()
                    .evaluate(randomLog(run, 1_000), TARGET, SlateEvaluationTest::ideal, Execution.sequential());
            for (int i = 0; i < 3; i++) {
                if (result.refusal(kinds.get(i)).isEmpty()) {
                    Interval interval = result.value(kinds.get(i)).interval();
                    answered[i]++;
                    covered[i] += interval.contains(truth) ? 1 : 0;
                    errors[i] += result.value(kinds.get(i)).standardError();
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            // weights are skewed: a log without any of the heaviest slates looks as if its propensities were wrong, and
            // is refused
            assertThat(answered[i]).isGreaterThan((int) (0.98 * RUNS));
            errors[i] /= answered[i];
            assertThat((double) covered[i] / answered[i])
                    .as("%s", kinds.get(i))
                    .isGreaterThan(0.94 - 4 * Math.sqrt(0.95 * 0.05 / RUNS));
        }
        assertThat(errors[2]).isLessThan(errors[1]);
        assertThat(errors[1]).isLessThan(errors[0]);
    }

    /** Two slates of two; weights by hand: 0.5 / 0.25 · 0.4 / 0.8 = 1 and 0.3 / 0.6 · 1 / 0.5 = 1. */
    @Test
    void twoSlatesByHand() {
        SlatePolicy policy = new SlatePolicy() {
            @Override
            public double conditional(int row, int[] slate, int position, int arm) {
                return new double[][] {{0.5, 0.4}, {0.3, 1}}[row][position];
            }

            @Override
            public double marginal(int row, int position, int arm) {
                return new double[][] {{0.5, 0.2}, {0.3, 0.9}}[row][position];
            }
        };
        SlateLog log = SlateLog.builder(3, 2)
                .add(new int[] {0, 1}, new double[] {0.25, 0.8}, new double[] {0.25, 0.4}, new double[] {1, 2})
                .add(new int[] {2, 0}, new double[] {0.6, 0.5}, new double[] {0.6, 0.3}, new double[] {4, 8})
                .build();
        SlateResult result =
                SlateEvaluation.create().withLeastEffectiveSampleSize(2).evaluate(log, policy);
        assertThat(result.overlap(SlateEstimator.SLATE_IPS).effectiveSampleSize())
                .isCloseTo(2, within(1e-12));
        assertThat(result.value(SlateEstimator.SLATE_IPS).estimate()).isCloseTo((3 + 12) / 2.0, within(1e-12));
        // weights down: 2, 1 and .5, 1; alone: 2, .5 and .5, 3
        SlateSums sums = new SlateSums();
        SlateSums.row(log, policy, null, 0, sums::add);
        SlateSums.row(log, policy, null, 1, sums::add);
        assertThat(sums.part(SlateEstimator.REWARD_INTERACTION_IPS).mean())
                .isCloseTo((2 + 2 + 2 + 8) / 2.0, within(1e-12));
        assertThat(sums.part(SlateEstimator.INDEPENDENT_IPS).mean()).isCloseTo((2 + 1 + 2 + 24) / 2.0, within(1e-12));
        // by slate, the mean over its positions
        assertThat(sums.weight(SlateEstimator.REWARD_INTERACTION_IPS).mean())
                .isCloseTo((1.5 + 0.75) / 2, within(1e-12));
        assertThat(sums.weight(SlateEstimator.INDEPENDENT_IPS).mean()).isCloseTo((1.25 + 1.75) / 2, within(1e-12));
        assertThat(log)
                .hasToString("SlateLog[2 slates of 2 of 3 arms]")
                .isEqualTo(log)
                .isNotEqualTo(randomLog(1, 3));
        assertThat(log.slate(1)).containsExactly(2, 0);
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        SlateLog log = randomLog(3, 9_000);
        SlateResult expected = SlateEvaluation.create().evaluate(log, TARGET, ROUGH, Execution.sequential());
        for (int threads : new int[] {1, 2, 3, 7}) {
            try (TestPool pool = new TestPool(threads)) {
                assertThat(SlateEvaluation.create().evaluate(log, TARGET, ROUGH, Execution.on(pool, threads)))
                        .isEqualTo(expected)
                        .hasSameHashCodeAs(expected);
            }
        }
        assertThat(randomLog(3, 50)).isEqualTo(randomLog(3, 50)).hasSameHashCodeAs(randomLog(3, 50));
    }

    @Test
    void refusesWhatTheLogCantAnswer() {
        SlateLog log = randomLog(4, 300);
        SlateResult far = SlateEvaluation.create().evaluate(log, PlackettLuce.of(3, 1e-4, 1e-3, 1e-2, 1));
        assertThat(far.refusal(SlateEstimator.SLATE_IPS).orElseThrow())
                .startsWith("the log can't say: its 300 slates are worth ")
                .endsWith("fewer than 100.0; log more, or judge a policy nearer to the one that was logged");
        assertThatIllegalStateException()
                .isThrownBy(() -> far.value(SlateEstimator.SLATE_IPS))
                .withMessageStartingWith("the log can't say: its 300 slates");
        SlateResult near = SlateEvaluation.create().evaluate(log, LOGGED);
        assertThat(near.refusal(SlateEstimator.INDEPENDENT_IPS)).isEmpty();
        assertThat(near.overlap(SlateEstimator.SLATE_IPS).effectiveSampleSize()).isCloseTo(300, within(1e-9));
        assertThatIllegalStateException()
                .isThrownBy(() -> near.value(SlateEstimator.CASCADE_DOUBLY_ROBUST))
                .withMessage("CASCADE_DOUBLY_ROBUST needs a model of rewards; evaluate with one");
        assertThat(near.values())
                .containsOnlyKeys(
                        SlateEstimator.SLATE_IPS,
                        SlateEstimator.REWARD_INTERACTION_IPS,
                        SlateEstimator.INDEPENDENT_IPS);
        // never logged: arm 3 of the target's five
        SlateLog.Builder few = SlateLog.builder(5, 1);
        PlackettLuce shown = PlackettLuce.of(1, 0.5, 0.5, 0, 0, 0);
        int[] slate = new int[1];
        for (int i = 0; i < 500; i++) {
            shown.rank(i, slate);
            few.add(shown, slate, new double[] {1});
        }
        assertThat(SlateEvaluation.create()
                        .evaluate(few.build(), PlackettLuce.of(1, 0.3, 0.3, 0, 0.4, 0))
                        .refusal(SlateEstimator.SLATE_IPS)
                        .orElseThrow())
                .contains(
                        "the weights' mean is 0.6000", "should be 1; the policy shows slates that the log never does");
    }

    @Test
    void badInput() {
        SlateLog.Builder builder = SlateLog.builder(4, 2);
        double[] half = {0.5, 0.5};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(new int[] {0, 4}, half, half, half))
                .withMessage("row 0, position 1: arm must be at most the last arm (3), got 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(LOGGED, new int[] {-1, 1}, half))
                .withMessage("row 0, position 0: arm must be at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(new int[] {0, 1}, new double[] {0.5, 0}, half, half))
                .withMessage(
                        "row 0, position 1: conditional propensity must be above 0 and at most 1, got 0.0; log the "
                                + "chance with which the arm was chosen");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(new int[] {0, 1}, half, new double[] {1.5, 0.5}, half))
                .withMessageStartingWith(
                        "row 0, position 0: marginal propensity must be above 0 and at most 1, got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(new int[] {0, 1}, half, half, new double[] {0, Double.NaN}))
                .withMessage("row 0, position 1: reward must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(new int[] {0}, half, half, half))
                .withMessage("row 0: slate must have one arm per position (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlateEvaluation.create().evaluate(builder.build(), LOGGED))
                .withMessage("the log must hold at least 2 slates, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlateEvaluation.create().withConfidence(1))
                .withMessageContaining("confidence must be above 0 and below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlateEvaluation.create()
                        .evaluate(
                                randomLog(1, 3),
                                TARGET,
                                (row, slate, position, arm) -> Double.NaN,
                                Execution.sequential()))
                .withMessage("row 0, position 0: the model's reward must be finite, got NaN");
        assertThat(SlateEvaluation.create())
                .isEqualTo(SlateEvaluation.create())
                .hasSameHashCodeAs(SlateEvaluation.create())
                .isNotEqualTo(SlateEvaluation.create().withConfidence(0.9))
                .hasToString("SlateEvaluation[confidence=0.95, leastEffectiveSampleSize=100.0, interval=Student]");
    }

    /** Where positions add up, the pseudo-inverse has a smaller error than whole slates, also with 24 of them; its interval holds the truth. */
    @Test
    void pseudoInverseIsSharperThanWholeSlates() {
        RandomGenerator random = RandomStreams.stream(9, "slate.pseudo", 0);
        double truth = truth(SlateEvaluationTest::independent);
        int covered = 0;
        double error = 0;
        double slateError = 0;
        for (int run = 0; run < RUNS; run++) {
            SlateLog.Builder builder = SlateLog.builder(4, 3);
            int[] slate = new int[3];
            for (int row = 0; row < 1_000; row++) {
                LOGGED.rank(random.nextLong(), slate);
                double[] rewards = independent(slate);
                for (int k = 0; k < 3; k++) {
                    rewards[k] = random.nextDouble() < rewards[k] ? 1 : 0;
                }
                builder.add(LOGGED, slate, rewards);
            }
            SlateLog log = builder.build();
            SlateResult result = SlateEvaluation.create().evaluate(log, WEIGHTS, Execution.sequential());
            covered += result.value(SlateEstimator.PSEUDO_INVERSE).interval().contains(truth) ? 1 : 0;
            error += result.value(SlateEstimator.PSEUDO_INVERSE).standardError();
            slateError += SlateEvaluation.create()
                    .evaluate(log, TARGET)
                    .value(SlateEstimator.SLATE_IPS)
                    .standardError();
        }
        assertThat((double) covered / RUNS).isGreaterThan(0.94 - 4 * Math.sqrt(0.95 * 0.05 / RUNS));
        assertThat(error).isLessThan(slateError);
    }

    /** One position: the pseudo-inverse is the plain ratio of chances. */
    @Test
    void pseudoInverseOfOnePositionIsTheRatio() {
        PseudoInverse weights = PseudoInverse.of(PlackettLuce.of(1, 5, 3, 2, 0), PlackettLuce.of(1, 1, 1, 8, 0));
        assertThat(weights.weight(0)).isCloseTo(0.1 / 0.5, within(1e-12));
        assertThat(weights.weight(1)).isCloseTo(0.1 / 0.3, within(1e-12));
        assertThat(weights.weight(2)).isCloseTo(0.8 / 0.2, within(1e-12));
        assertThat(weights).hasToString("PseudoInverse[4 arms, 1 positions]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PseudoInverse.of(PlackettLuce.of(1, 1, 1, 0), PlackettLuce.of(1, 1, 1, 1)))
                .withMessage("arm 2 is never shown by the logged ranking; the log can't say what it would have earned");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PseudoInverse.of(LOGGED, PlackettLuce.of(2, 1, 1, 1, 1)))
                .withMessage("target must have as many positions as were logged (3), got 2");
        double[] many = new double[101];
        Arrays.fill(many, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PseudoInverse.of(PlackettLuce.of(4, many), PlackettLuce.of(4, many)))
                .withMessage(
                        "4 of 101 arms make 9.79902E7 slates, more than can be enumerated (1000000.0); take another "
                                + "estimator");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlateEvaluation.create().evaluate(randomLog(1, 3), weights, Execution.sequential()))
                .withMessage("log must have as many positions as the weights (1), got 3");
    }

    @Test
    void otherIntervals() {
        SlateLog log = randomLog(6, 800);
        double truth = truth(SlateEvaluationTest::cascade);
        SlateEvaluation recipe = SlateEvaluation.create();
        SlateResult student = recipe.evaluate(log, TARGET);
        SlateResult boot =
                recipe.withInterval(OffPolicyInterval.bootstrap(500, 1)).evaluate(log, TARGET);
        // no slate has a larger ratio of chances than the target's likeliest order where the log's is unlikeliest
        double most = slates().stream()
                .mapToDouble(slate -> TARGET.propensity(slate) / LOGGED.propensity(slate))
                .max()
                .orElseThrow();
        SlateResult always = recipe.withInterval(OffPolicyInterval.empiricalBernstein(most))
                .evaluate(log, TARGET, ROUGH, Execution.sequential());
        PolicyValue one = student.value(SlateEstimator.SLATE_IPS);
        PolicyValue two = boot.value(SlateEstimator.SLATE_IPS);
        PolicyValue three = always.value(SlateEstimator.SLATE_IPS);
        assertThat(two.estimate()).isEqualTo(one.estimate());
        assertThat(two.interval().upper()).isCloseTo(one.interval().upper(), within(one.standardError()));
        assertThat(three.interval().contains(truth)).isTrue();
        assertThat(three.interval().upper()).isGreaterThan(one.interval().upper());
        assertThatIllegalStateException()
                .isThrownBy(() -> always.value(SlateEstimator.CASCADE_DOUBLY_ROBUST))
                .withMessage("CASCADE_DOUBLY_ROBUST has no interval of the kind 'empirical Bernstein up to " + most
                        + "', because what a slate brings to it has no bound; ask for SLATE_IPS, or for another kind of "
                        + "interval");
        assertThatIllegalStateException()
                .isThrownBy(() -> student.value(SlateEstimator.PSEUDO_INVERSE))
                .withMessage("PSEUDO_INVERSE needs the ranking that made the log; evaluate with a PseudoInverse");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        recipe.evaluate(log, WEIGHTS, Execution.sequential()).overlap(SlateEstimator.SLATE_IPS))
                .withMessage("SLATE_IPS was not asked for; evaluate with the policy");
    }
}
