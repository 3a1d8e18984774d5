package io.clientele.optimization.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.experiment.StoppingRule;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GroupSequentialMonitorTest {

    private static double error(double share, double planned) {
        return 1 / Math.sqrt(share * planned);
    }

    /** One look after the other gives the limits of the design made at once. */
    @Test
    void looksOneByOneAreTheDesign() {
        double[] shares = {0.11, 0.2, 0.21, 0.55, 0.9};
        for (boolean twoSided : new boolean[] {true, false}) {
            for (StoppingRule rule : new StoppingRule[] {StoppingRule.pocock(), StoppingRule.power(2)}) {
                GroupSequentialMonitor test = GroupSequentialMonitor.of(400)
                        .withAlpha(0.03)
                        .withTwoSided(twoSided)
                        .withRule(rule);
                for (double share : shares) {
                    test = test.look(0, error(share, 400));
                }
                GroupSequentialDesign once = GroupSequential.at(shares)
                        .withAlpha(0.03)
                        .withTwoSided(twoSided)
                        .withRule(rule)
                        .design();
                assertThat(test.design().criticalValues()).containsExactly(once.criticalValues(), within(1e-9));
                assertThat(test.spent()).isCloseTo(once.spent()[4], within(1e-12));
                assertThat(test.looks()).isEqualTo(5);
                assertThat(test.decision()).isEqualTo(SequentialDecision.CONTINUE);
            }
        }
    }

    /** What happens at 500 looks: the state of the last one is enough, and earlier states are not touched. */
    @Test
    void statesAreIndependent() {
        GroupSequentialMonitor two =
                GroupSequentialMonitor.of(1).look(0, error(0.3, 1)).look(0, error(0.5, 1));
        double limit = two.criticalValue();
        GroupSequentialMonitor left = two.look(0, error(0.6, 1));
        GroupSequentialMonitor right = two.look(0, error(0.9, 1));
        assertThat(two.criticalValue()).isEqualTo(limit);
        assertThat(two.look(0, error(0.6, 1)))
                .isEqualTo(left)
                .hasSameHashCodeAs(left)
                .isNotEqualTo(right);
        assertThat(two.look(0, error(0.6, 1)).criticalValue()).isEqualTo(left.criticalValue());
    }

    @Test
    void stopsAndReads() {
        GroupSequentialMonitor test = GroupSequentialMonitor.of(100).look(0.05, error(0.3, 100));
        assertThat(test.decision()).isEqualTo(SequentialDecision.CONTINUE);
        GroupSequentialMonitor better = test.look(0.45, error(0.6, 100));
        assertThat(better.decision()).isEqualTo(SequentialDecision.STOP_BETTER);
        assertThat(test.look(-0.45, error(0.6, 100)).decision()).isEqualTo(SequentialDecision.STOP_WORSE);
        GroupSequentialDesign design = GroupSequential.at(0.3, 0.6).design();
        assertThat(better.z()).isCloseTo(0.45 * Math.sqrt(60), within(1e-12));
        Interval repeated = better.repeatedInterval();
        assertThat(repeated.lower()).isCloseTo(0.45 - design.criticalValue(1) / Math.sqrt(60), within(1e-9));
        StageWiseResult result = better.stageWise();
        assertThat(result.interval().lower()).isGreaterThan(0);
        assertThat(result.p()).isLessThan(better.spent());
        // stopped early for being large: corrected downwards
        assertThat(result.estimate()).isLessThan(0.45).isGreaterThan(0.3);
    }

    /** Units that come in after stopping take the place of the look that stopped. */
    @Test
    void overrun() {
        GroupSequentialMonitor first = GroupSequentialMonitor.of(100).look(0.1, error(0.3, 100));
        GroupSequentialMonitor stopped = first.look(0.45, error(0.6, 100));
        StageWiseResult after = stopped.overrun(0.40, error(0.66, 100));
        StageWiseResult direct = first.look(0.40, error(0.66, 100)).stageWise();
        assertThat(after.p()).isCloseTo(direct.p(), within(1e-15));
        assertThat(after.estimate()).isCloseTo(direct.estimate(), within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stopped.overrun(0.4, error(0.5, 100)))
                .withMessageContaining("information went back from 0.6");
        assertThatIllegalStateException()
                .isThrownBy(() -> first.overrun(0.4, error(0.5, 100)))
                .withMessage("the test has not stopped; use look");
    }

    /** Before or beyond the plan, the last look spends what is left. */
    @Test
    void underAndOverRunning() {
        for (double end : new double[] {0.7, 1, 1.3}) {
            GroupSequentialMonitor test = GroupSequentialMonitor.of(50).look(0, error(0.4, 50));
            GroupSequentialMonitor ended = end < 1 ? test.lastLook(0, error(end, 50)) : test.look(0, error(end, 50));
            assertThat(ended.spent()).isEqualTo(0.05);
            assertThat(ended.design().error()).isCloseTo(0.05, within(1e-11));
            assertThat(ended.decision()).isEqualTo(SequentialDecision.STOP_NOTHING_FOUND);
            assertThatIllegalStateException()
                    .isThrownBy(() -> ended.look(1, error(1.5, 50)))
                    .withMessageStartingWith("all of the error was spent by look 1, at ")
                    .withMessageEndingWith("a further look can't find anything. Report what there is (stageWise)");
        }
    }

    /**
     * Information comes unevenly and the end is not where it was planned, in 4,000 runs without effect: 5 % stop, with a standard
     * error of 0.0035; every interval at the end holds 0 in 95 %.
     */
    @Test
    void errorWithUnplannedLooks() {
        RandomGenerator random = RandomStreams.stream(5, "monitor", 0);
        int runs = 4_000;
        int found = 0;
        for (int run = 0; run < runs; run++) {
            GroupSequentialMonitor test = GroupSequentialMonitor.of(1).withRule(StoppingRule.pocock());
            double t = 0;
            double s = 0;
            while (test.decision() == SequentialDecision.CONTINUE) {
                double step = 0.05 + 0.4 * Samplers.open(random);
                t += step;
                s += Math.sqrt(step) * Samplers.gaussian(random);
                test = test.look(s / t, 1 / Math.sqrt(t));
            }
            found += test.decision() == SequentialDecision.STOP_NOTHING_FOUND ? 0 : 1;
        }
        assertThat((double) found / runs).isCloseTo(0.05, within(4 * 0.0035));
    }

    @Test
    void ahead() {
        GroupSequentialMonitor test =
                GroupSequentialMonitor.of(9).look(0.2, error(0.25, 9)).look(0.5, error(0.5, 9));
        GroupSequentialDesign plan = test.ahead(0.75, 1);
        assertThat(plan.criticalValues())
                .containsExactly(GroupSequential.looks(4).design().criticalValues(), within(1e-9));
        assertThat(test.conditionalPower(0.75, 1).atTrend())
                .isCloseTo(
                        ConditionalPower.of(GroupSequential.looks(4).design(), 1, test.z())
                                .atTrend(),
                        within(1e-9));
        assertThat(test.conditionalPower().atTrend()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.ahead(0.5))
                .withMessageStartingWith("looks to come must be at rising shares above 0.49")
                .withMessageEndingWith("got 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.ahead(1, 1.2))
                .withMessageContaining("none after all of the error is spent, got 1.2");
    }

    /** How long yet, at the pace so far. */
    @Test
    void pace() {
        Pace week = Pace.of(7, 0.02);
        assertThat(week.information()).isCloseTo(2_500, within(1e-9));
        assertThat(week.daysUntil(7_500)).isCloseTo(14, within(1e-12));
        assertThat(week.daysUntil(1_000)).isZero();
        assertThat(week.unitsUntil(7_500, 4_000)).isCloseTo(8_000, within(1e-9));
        GroupSequentialDesign design = GroupSequential.looks(14).design();
        double effect = week.detectableEffect(design, 14, 0.8);
        assertThat(effect).isCloseTo(design.driftFor(0.8) / Math.sqrt(5_000), within(1e-12));
        assertThat(design.informationFor(effect, 0.8)).isCloseTo(5_000, within(1e-6));
        assertThat(week)
                .isEqualTo(Pace.of(7, 0.02))
                .hasSameHashCodeAs(Pace.of(7, 0.02))
                .isNotEqualTo(Pace.of(8, 0.02));
        assertThat(week.toString()).startsWith("Pace[information=2500");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pace.of(0, 1))
                .withMessage("days must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> week.daysUntil(Double.NaN))
                .withMessageContaining("information must be a finite number above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design.informationFor(0, 0.8))
                .withMessage("size of the effect must be a finite number above 0, got 0");
    }

    @Test
    void oneLookIsTheFixedTest() {
        GroupSequentialMonitor test = GroupSequentialMonitor.of(4).lastLook(0.3, 0.9);
        assertThat(test.criticalValue()).isCloseTo(-Distributions.normalQuantile(0.025), within(1e-12));
        assertThat(test.stageWise().p()).isCloseTo(2 * Distributions.normalSurvival(1.0 / 3), within(1e-14));
    }

    @Test
    void refusals() {
        GroupSequentialMonitor fresh = GroupSequentialMonitor.of(100);
        GroupSequentialMonitor test = fresh.look(0.1, error(0.4, 100));
        assertThat(fresh).hasToString("GroupSequentialMonitor[CONTINUE, looks=0, information=0.0]");
        assertThat(fresh.spent()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.look(0.1, error(0.38, 100)))
                .withMessageStartingWith("look 1: information went back from 0.4")
                .withMessageEndingWith("of the plan; a look takes in all units since the start, and none is taken out "
                        + "again. Estimate the standard error at all looks in the same way");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.look(0.1, error(0.4, 100)))
                .withMessageEndingWith("there is nothing new to look at, wait for more units");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.look(Double.NaN, 0.01))
                .withMessageContaining("estimate must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.look(0.1, 0))
                .withMessage("standardError must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.look(0.1, Double.NaN))
                .withMessageContaining("standardError must be a finite number above 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> test.look(0.9, error(0.6, 100)).look(0.9, error(0.7, 100)))
                .withMessage("the test stopped at look 1 (STOP_BETTER); for units that came in since then use overrun");
        assertThatIllegalStateException().isThrownBy(fresh::z).withMessage("there was no look yet; call look first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.withRule(StoppingRule.classicPocock()))
                .withMessage("rule must spend look by look, got CLASSIC_POCOCK, which fixes its looks beforehand; take "
                        + "StoppingRule.obrienFleming() or pocock(), which are alike and need no plan");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.withAlpha(0))
                .withMessage("alpha must be above 0 and below 0.5, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSequentialMonitor.of(0))
                .withMessage("plannedInformation must be a finite number above 0, got 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> StoppingRule.classicPocock().spent(0.05, 0.5))
                .withMessage(
                        "CLASSIC_POCOCK fixes its looks beforehand and spends nothing look by look; take a spending rule");
    }
}
