package io.clientele.optimization.bandit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Moments;
import io.clientele.optimization.bandit.DecisionLog;
import io.clientele.optimization.bandit.OffPolicyEstimator;
import io.clientele.optimization.bandit.OffPolicyEvaluation;
import io.clientele.optimization.bandit.PolicyValue;
import io.clientele.optimization.bandit.TargetPolicy;
import io.clientele.optimization.bandit.ThompsonSampling;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final List<String> ARMS = List.of("a", "b", "c");
    private static final double[] RATES = {0.2, 0.1, 0.4};
    private static final BanditRule THOMPSON = BanditRule.of(ThompsonSampling.of(ARMS));

    private static DecisionLog log(int number, int rows, double... shares) {
        RandomGenerator random = RandomStreams.stream(number, "replay.log", rows);
        int[] arm = new int[rows];
        double[] propensity = new double[rows];
        double[] reward = new double[rows];
        for (int i = 0; i < rows; i++) {
            arm[i] = Samplers.categorical(random, shares);
            propensity[i] = shares[arm[i]];
            reward[i] = random.nextDouble() < RATES[arm[i]] ? 1 : 0;
        }
        return DecisionLog.of(ARMS, arm, propensity, reward);
    }

    /**
     * What Thompson sampling would have earned in its first 400 decisions, from 200 logs, and from serving itself: the means differ by
     * less than 4 standard errors, and the arms are shown alike, also where the log shows the best arm least.
     */
    @Test
    void replayIsLikeServing() {
        RegretPoint served = BanditSimulation.of(RATES)
                .withTrials(400)
                .withBatch(50)
                .withRuns(2_000)
                .run(THOMPSON)
                .end();
        double truth = 0.4 - served.regret() / 400;
        double[][] logs = {{1 / 3.0, 1 / 3.0, 1 / 3.0}, {0.5, 0.3, 0.2}};
        for (double[] shares : logs) {
            Moments values = Moments.create();
            Moments best = Moments.create();
            for (int number = 0; number < 200; number++) {
                ReplayResult result = Replay.create()
                        .withBatch(50)
                        .withTrials(400)
                        .withSeed(number)
                        .replay(log(number, 2_600, shares), THOMPSON);
                assertThat(result.used()).isEqualTo(400);
                values.add(result.value().estimate());
                best.add(result.shares()[2]);
            }
            double error = Math.hypot(values.standardDeviation() / Math.sqrt(200), served.regretError() / 400);
            assertThat(values.mean()).isCloseTo(truth, within(4 * error));
            assertThat(error).isLessThan(0.003);
            error = Math.hypot(best.standardDeviation() / Math.sqrt(200), served.bestShareError());
            assertThat(best.mean()).isCloseTo(served.bestShare(), within(4 * error));
        }
    }

    /** Of a rule that does not learn: 500 logs, 95 % within 4 of their standard errors. */
    @Test
    void intervalsOfFixedSharesHoldTheTruth() {
        int held = 0;
        for (int number = 0; number < 500; number++) {
            ReplayResult result = Replay.create()
                    .withAcceptance(number % 2 == 0 ? 0.2 : 0.5)
                    .withSeed(number)
                    .replay(log(number, 2_000, 0.5, 0.3, 0.2), BanditRule.fixed(0.2, 0.3, 0.5));
            held += result.value().interval().contains(0.2 * 0.2 + 0.3 * 0.1 + 0.5 * 0.4) ? 1 : 0;
        }
        assertThat(held / 500.0).isCloseTo(0.95, within(4 * Math.sqrt(0.95 * 0.05 / 500)));
    }

    @Test
    void usesTheShareAccepted() {
        ReplayResult result = Replay.create().replay(log(1, 10_000, 0.5, 0.3, 0.2), THOMPSON);
        assertThat(result.read()).isEqualTo(10_000);
        assertThat(result.used() / 10_000.0).isCloseTo(0.2, within(4 * Math.sqrt(0.2 * 0.8 / 10_000)));
        assertThat(result.effectiveSampleSize()).isEqualTo(result.used());
        assertThat(result.refusal()).isEmpty();
        assertThat(result.neverLogged()).isEmpty();
        assertThat(result)
                .isEqualTo(Replay.create().replay(log(1, 10_000, 0.5, 0.3, 0.2), THOMPSON))
                .isNotEqualTo(Replay.create().withSeed(1).replay(log(1, 10_000, 0.5, 0.3, 0.2), THOMPSON));
        // the same arms in the log as in the rule: everything is used with acceptance 1
        assertThat(Replay.create()
                        .withAcceptance(1)
                        .replay(log(2, 500, 0.5, 0.3, 0.2), BanditRule.fixed(0.5, 0.3, 0.2))
                        .used())
                .isEqualTo(500);
    }

    /** With every decision accepted, weights are shares by propensities: the self-normalised estimate. */
    @Test
    void everythingAcceptedIsSelfNormalised() {
        DecisionLog log = log(3, 3_000, 0.5, 0.3, 0.2);
        PolicyValue replayed = Replay.create()
                .withAcceptance(1e6)
                .replay(log, BanditRule.fixed(0.2, 0.3, 0.5))
                .value();
        PolicyValue expected = OffPolicyEvaluation.create()
                .evaluate(log, TargetPolicy.fixed(0.2, 0.3, 0.5))
                .value(OffPolicyEstimator.SNIPS);
        assertThat(replayed.estimate()).isCloseTo(expected.estimate(), within(1e-12));
        assertThat(replayed.standardError()).isCloseTo(expected.standardError(), within(1e-12));
        assertThat(replayed.interval().lower()).isCloseTo(expected.interval().lower(), within(1e-12));
    }

    @Test
    void refusesWhereTheLogCannotSay() {
        DecisionLog log = log(4, 300, 0.5, 0.5, 0);
        ReplayResult result = Replay.create().replay(log, BanditRule.fixed(0, 0.1, 0.9));
        assertThat(result.refusal().orElseThrow())
                .startsWith("the log can't say: of its 300 decisions ")
                .endsWith(", fewer than 100; log more, or more evenly");
        assertThat(result.neverLogged()).containsExactly("c");
        assertThatIllegalStateException()
                .isThrownBy(result::value)
                .withMessage(result.refusal().orElseThrow());
        assertThat(Replay.create()
                        .withLeastDecisions(5)
                        .replay(log, BanditRule.fixed(0, 0.1, 0.9))
                        .refusal())
                .isEmpty();
        ReplayResult nothing = Replay.create().replay(DecisionLog.builder("a").build(), BanditRule.fixed(1));
        assertThat(nothing.refusal())
                .hasValue("the log can't say: of its 0 decisions 0 were accepted, worth 0.0, fewer than 100; log more, "
                        + "or more evenly");
        assertThat(nothing.shares()).containsExactly(0);
    }

    @Test
    void badInput() {
        DecisionLog log = DecisionLog.builder("a", "b").add("a", 0.5, 2).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.create().replay(log, BanditRule.fixed(1)))
                .withMessage("the rule gives shares of 1 arms, the log has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Replay.create().withAcceptance(10).replay(log, BanditRule.of(ThompsonSampling.of("a", "b"))))
                .withMessage("arm 'a': reward must be 0 or 1, got 2.0; a rule for other rewards is a BanditRule of its "
                        + "own");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.create().withAcceptance(0))
                .withMessageContaining("acceptance");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.create().withBatch(0))
                .withMessage("batch must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.create().withTrials(0))
                .withMessage("trials must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.create().withLeastDecisions(1))
                .withMessage("decisions must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.create().withConfidence(1))
                .withMessageContaining("confidence");
        assertThat(Replay.create().withConfidence(0.9))
                .isEqualTo(Replay.create().withConfidence(0.9))
                .hasSameHashCodeAs(Replay.create().withConfidence(0.9))
                .isNotEqualTo(Replay.create())
                .hasToString("Replay[acceptance=0.0, batch=100, trials=2147483647, least=100, confidence=0.9, seed=0]");
    }
}
