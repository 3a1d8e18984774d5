package io.clientele.optimization.bandit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Cancellation;
import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.optimization.bandit.ThompsonSampling;
import io.clientele.optimization.bandit.UpperConfidenceBound;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class BanditSimulationTest {

    private static final double[] TEN = {.1, .05, .05, .05, .02, .02, .02, .01, .01, .01};
    private static final String[] ARMS = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    private static final boolean FULL = Boolean.getBoolean("clientele.full");

    /** The mean lies within 4 of its own standard errors of the value in ../shared/anchors/optimization.md 2.3 (2,000 runs there). */
    private static void near(double anchor, RegretPoint end) {
        assertThat(end.regret()).isCloseTo(anchor, within(4 * end.regretError()));
        assertThat(end.regretError()).isLessThan(anchor / 20);
    }

    @Test
    void thompsonSamplingLosesWhatTheAnchorSays() {
        BanditSimulation ten = BanditSimulation.of(TEN).withTrials(20_000).withRuns(FULL ? 2_000 : 40);
        BanditRule rule = BanditRule.of(ThompsonSampling.of(ARMS));
        near(90.0, ten.run(rule).end());
        near(108.5, ten.withBatch(1_000).withSeed(1).run(rule).end());
    }

    @Test
    void upperConfidenceBoundsLoseWhatTheAnchorSays() {
        BanditSimulation ten =
                BanditSimulation.of(TEN).withTrials(20_000).withBatch(1).withRuns(FULL ? 200 : 6);
        near(843.6, ten.run(BanditRule.of(UpperConfidenceBound.ucb1(ARMS))).end());
        near(
                391.6,
                ten.run(BanditRule.of(UpperConfidenceBound.ucb1(ARMS).withWidth(0.5)))
                        .end());
    }

    @Test
    void fixedSharesLoseTheirShareOfTheGap() {
        SimulationResult result = BanditSimulation.of(0.3, 0.1)
                .withTrials(1_000)
                .withCheckpoints(3)
                .withRuns(200)
                .run(BanditRule.fixed(0.25, 0.75));
        assertThat(result.curve()).extracting(RegretPoint::trials).containsExactly(333, 666, 1_000);
        assertThat(result.runs()).isEqualTo(200);
        for (RegretPoint point : result.curve()) {
            double n = point.trials();
            // binomial: the number of times that the worse arm is shown
            double error = Math.sqrt(n * 0.25 * 0.75 / 200);
            assertThat(point.regret()).isCloseTo(n * 0.75 * 0.2, within(4 * error * 0.2));
            assertThat(point.bestShare()).isCloseTo(0.25, within(4 * error / n));
            assertThat(point.regretError()).isCloseTo(error * 0.2, within(0.2 * error * 0.2));
            assertThat(point.bestShareError()).isCloseTo(error / n, within(0.2 * error / n));
        }
    }

    @Test
    void ratesThatChangeMoveTheBestArm() {
        TrueRates swap = (trial, arm) -> (trial < 600) == (arm == 0) ? 0.5 : 0.25;
        SimulationResult result = BanditSimulation.of(2, swap)
                .withTrials(1_000)
                .withCheckpoints(5)
                .withRuns(1)
                .run(BanditRule.fixed(1, 0));
        assertThat(result.curve()).extracting(RegretPoint::regret).containsExactly(0.0, 0.0, 0.0, 50.0, 100.0);
        assertThat(result.end().bestShare()).isEqualTo(0.6);
        assertThat(result.end().regretError()).isNaN();
        // more checkpoints than trials: one for each
        assertThat(BanditSimulation.of(2, swap)
                        .withTrials(3)
                        .withRuns(1)
                        .run(BanditRule.fixed(0, 1))
                        .curve())
                .hasSize(3);
    }

    /** Who notices what is known when shares are asked for. */
    private static List<Integer> known(int batch, int delay) {
        List<Integer> known = new ArrayList<>();
        BanditSimulation.of(1.0)
                .withTrials(10)
                .withBatch(batch)
                .withDelay(delay)
                .withRuns(1)
                .run(random -> new BanditRule.Learner() {
                    private int recorded;

                    @Override
                    public double[] shares() {
                        known.add(recorded);
                        return new double[] {1};
                    }

                    @Override
                    public void record(int arm, double reward) {
                        assertThat(reward).isOne();
                        recorded++;
                    }
                });
        return known;
    }

    @Test
    void outcomesAreKnownAfterTheDelay() {
        assertThat(known(4, 0)).containsExactly(0, 4, 8);
        assertThat(known(4, 3)).containsExactly(0, 1, 5);
        assertThat(known(1, 2)).containsExactly(0, 0, 0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(known(5, 10)).containsExactly(0, 0);
    }

    @Test
    void delayCosts() {
        BanditSimulation two =
                BanditSimulation.of(0.3, 0.1).withTrials(2_000).withRuns(60).withBatch(20);
        BanditRule rule = BanditRule.of(ThompsonSampling.of("a", "b"));
        RegretPoint at = two.run(rule).end();
        RegretPoint late = two.withDelay(500).run(rule).end();
        assertThat(late.regret() - at.regret()).isGreaterThan(4 * Math.hypot(at.regretError(), late.regretError()));
        assertThat(late.bestShare()).isLessThan(at.bestShare());
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        BanditSimulation ten =
                BanditSimulation.of(TEN).withTrials(300).withRuns(50).withDelay(7);
        BanditRule rule = BanditRule.of(ThompsonSampling.of(ARMS));
        SimulationResult expected = ten.run(rule);
        for (int threads : List.of(1, 2, 3, 7)) {
            try (TestPool pool = new TestPool(threads)) {
                assertThat(ten.run(rule, Execution.on(pool, threads)))
                        .isEqualTo(expected)
                        .hasSameHashCodeAs(expected)
                        .hasToString(expected.toString());
            }
        }
        assertThat(ten.withSeed(1).run(rule)).isNotEqualTo(expected);
    }

    @Test
    void badInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BanditSimulation.of(0.1, 1.5))
                .withMessage("arm 1: rate must be from 0 to 1, got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(BanditSimulation::of)
                .withMessage("arms must be at least 1, got 0");
        BanditSimulation two = BanditSimulation.of(0.1, 0.2).withRuns(2).withTrials(50);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.run(BanditRule.of(ThompsonSampling.of("a", "b", "c"))))
                .withMessage("the rule gives shares of 3 arms, the simulation has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.run(BanditRule.fixed(0.5, 0.6)))
                .withMessage("the rule's shares must add up to 1, got 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.run(BanditRule.fixed(Double.NaN, 0.6)))
                .withMessage("arm 0: the rule's share must be from 0 to 1, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BanditSimulation.of(1, (trial, arm) -> trial == 3 ? -1 : 0.5)
                        .run(BanditRule.fixed(1)))
                .withMessage("trial 3, arm 0: rate must be from 0 to 1, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.withTrials(0))
                .withMessage("trials must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.withBatch(0))
                .withMessage("batch must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.withRuns(0))
                .withMessage("runs must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.withDelay(-1))
                .withMessage("delay must be at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.withCheckpoints(0))
                .withMessage("checkpoints must be at least 1, got 0");
        assertThatNullPointerException().isThrownBy(() -> two.run(null)).withMessage("rule");
        assertThat(two)
                .hasToString("BanditSimulation[arms=2, trials=50, batch=100, runs=2, delay=0, checkpoints=20, seed=0]");
        Cancellation stop = Cancellation.create();
        stop.cancel();
        assertThatThrownBy(() ->
                        two.run(BanditRule.fixed(1, 0), Execution.sequential().withCancellation(stop)))
                .isInstanceOf(CancellationException.class);
    }
}
