package io.clientele.optimization.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Distributions;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.experiment.StoppingRule;
import org.junit.jupiter.api.Test;

class ConditionalPowerTest {

    /** One look to come: closed forms (Jennison and Turnbull 2000, 10.2 and 10.3). */
    @Test
    void oneLookToComeInClosedForm() {
        GroupSequentialDesign design =
                GroupSequential.at(0.4, 1).withTwoSided(false).withAlpha(0.025).design();
        double limit = design.criticalValue(1);
        double t = 0.4;
        for (double z : new double[] {-1, 0, 0.7, 2.1}) {
            double s = z * Math.sqrt(t);
            ConditionalPower power = ConditionalPower.of(design, 0, z);
            for (double drift : new double[] {0, 1, 2.8}) {
                assertThat(power.at(drift))
                        .isCloseTo(
                                Distributions.normalCdf((s + drift * (1 - t) - limit) / Math.sqrt(1 - t)),
                                within(1e-14));
            }
            assertThat(power.predictive())
                    .isCloseTo(Distributions.normalCdf((s / t - limit) / Math.sqrt((1 - t) / t)), within(1e-14));
        }
    }

    /**
     * Several looks to come: multivariate normal chances by Genz' method (/usr/bin/python3, scipy 1.10.1), averaged over the effect by 60
     * Gauss-Hermite nodes for the predictive ones; good to some 1e-6. O'Brien and Fleming's four limits, one-sided 2.5 %.
     */
    @Test
    void severalLooksByAnotherMethod() {
        GroupSequentialDesign design = GroupSequential.looks(4)
                .withTwoSided(false)
                .withAlpha(0.025)
                .withRule(StoppingRule.classicObrienFleming())
                .design();
        ConditionalPower half = ConditionalPower.of(design, 1, 1.1);
        assertThat(half.at(3)).isCloseTo(0.6447887576689917, within(2e-6));
        assertThat(half.atTrend()).isCloseTo(0.2594101117870926, within(2e-6));
        assertThat(ConditionalPower.of(design, 0, 0.5).at(2)).isCloseTo(0.3848990303376819, within(2e-6));
        assertThat(half.predictive()).isCloseTo(0.3238643749276339, within(2e-6));
        assertThat(half.predictive(2, 1.5)).isCloseTo(0.34341747677158846, within(2e-6));
    }

    /** Averaged over what the first look may bring, the conditional power is the power. */
    @Test
    void averagesToThePower() {
        GroupSequentialDesign design = GroupSequential.looks(5).design();
        double drift = 2.5;
        double t = 0.2;
        double sum = 0;
        int n = 4_000;
        for (int i = 0; i < n; i++) {
            double z = drift * Math.sqrt(t) - 8 + 16 * (i + 0.5) / n;
            double away = z - drift * Math.sqrt(t);
            sum += 16.0
                    / n
                    * Math.exp(-away * away / 2)
                    / Math.sqrt(2 * Math.PI)
                    * (i % 10 == 0 ? 10 * ConditionalPower.of(design, 0, z).at(drift) : 0);
        }
        // the sum's step is 0.04 where every tenth node counts; far below a deviation, so its error is that of a
        // periodic sum
        assertThat(sum).isCloseTo(design.power(drift), within(1e-3));
    }

    @Test
    void whatIsAlreadyDecided() {
        GroupSequentialDesign design = GroupSequential.looks(3).design();
        assertThat(ConditionalPower.of(design, 0, 9).at(-5)).isEqualTo(1);
        assertThat(ConditionalPower.of(design, 1, -9).predictive()).isZero();
        assertThat(ConditionalPower.of(design, 2, 1).atTrend()).isZero();
        assertThat(ConditionalPower.of(design, 2, 3).predictive(0, 1)).isEqualTo(1);
        // sure of an effect beforehand: predictive is conditional power
        assertThat(ConditionalPower.of(design, 0, 1).predictive(2, 1e-6))
                .isCloseTo(ConditionalPower.of(design, 0, 1).at(2), within(1e-6));
    }

    /** A variant that is dropped below 10 % at seven looks out of fourteen, and the price of that rule. */
    @Test
    void dropsLosers() {
        GroupSequentialDesign design = GroupSequential.looks(14).design();
        DropLosers rule = DropLosers.below(0.1);
        assertThat(rule.dropped(design, 6, 0.3, 1.8, -0.6, 5)).containsExactly(true, false, true, false);
        assertThat(rule.dropped(design, 6)).isEmpty();
        assertThat(rule).isEqualTo(DropLosers.below(0.1)).isNotEqualTo(DropLosers.below(0.2));
        assertThat(rule).hasToString("DropLosers[below=0.1]").hasSameHashCodeAs(DropLosers.below(0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DropLosers.below(1))
                .withMessage("conditional power must be above 0 and below 1, got 1.0");
    }

    @Test
    void refusals() {
        GroupSequentialDesign design = GroupSequential.looks(3).design();
        assertThat(ConditionalPower.of(design, 0, 1))
                .isEqualTo(ConditionalPower.of(design, 0, 1))
                .hasSameHashCodeAs(ConditionalPower.of(design, 0, 1))
                .isNotEqualTo(ConditionalPower.of(design, 0, 2))
                .asString()
                .isEqualTo("ConditionalPower[z=1.0 at 0.3333333333333333, 2 looks to come]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConditionalPower.of(design, 3, 1))
                .withMessage("look must be from 0 to 2, one of the design's, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConditionalPower.of(design, 0, Double.NaN))
                .withMessageContaining("z must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConditionalPower.of(design, 0, 1).predictive(0, 0))
                .withMessage("standardDeviation must be above 0, got 0.0");
    }
}
