package io.clientele.optimization.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.StoppingRule;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FutilityTest {

    private static Futility fiveLooks() {
        return Futility.of(GroupSequential.looks(5)
                        .withTwoSided(false)
                        .withAlpha(0.025)
                        .withRule(StoppingRule.hwangShihDeCani(-4)))
                .withPower(0.9)
                .withSpending(StoppingRule.hwangShihDeCani(-2));
    }

    /**
     * gsDesign (CRAN), its own snapshot of print(gsDesign(k = 5, test.type = 3 or 4)) with alpha 0.025, beta 0.1, sfHSD(-4), sfHSD(-2):
     * tests/testthat/_snaps/independent-test-print.gsDesign.md; printed to 2 and 4 digits.
     */
    @Test
    void gsDesignNonBinding() {
        FutilityDesign design = fiveLooks().design();
        assertThat(design.lowerLimits()).containsExactly(new double[] {-0.90, -0.04, 0.69, 1.36, 2.03}, within(5.1e-3));
        assertThat(design.upperLimits()).containsExactly(new double[] {3.25, 2.99, 2.69, 2.37, 2.03}, within(5.1e-3));
        assertThat(design.upperProbabilities(0))
                .containsExactly(new double[] {0.0006, 0.0013, 0.0028, 0.0062, 0.0117}, within(5.1e-5));
        assertThat(design.error()).isCloseTo(0.0226, within(5.1e-5));
        assertThat(design.lowerProbabilities(0))
                .containsExactly(new double[] {0.1836, 0.3201, 0.2700, 0.1477, 0.0559}, within(5.1e-5));
        assertThat(design.upperProbabilities(design.drift()))
                .containsExactly(new double[] {0.0417, 0.1679, 0.2806, 0.2654, 0.1444}, within(5.1e-5));
        assertThat(design.lowerProbabilities(design.drift()))
                .containsExactly(new double[] {0.0077, 0.0115, 0.0171, 0.0256, 0.0381}, within(5.1e-5));
        // N = 882 at the end and 458.0, 595.2 on average, for n.fix = 800
        assertThat(800 * design.inflation()).isCloseTo(882, within(1.0));
        assertThat(800 * design.inflation() * design.expectedInformation(0)).isCloseTo(458.0, within(0.06));
        assertThat(800 * design.inflation() * design.expectedInformation(design.drift()))
                .isCloseTo(595.2, within(0.06));
        assertThat(design.errorIgnoringFutility()).isCloseTo(0.025, within(1e-12));
        assertThat(design.power(design.drift())).isCloseTo(0.9, within(1e-12));
        assertThat(design.driftFor(0.9)).isCloseTo(design.drift(), within(1e-10));
    }

    @Test
    void gsDesignBinding() {
        FutilityDesign design = fiveLooks().withBinding(true).design();
        assertThat(design.lowerLimits()).containsExactly(new double[] {-0.92, -0.07, 0.66, 1.32, 1.97}, within(5.1e-3));
        assertThat(design.upperLimits()).containsExactly(new double[] {3.25, 2.99, 2.69, 2.37, 1.97}, within(5.1e-3));
        assertThat(design.inflation()).isCloseTo(1.069, within(5.1e-4));
        assertThat(design.upperProbabilities(0))
                .containsExactly(new double[] {0.0006, 0.0013, 0.0028, 0.0063, 0.0140}, within(5.1e-5));
        assertThat(design.lowerProbabilities(0))
                .containsExactly(new double[] {0.1777, 0.3135, 0.2708, 0.1527, 0.0602}, within(5.1e-5));
        assertThat(design.inflation() * design.expectedInformation(0)).isCloseTo(0.5636, within(5.1e-5));
        assertThat(design.inflation() * design.expectedInformation(design.drift()))
                .isCloseTo(0.7306, within(5.1e-5));
        assertThat(design.error()).isCloseTo(0.025, within(1e-12));
        assertThat(design.errorIgnoringFutility()).isGreaterThan(0.0255);
    }

    /**
     * rpact's slides of 2025-10-06 (annual-meeting.2025.rpact.com, "Enhanced futility bounds"): O'Brien-Fleming, three looks, one-sided
     * 2.5 %, futility at z = 0 at the first look alone, non-binding, 80 % power.
     */
    @Test
    void rpactStatedLimits() {
        FutilityDesign design = Futility.of(GroupSequential.looks(3)
                        .withTwoSided(false)
                        .withAlpha(0.025)
                        .withRule(StoppingRule.classicObrienFleming()))
                .withLimits(0, Double.NEGATIVE_INFINITY)
                .design();
        assertThat(design.inflation()).isCloseTo(1.0628, within(5.1e-5));
        assertThat(design.inflation() * design.expectedInformation(design.drift()))
                .isCloseTo(0.8528, within(5.1e-5));
        assertThat(design.inflation() * design.expectedInformation(design.drift() / 2))
                .isCloseTo(0.8821, within(5.1e-5));
        assertThat(design.inflation() * design.expectedInformation(0)).isCloseTo(0.7059, within(5.1e-5));
        assertThat(design.lowerProbabilities(design.drift())[0]).isCloseTo(0.048, within(5.1e-4));
        double[] found = design.upperProbabilities(design.drift());
        assertThat(found[0]).isCloseTo(0.0356, within(5.1e-5));
        assertThat(found[0] + found[1]).isCloseTo(0.4617, within(5.1e-5));
    }

    /** At a limit by conditional power, the conditional power is what was asked for. */
    @Test
    void byConditionalPower() {
        GroupSequential efficacy = GroupSequential.looks(14).withTwoSided(false).withAlpha(0.025);
        FutilityDesign design = Futility.of(efficacy).withConditionalPower(0.1).design();
        for (int k = 0; k < 13; k++) {
            assertThat(ConditionalPower.of(efficacy.design(), k, design.lowerLimits()[k])
                            .atTrend())
                    .isCloseTo(0.1, within(1e-9));
        }
        assertThat(design.power(design.drift())).isCloseTo(0.8, within(1e-12));
        assertThat(design.error()).isLessThan(0.025);
        assertThat(design.errorIgnoringFutility()).isCloseTo(0.025, within(1e-12));
        // half of the traffic is saved where there is nothing
        assertThat(design.expectedInformation(0)).isLessThan(0.55);
    }

    /** At the drift of the plan, looks that come as planned have its limits; one more look changes no earlier one. */
    @Test
    void unplannedLooks() {
        for (boolean binding : new boolean[] {true, false}) {
            Futility plan = fiveLooks().withBinding(binding);
            FutilityDesign planned = plan.design();
            FutilityDesign same = plan.withDrift(planned.drift()).design();
            assertThat(same.lowerLimits()).containsExactly(planned.lowerLimits(), within(1e-9));
            assertThat(same.upperLimits()).containsExactly(planned.upperLimits(), within(1e-9));
            GroupSequential soFar = GroupSequential.at(0.2, 0.37, 0.6)
                    .withTwoSided(false)
                    .withAlpha(0.025)
                    .withRule(StoppingRule.hwangShihDeCani(-4));
            FutilityDesign three = Futility.of(soFar)
                    .withPower(0.9)
                    .withBinding(binding)
                    .withDrift(planned.drift())
                    .design();
            assertThat(three.lowerLimits()[0]).isCloseTo(planned.lowerLimits()[0], within(1e-9));
            assertThat(three.lowerLimits()[2]).isLessThan(three.upperLimits()[2]);
            // misses by 60 % of the information, as the rule says
            double missed = 0;
            for (double chance : three.lowerProbabilities(planned.drift())) {
                missed += chance;
            }
            assertThat(missed).isCloseTo(StoppingRule.hwangShihDeCani(-2).spent(1 - 0.9, 0.6), within(1e-12));
            assertThat(binding ? three.error() : three.errorIgnoringFutility())
                    .isCloseTo(StoppingRule.hwangShihDeCani(-4).spent(0.025, 0.6), within(1e-12));
        }
        assertThat(fiveLooks().withDrift(3))
                .isNotEqualTo(fiveLooks())
                .asString()
                .contains("drift=3.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fiveLooks().withDrift(0))
                .withMessage("drift must be a finite number above 0, got 0");
    }

    /** 20,000 walks: chances within 4 standard errors of at most 0.0036; the stage-wise interval covers. */
    @Test
    void agreesWithSimulation() {
        FutilityDesign design = fiveLooks().withPower(0.8).withBinding(true).design();
        RandomGenerator random = RandomStreams.stream(2, "futility", 0);
        for (double drift : new double[] {0, 2.9}) {
            int runs = 20_000;
            int found = 0;
            int covered = 0;
            int read = 0;
            double information = 0;
            for (int run = 0; run < runs; run++) {
                double s = 0;
                int k = 0;
                double z;
                while (true) {
                    s += drift / 5 + Samplers.gaussian(random) * Math.sqrt(0.2);
                    z = s / Math.sqrt((k + 1) / 5.0);
                    if (design.decide(k, z) != SequentialDecision.CONTINUE) {
                        break;
                    }
                    k++;
                }
                found += design.decide(k, z) == SequentialDecision.STOP_BETTER ? 1 : 0;
                information += (k + 1) / 5.0 / runs;
                if (run % 80 == 0) {
                    double t = (k + 1) / 5.0;
                    read++;
                    covered += design.analysis()
                                    .result(k, s / t, 1 / Math.sqrt(t))
                                    .interval()
                                    .contains(drift)
                            ? 1
                            : 0;
                }
            }
            assertThat((double) found / runs).isCloseTo(design.power(drift), within(0.0142));
            assertThat(information).isCloseTo(design.expectedInformation(drift), within(0.0142));
            assertThat((double) covered / read).isCloseTo(0.95, within(4 * Math.sqrt(0.05 * 0.95 / read)));
        }
    }

    /** 24 designs: the error is the stated one with the lower limits kept (binding) or passed over (not binding), the power is kept. */
    @Test
    void errorAndPowerOfManyDesigns() {
        double[][] schedules = {{0.5, 1}, {0.3, 0.6, 1}, {0.1, 0.2, 0.9, 1}, {0.25, 0.5, 0.75, 1}};
        StoppingRule[] rules = {StoppingRule.obrienFleming(), StoppingRule.pocock(), StoppingRule.power(2)};
        for (double[] schedule : schedules) {
            for (StoppingRule rule : rules) {
                for (boolean binding : new boolean[] {true, false}) {
                    FutilityDesign design = Futility.of(GroupSequential.at(schedule)
                                    .withTwoSided(false)
                                    .withRule(rule))
                            .withBinding(binding)
                            .withSpending(rule)
                            .design();
                    assertThat(binding ? design.error() : design.errorIgnoringFutility())
                            .isCloseTo(0.05, within(1e-11));
                    assertThat(design.error()).isLessThanOrEqualTo(0.05 + 1e-11);
                    assertThat(design.power(design.drift())).isCloseTo(0.8, within(1e-10));
                }
            }
        }
    }

    @Test
    void valuesAndRefusals() {
        Futility recipe = fiveLooks();
        FutilityDesign design = recipe.design();
        assertThat(recipe).isEqualTo(fiveLooks()).hasSameHashCodeAs(fiveLooks());
        assertThat(recipe.withBinding(true)).isNotEqualTo(recipe);
        assertThat(recipe.withConditionalPower(0.1))
                .isNotEqualTo(recipe)
                .asString()
                .contains("conditionalPower=0.1");
        assertThat(recipe.withLimits(0, 0, 0, 0))
                .isNotEqualTo(recipe)
                .asString()
                .contains("limits=[0.0, 0.0, 0.0, 0.0]");
        assertThat(recipe)
                .asString()
                .startsWith("Futility[power=0.9, binding=false, rule=SPEND_HWANG_SHIH_DECANI(-2.0)");
        assertThat(design)
                .isEqualTo(fiveLooks().design())
                .hasSameHashCodeAs(fiveLooks().design());
        assertThat(design.toString()).startsWith("FutilityDesign[lower=[-0.90");
        assertThat(design.looks()).isEqualTo(5);
        assertThat(design.binding()).isFalse();
        assertThat(design.information())
                .containsExactly(GroupSequential.looks(5).information());
        assertThat(design.decide(0, 0)).isEqualTo(SequentialDecision.CONTINUE);
        assertThat(design.decide(0, -2)).isEqualTo(SequentialDecision.STOP_NOTHING_FOUND);
        assertThat(design.decide(0, 4)).isEqualTo(SequentialDecision.STOP_BETTER);
        assertThat(design.conditionalPower(4, 3).atTrend()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design.decide(5, 1))
                .withMessage(
                        "look must be from 0 to 4 (planned are 5 looks), got 5; for one more, make a design of the "
                                + "looks as they are");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design.decide(0, Double.NaN))
                .withMessageContaining("z must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futility.of(GroupSequential.looks(3)))
                .withMessage("the design must be one-sided, got a two-sided one; take withTwoSided(false) with half of "
                        + "alpha (0.025)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withPower(0.01))
                .withMessage("power must be above alpha (0.025) and below 1, got 0.01");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design.driftFor(1))
                .withMessage("power must be above alpha (0.025) and below 1, got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withLimits(0))
                .withMessageContaining("one value per look but the last");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withLimits(0, 0, 0, 5).design())
                .withMessageStartingWith("look 3: the lower limit (5.0) must be below the upper one (2.37");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withLimits(0, Double.NaN, 0, 0))
                .withMessage("look 1: limit must be a number, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withConditionalPower(0))
                .withMessage("conditional power must be above 0 and below 1, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withSpending(StoppingRule.classicPocock()))
                .withMessage("rule must spend look by look, got CLASSIC_POCOCK");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withConditionalPower(0.1).withBinding(true))
                .withMessage("limits by conditional power can't be binding: they depend on the upper ones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futility.of(
                                GroupSequential.looks(2).withTwoSided(false).withRule(StoppingRule.classicPocock()))
                        .withBinding(true))
                .withMessage("binding limits need a design whose rule spends, got CLASSIC_POCOCK; take "
                        + "StoppingRule.obrienFleming() or pocock()");
    }
}
