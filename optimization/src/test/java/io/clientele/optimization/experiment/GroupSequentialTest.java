package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GroupSequentialTest {

    private static final List<StoppingRule> RULES = List.of(
            StoppingRule.obrienFleming(),
            StoppingRule.pocock(),
            StoppingRule.hwangShihDeCani(-4),
            StoppingRule.hwangShihDeCani(0),
            StoppingRule.hwangShihDeCani(1),
            StoppingRule.power(3),
            StoppingRule.classicObrienFleming(),
            StoppingRule.classicPocock());

    /** Error by exact recursion for 8 rules x 6 schedules x 2 sides: never above what was asked for. */
    @Test
    void errorIsWhatWasAskedFor() {
        double[][] schedules = {
            {1}, {0.5, 1}, {0.1, 0.2, 0.9, 1}, {0.01, 0.02, 0.03, 1}, {0.3, 0.6}, {0.5, 0.501, 0.502, 0.9, 0.9001}
        };
        for (StoppingRule rule : RULES) {
            for (double[] schedule : schedules) {
                for (boolean twoSided : new boolean[] {true, false}) {
                    GroupSequentialDesign design = GroupSequential.at(schedule)
                            .withTwoSided(twoSided)
                            .withRule(rule)
                            .design();
                    double[] spent = design.spent();
                    double allowed = rule.spends()
                            ? (twoSided ? 2 : 1) * rule.spent(twoSided ? 0.025 : 0.05, schedule[schedule.length - 1])
                            : 0.05;
                    assertThat(spent[spent.length - 1])
                            .as("%s at %s", rule, schedule)
                            .isCloseTo(allowed, within(1e-11));
                    assertThat(allowed).isLessThanOrEqualTo(0.05 + 1e-15);
                }
            }
        }
    }

    @Test
    void oneLookIsTheFixedTest() {
        GroupSequentialDesign design = GroupSequential.looks(1).design();
        assertThat(design.criticalValue(0)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(design.inflation(0.8)).isCloseTo(1, within(1e-7));
        assertThat(design.expectedInformation(3)).isEqualTo(1);
        assertThat(design.interval(0, 2, 1).lower()).isCloseTo(2 - 1.959963984540054, within(1e-12));
    }

    /** An added look changes no earlier limit. */
    @Test
    void unplannedLooks() {
        double[] two = GroupSequential.at(0.2, 0.5).design().criticalValues();
        double[] three = GroupSequential.at(0.2, 0.5, 0.55).design().criticalValues();
        assertThat(three[0]).isEqualTo(two[0]);
        assertThat(three[1]).isCloseTo(two[1], within(1e-10));
    }

    /** 20,000 walks of ten looks without effect and with one: shares have standard errors below 0.0036, 4 of them 0.0142. */
    @Test
    void agreesWithSimulation() {
        GroupSequentialDesign design = GroupSequential.looks(10).design();
        RandomGenerator random = RandomStreams.stream(1, "group.sequential", 0);
        for (double drift : new double[] {0, 2.8}) {
            int runs = 20_000;
            int found = 0;
            int covered = 0;
            double information = 0;
            for (int run = 0; run < runs; run++) {
                double s = 0;
                int k = 0;
                double z = 0;
                for (; k < 10; k++) {
                    s += drift / 10 + Samplers.gaussian(random) * Math.sqrt(0.1);
                    z = s / Math.sqrt((k + 1) / 10.0);
                    if (Math.abs(z) >= design.criticalValue(k)) {
                        break;
                    }
                }
                int look = Math.min(k, 9);
                found += k < 10 && z > 0 ? 1 : 0;
                information += (look + 1) / 10.0 / runs;
                double t = (look + 1) / 10.0;
                covered += design.interval(look, s / t, 1 / Math.sqrt(t)).contains(drift) ? 1 : 0;
            }
            assertThat((double) found / runs).isCloseTo(design.power(drift), within(0.0142));
            assertThat(information).isCloseTo(design.expectedInformation(drift), within(0.0142));
            assertThat((double) covered / runs).isGreaterThan(0.95 - 4 * Math.sqrt(0.05 * 0.95 / runs));
        }
    }

    @Test
    void manyLooks() {
        GroupSequentialDesign design = GroupSequential.looks(500).design();
        assertThat(design.spent()[499]).isCloseTo(0.05, within(1e-11));
        // continuous looking at O'Brien-Fleming's spending has a limit a little above the one of 20 looks, 2.12
        assertThat(design.criticalValue(499)).isBetween(2.12, 2.3);
    }

    @Test
    void looksThatCannotStop() {
        GroupSequentialDesign design = GroupSequential.at(0.001, 1).design();
        assertThat(design.criticalValue(0)).isInfinite();
        assertThat(design.interval(0, 3, 1))
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.95));
        assertThat(design.criticalValue(1)).isCloseTo(1.959963984540054, within(1e-12));
    }

    @Test
    void valuesAndRefusals() {
        GroupSequential recipe = GroupSequential.looks(3);
        assertThat(recipe)
                .isEqualTo(GroupSequential.at(1.0 / 3, 2.0 / 3, 1))
                .hasSameHashCodeAs(GroupSequential.looks(3));
        assertThat(recipe.withAlpha(0.01)).isNotEqualTo(recipe);
        assertThat(recipe.withTwoSided(false)).isNotEqualTo(recipe);
        assertThat(recipe.withRule(StoppingRule.power(2)))
                .isNotEqualTo(recipe)
                .asString()
                .contains("SPEND_POWER(2.0)");
        assertThat(recipe.design()).isEqualTo(GroupSequential.looks(3).design());
        assertThat(recipe.design().toString()).startsWith("GroupSequentialDesign[criticalValues=[3.71");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSequential.looks(0))
                .withMessage("looks must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSequential.at(0.5, 0.4))
                .withMessage(
                        "look 1: information must rise and be at most 1, got 0.4 after 0.5; information can't go back, "
                                + "and what comes in beyond the plan counts as 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSequential.at(0.5, 1.2))
                .withMessageContaining("got 1.2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSequential.at(Double.NaN))
                .withMessageContaining("got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withAlpha(0.5))
                .withMessage("alpha must be above 0 and below 0.5, got 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoppingRule.power(0))
                .withMessage("exponent must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoppingRule.hwangShihDeCani(100))
                .withMessage("gamma must be between -50 and 50, got 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.design().driftFor(0.04))
                .withMessage("power must be above alpha (0.05) and below 1, got 0.04");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.design().interval(0, 1, 0))
                .withMessageContaining("standardError must be a finite number above 0");
        assertThatNullPointerException().isThrownBy(() -> recipe.withRule(null)).withMessage("rule");
    }

    @Test
    void rulesAsText() {
        for (StoppingRule rule : new StoppingRule[] {
            StoppingRule.obrienFleming(),
            StoppingRule.pocock(),
            StoppingRule.hwangShihDeCani(-4),
            StoppingRule.hwangShihDeCani(0),
            StoppingRule.power(2.5),
            StoppingRule.classicObrienFleming(),
            StoppingRule.classicPocock()
        }) {
            assertThat(StoppingRule.parse(rule.text())).isEqualTo(rule);
        }
        assertThat(StoppingRule.hwangShihDeCani(-4).text()).isEqualTo("hwang-shih-decani:-4.0");
        assertThatThrownBy(() -> StoppingRule.parse("power"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no rule 'power'; rules are obrien-fleming, pocock, hwang-shih-decani:GAMMA, "
                        + "power:EXPONENT, classic-obrien-fleming, classic-pocock");
        assertThatThrownBy(() -> StoppingRule.parse("power:x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of the rule 'power:x' must be one such as 3, got 'x'");
        assertThatThrownBy(() -> StoppingRule.parse("power:-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exponent must be a finite number above 0, got -1");
    }
}
