package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Reference values: numpy 1.24, scipy 1.10, by the formulas of the papers, on {@link #fixedLog}. */
class OffPolicyIntervalTest {

    private static final List<String> ARMS = List.of("a", "b", "c");
    private static final double[] LOGGED = {0.5, 0.3, 0.2};
    private static final double[] TARGET = {0.2, 0.3, 0.5};
    private static final double[] RATES = {0.1, 0.2, 0.3};
    private static final double TRUTH = 0.2 * 0.1 + 0.3 * 0.2 + 0.5 * 0.3;
    private static final double BOUND = 2.5;
    private static final RewardModel MODEL = (row, arm) -> 0.1 - 0.02 * arm;
    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 5_000 : 300;

    /** 200 decisions, arms in turn; rewards where the number divides by 7, or by 5 and the arm is the last. */
    private static DecisionLog fixedLog() {
        int[] arm = new int[200];
        double[] propensity = new double[200];
        double[] reward = new double[200];
        for (int i = 0; i < 200; i++) {
            arm[i] = i % 3;
            propensity[i] = LOGGED[arm[i]];
            reward[i] = i % 7 == 0 || (i % 5 == 0 && i % 3 == 2) ? 1 : 0;
        }
        return DecisionLog.of(ARMS, arm, propensity, reward);
    }

    private static DecisionLog randomLog(int number, int rows) {
        RandomGenerator random = RandomStreams.stream(number, "off.policy.interval", rows);
        int[] arm = new int[rows];
        double[] propensity = new double[rows];
        double[] reward = new double[rows];
        for (int i = 0; i < rows; i++) {
            arm[i] = Samplers.categorical(random, LOGGED);
            propensity[i] = LOGGED[arm[i]];
            reward[i] = random.nextDouble() < RATES[arm[i]] ? 1 : 0;
        }
        return DecisionLog.of(ARMS, arm, propensity, reward);
    }

    private static OffPolicyResult evaluate(DecisionLog log, OffPolicyInterval kind) {
        return OffPolicyEvaluation.create().withInterval(kind).evaluate(log, TargetPolicy.fixed(TARGET));
    }

    private static void near(Interval interval, double lower, double upper, double tolerance) {
        assertThat(interval.lower()).isCloseTo(lower, within(tolerance));
        assertThat(interval.upper()).isCloseTo(upper, within(tolerance));
    }

    @Test
    void boundedIntervalsAreThoseOfThePapers() {
        PolicyValue bernstein = evaluate(fixedLog(), OffPolicyInterval.empiricalBernstein(BOUND))
                .value(OffPolicyEstimator.IPS);
        assertThat(bernstein.estimate()).isCloseTo(0.32, within(1e-14));
        near(bernstein.interval(), 0.031642735279813275, 0.6083572647201867, 1e-12);
        PolicyValue betting = evaluate(fixedLog(), OffPolicyInterval.confidenceSequence(BOUND))
                .value(OffPolicyEstimator.IPS);
        near(betting.interval(), 0.18116359036062582, 0.504794211523469, 1e-12);
    }

    /** scipy.stats.bootstrap, BCa, 20,000 resamples; two of its seeds differ by up to 0.0025. */
    @Test
    void bootstrapIsThatOfScipy() {
        OffPolicyResult result = evaluate(fixedLog(), OffPolicyInterval.bootstrap(20_000, 1));
        near(result.value(OffPolicyEstimator.IPS).interval(), 0.226, 0.440, 0.004);
        near(result.value(OffPolicyEstimator.SNIPS).interval(), 0.1783, 0.3295, 0.003);
        assertThat(result.value(OffPolicyEstimator.SNIPS).standardError())
                .isEqualTo(evaluate(fixedLog(), OffPolicyInterval.student())
                        .value(OffPolicyEstimator.SNIPS)
                        .standardError());
    }

    /** Logs of 500 decisions with overlap (weights 0.4, 1 and 2.5): at least 94 %, less 4 standard errors of as many runs. */
    @Test
    void intervalsHoldTheTruth() {
        Map<OffPolicyEstimator, Integer> bootstrap = new EnumMap<>(OffPolicyEstimator.class);
        int bernstein = 0;
        int betting = 0;
        for (int run = 0; run < RUNS; run++) {
            DecisionLog log = randomLog(run, 500);
            evaluate(log, OffPolicyInterval.bootstrap(1_000, run))
                    .values()
                    .forEach((kind, value) ->
                            bootstrap.merge(kind, value.interval().contains(TRUTH) ? 1 : 0, Integer::sum));
            bernstein += holds(log, OffPolicyInterval.empiricalBernstein(BOUND));
            betting += holds(log, OffPolicyInterval.confidenceSequence(BOUND));
        }
        double least = 0.94 - 4 * Math.sqrt(0.94 * 0.06 / RUNS);
        assertThat(bootstrap).hasSize(3);
        bootstrap.forEach(
                (kind, held) -> assertThat((double) held / RUNS).as("%s", kind).isBetween(least, 0.99));
        assertThat((double) bernstein / RUNS).isGreaterThan(0.95);
        assertThat((double) betting / RUNS).isGreaterThan(0.95);
    }

    /**
     * The doubly robust family has parts from 0 - 2.5 * 0.1 to 1 + 2.5 * 1; with two ends there are intervals for it too, and for IPS as before.
     */
    @Test
    void boundedIntervalsOfDoublyRobustEstimates() {
        OffPolicyEstimator[] three = {
            OffPolicyEstimator.DOUBLY_ROBUST,
            OffPolicyEstimator.SWITCH_DOUBLY_ROBUST,
            OffPolicyEstimator.SHRUNK_DOUBLY_ROBUST
        };
        OffPolicyInterval[] kinds = {
            OffPolicyInterval.empiricalBernstein(-0.25, 2.6), OffPolicyInterval.confidenceSequence(-0.25, 2.6)
        };
        int[] held = new int[2];
        for (int run = 0; run < RUNS; run++) {
            DecisionLog log = randomLog(run, 500);
            for (int k = 0; k < 2; k++) {
                OffPolicyResult result = OffPolicyEvaluation.create()
                        .withInterval(kinds[k])
                        .evaluate(log, TargetPolicy.fixed(TARGET), MODEL, Execution.sequential());
                held[k] += result.value(three[0]).interval().contains(TRUTH) ? 1 : 0;
                for (OffPolicyEstimator estimator : three) {
                    assertThat(result.value(estimator)
                                    .interval()
                                    .contains(result.value(estimator).estimate()))
                            .isTrue();
                }
                assertThat(result.values())
                        .doesNotContainKeys(OffPolicyEstimator.SNIPS, OffPolicyEstimator.DIRECT_METHOD);
            }
        }
        assertThat((double) held[0] / RUNS).isGreaterThan(0.95);
        assertThat((double) held[1] / RUNS).isGreaterThan(0.95);
        // values moved by a constant and stretched are the same values: [0, 2.5] as [-1, 1.5]
        double[] values = {0, 1, 2.5, 0.3, 0.3, 0, 0, 1, 2};
        double[] moved = Arrays.stream(values).map(v -> 2 * (v - 1)).toArray();
        Interval plain = BoundedMean.of(values, 0, 2.5).confidenceSequence(0.9);
        near(
                BoundedMean.of(moved, -2, 3).confidenceSequence(0.9),
                2 * (plain.lower() - 1),
                2 * (plain.upper() - 1),
                1e-12);
        Interval wide = BoundedMean.of(values, 0, 2.5).empiricalBernstein(0.9);
        near(
                BoundedMean.of(moved, -2, 3).empiricalBernstein(0.9),
                2 * (wide.lower() - 1),
                2 * (wide.upper() - 1),
                1e-12);
    }

    /** What the docs say of logs of 500 decisions: 1.6 and 2.4 times as wide as Student's. */
    @Test
    void whatHoldsAlwaysIsWider() {
        double student = 0;
        double bernstein = 0;
        double betting = 0;
        for (int run = 0; run < 200; run++) {
            DecisionLog log = randomLog(run, 500);
            student += width(log, OffPolicyInterval.student());
            bernstein += width(log, OffPolicyInterval.empiricalBernstein(BOUND));
            betting += width(log, OffPolicyInterval.confidenceSequence(BOUND));
        }
        assertThat(betting / student).isBetween(1.6, 1.7);
        assertThat(bernstein / student).isBetween(2.39, 2.49);
    }

    private static double width(DecisionLog log, OffPolicyInterval kind) {
        return evaluate(log, kind).value(OffPolicyEstimator.IPS).interval().width();
    }

    private static int holds(DecisionLog log, OffPolicyInterval kind) {
        return evaluate(log, kind).value(OffPolicyEstimator.IPS).interval().contains(TRUTH) ? 1 : 0;
    }

    /**
     * Looking 15 times on the way to 600 decisions: the sequence holds the truth at all looks in at least 95 % of the runs, where
     * Student's intervals, each right by itself, do not.
     */
    @Test
    void sequenceMayBeLookedAtAnyTime() {
        int runs = Boolean.getBoolean("clientele.full") ? 2_000 : 200;
        int betting = 0;
        int student = 0;
        for (int run = 0; run < runs; run++) {
            DecisionLog log = randomLog(run, 600);
            boolean always = true;
            boolean studentAlways = true;
            for (int rows = 40; rows <= 600; rows += 40) {
                DecisionLog part =
                        DecisionLog.of(ARMS, head(log, rows), column(log, rows, true), column(log, rows, false));
                OffPolicyEvaluation recipe = OffPolicyEvaluation.create().withLeastEffectiveSampleSize(2);
                TargetPolicy policy = TargetPolicy.fixed(TARGET);
                OffPolicyResult now = recipe.withInterval(OffPolicyInterval.confidenceSequence(BOUND))
                        .evaluate(part, policy);
                if (now.refusal().isPresent()) {
                    continue; // weights whose mean is off 1 in a short log
                }
                always &= now.value(OffPolicyEstimator.IPS).interval().contains(TRUTH);
                studentAlways &= recipe.evaluate(part, policy)
                        .value(OffPolicyEstimator.IPS)
                        .interval()
                        .contains(TRUTH);
            }
            betting += always ? 1 : 0;
            student += studentAlways ? 1 : 0;
        }
        assertThat((double) betting / runs).isGreaterThan(0.95);
        assertThat((double) student / runs).isLessThan(0.92);
    }

    private static int[] head(DecisionLog log, int rows) {
        int[] arms = new int[rows];
        Arrays.setAll(arms, log::arm);
        return arms;
    }

    private static double[] column(DecisionLog log, int rows, boolean propensity) {
        double[] values = new double[rows];
        Arrays.setAll(values, row -> propensity ? log.propensity(row) : log.reward(row));
        return values;
    }

    @Test
    void narrowsAsTheLogGrows() {
        for (OffPolicyInterval kind : List.of(
                OffPolicyInterval.bootstrap(200, 1),
                OffPolicyInterval.empiricalBernstein(BOUND),
                OffPolicyInterval.confidenceSequence(BOUND))) {
            Interval few = evaluate(randomLog(1, 500), kind)
                    .value(OffPolicyEstimator.IPS)
                    .interval();
            Interval many = evaluate(randomLog(1, 20_000), kind)
                    .value(OffPolicyEstimator.IPS)
                    .interval();
            assertThat(many.width()).as("%s", kind).isLessThan(few.width() / 3);
            assertThat(many.contains(TRUTH)).isTrue();
        }
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        DecisionLog log = randomLog(2, 3_000);
        for (OffPolicyInterval kind :
                List.of(OffPolicyInterval.bootstrap(200, 7), OffPolicyInterval.confidenceSequence(BOUND))) {
            OffPolicyEvaluation recipe = OffPolicyEvaluation.create().withInterval(kind);
            TargetPolicy policy = TargetPolicy.fixed(TARGET);
            OffPolicyResult expected = recipe.evaluate(log, policy, MODEL, Execution.sequential());
            for (int threads : List.of(1, 2, 3, 7)) {
                try (TestPool pool = new TestPool(threads)) {
                    assertThat(recipe.evaluate(log, policy, MODEL, Execution.on(pool, threads)))
                            .isEqualTo(expected);
                }
            }
        }
        OffPolicyResult all = OffPolicyEvaluation.create()
                .withInterval(OffPolicyInterval.bootstrap(200, 7))
                .evaluate(log, TargetPolicy.fixed(TARGET), MODEL, Execution.sequential());
        assertThat(all.values()).hasSize(OffPolicyEstimator.values().length);
        all.values()
                .forEach((kind, value) -> assertThat(value.interval().contains(value.estimate()))
                        .as("%s", kind)
                        .isTrue());
    }

    @Test
    void nothingVariesNothingToSay() {
        DecisionLog log = DecisionLog.of(ARMS, new int[300], ones(300), new double[300]);
        OffPolicyResult result = OffPolicyEvaluation.create()
                .withInterval(OffPolicyInterval.bootstrap(100, 1))
                .evaluate(log, TargetPolicy.fixed(1, 0, 0));
        near(result.value(OffPolicyEstimator.IPS).interval(), 0, 0, 0);
        near(result.value(OffPolicyEstimator.SNIPS).interval(), 0, 0, 0);
    }

    private static double[] ones(int rows) {
        double[] values = new double[rows];
        Arrays.fill(values, 1);
        return values;
    }

    /** numpy: s w / (w w + s) in place of w, s = 4. */
    @Test
    void shrinkage() {
        OffPolicyEvaluation recipe = OffPolicyEvaluation.create();
        TargetPolicy policy = TargetPolicy.fixed(TARGET);
        PolicyValue value = recipe.withShrinkage(4)
                .evaluate(fixedLog(), policy, MODEL, Execution.sequential())
                .value(OffPolicyEstimator.SHRUNK_DOUBLY_ROBUST);
        assertThat(value.estimate()).isCloseTo(0.17715005628517821, within(1e-14));
        assertThat(value.standardError()).isCloseTo(0.02339473055704325, within(1e-14));
        // none: doubly robust; all: the model alone
        OffPolicyResult none = recipe.withShrinkage(1e15).evaluate(fixedLog(), policy, MODEL, Execution.sequential());
        assertThat(none.value(OffPolicyEstimator.SHRUNK_DOUBLY_ROBUST).estimate())
                .isCloseTo(none.value(OffPolicyEstimator.DOUBLY_ROBUST).estimate(), within(1e-12));
        OffPolicyResult all = recipe.withShrinkage(1e-15).evaluate(fixedLog(), policy, MODEL, Execution.sequential());
        assertThat(all.value(OffPolicyEstimator.SHRUNK_DOUBLY_ROBUST).estimate())
                .isCloseTo(all.value(OffPolicyEstimator.DIRECT_METHOD).estimate(), within(1e-12));
    }

    @Test
    void badInput() {
        OffPolicyResult bounded = evaluate(fixedLog(), OffPolicyInterval.empiricalBernstein(BOUND));
        assertThat(bounded.values()).containsOnlyKeys(OffPolicyEstimator.IPS, OffPolicyEstimator.CLIPPED_IPS);
        assertThatIllegalStateException()
                .isThrownBy(() -> bounded.value(OffPolicyEstimator.SNIPS))
                .withMessage(
                        "SNIPS has no interval of the kind 'empirical Bernstein up to 2.5', because what a decision "
                                + "brings to it has no bound; ask for IPS, or for another kind of interval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluate(fixedLog(), OffPolicyInterval.confidenceSequence(2)))
                .withMessage(
                        "row 5: weight times reward must be from 0 to the bound (2.0), got 2.5; state a bound that "
                                + "holds for all decisions, or ask for another kind of interval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OffPolicyEvaluation.create()
                        .withInterval(OffPolicyInterval.empiricalBernstein(-0.05, 2.5))
                        .evaluate(fixedLog(), TargetPolicy.fixed(TARGET), MODEL, Execution.sequential()))
                .withMessageMatching("row \\d+: what the decision brings must be from -0.05 to 2.5, got .*; state a "
                        + "bound that holds for all decisions, or ask for another kind of interval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OffPolicyInterval.confidenceSequence(1, 1))
                .withMessage("least must be below most, got 1.0 and 1.0");
        assertThat(OffPolicyInterval.empiricalBernstein(-1, 2)).hasToString("empirical Bernstein from -1.0 to 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OffPolicyInterval.bootstrap(99, 1))
                .withMessage("samples must be at least 100, got 99");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OffPolicyInterval.empiricalBernstein(0))
                .withMessageContaining("bound");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OffPolicyInterval.confidenceSequence(Double.NaN))
                .withMessageContaining("bound");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OffPolicyEvaluation.create().withShrinkage(0))
                .withMessageContaining("square");
        assertThat(OffPolicyInterval.bootstrap(100, 1))
                .isEqualTo(OffPolicyInterval.bootstrap(100, 1))
                .hasSameHashCodeAs(OffPolicyInterval.bootstrap(100, 1))
                .isNotEqualTo(OffPolicyInterval.bootstrap(100, 2))
                .hasToString("bootstrap of 100, seed 1");
        assertThat(OffPolicyInterval.confidenceSequence(2)).hasToString("confidence sequence up to 2.0");
    }
}
