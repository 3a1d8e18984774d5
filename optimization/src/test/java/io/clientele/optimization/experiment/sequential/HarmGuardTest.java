package io.clientele.optimization.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.optimization.experiment.GroupSequentialDesign;
import org.junit.jupiter.api.Test;

class HarmGuardTest {

    /**
     * confseq's unit test of the one-sided normal mixture (../shared/anchors/optimization.md 5.3): optimal at v = 100, alpha 0.05;
     * log of the mixture at s = 10, v = 100, and the boundary at v = 100. Its rho is the two-sided one at 2 alpha.
     */
    @Test
    void confseqOneSidedMixture() {
        double errors = -2 * Math.log(0.1);
        double rho = 100 / (errors + Math.log1p(errors));
        // a sum s with variance v is a mean s/v with standard error 1/sqrt(v); the prior variance of the mean is 1/rho
        HarmGuard guard = HarmGuard.of(1 / Math.sqrt(rho)).withAlpha(0.05).withHarmUpwards(true);
        assertThat(guard.look(0.1, 0.1).logLikelihoodRatio()).isCloseTo(-0.06502391, within(1e-6));
        assertThat(10 * guard.criticalValue(0.1)).isCloseTo(27.66071, within(1e-5));
    }

    /** The likelihood ratio by a plain sum over damages from half a normal distribution. */
    @Test
    void ratioByPlainSummation() {
        double typical = 0.3;
        double error = 0.2;
        for (double damage : new double[] {-9, -1, 0, 0.4, 1.1}) {
            double sum = 0;
            int n = 200_000;
            double h = (damage < -5 ? 0.2 : damage < 0 ? 1 : 4) / n; // far from harm only the smallest damages count
            for (int i = 0; i < n; i++) {
                double d = (i + 0.5) * h;
                sum += h
                        * 2
                        / typical
                        / Math.sqrt(2 * Math.PI)
                        * Math.exp(-d * d / (2 * typical * typical) + (damage * d - d * d / 2) / (error * error));
            }
            assertThat(HarmGuard.of(typical).look(-damage, error).logLikelihoodRatio())
                    .isCloseTo(Math.log(sum), within(1e-8));
        }
    }

    /** Error by exact recursion for 20 schedules of looks, at the edge of no harm: below what was asked for. */
    @Test
    void errorByExactRecursion() {
        int[] looks = {1, 2, 5, 14, 60};
        double[] typical = {0.5, 2, 5, 20};
        for (int k : looks) {
            for (double harm : typical) {
                HarmGuard guard = HarmGuard.of(harm).withAlpha(0.05);
                double[] information = new double[k];
                double[] limits = new double[k];
                for (int i = 0; i < k; i++) {
                    information[i] = (i + 1.0) / k;
                    limits[i] = guard.criticalValue(1 / Math.sqrt(information[i]));
                }
                double error = GroupSequentialDesign.ofLimits(information, limits, false, 0.05)
                        .error();
                assertThat(error).as("%s looks, harm %s", k, harm).isPositive().isLessThan(0.05);
            }
        }
    }

    @Test
    void stopsForHarmOnly() {
        HarmGuard guard = HarmGuard.of(0.02);
        assertThat(guard.look(0.2, 0.01).stop()).isFalse();
        HarmGuard stopped = guard.look(-0.05, 0.01);
        assertThat(stopped.stop()).isTrue();
        assertThat(stopped.look(0, 0.01).p()).isEqualTo(stopped.p());
        assertThat(guard.withMargin(0.03).look(-0.05, 0.01).stop()).isFalse();
        assertThat(guard.withHarmUpwards(true).look(-0.05, 0.01).stop()).isFalse();
        assertThat(guard.withHarmUpwards(true).look(0.05, 0.01).stop()).isTrue();
        double edge = guard.criticalValue(0.01) * 0.01;
        assertThat(guard.look(-edge * (1 + 1e-9), 0.01).stop()).isTrue();
        assertThat(guard.look(-edge * (1 - 1e-9), 0.01).stop()).isFalse();
    }

    @Test
    void valuesAndRefusals() {
        HarmGuard guard = HarmGuard.of(0.02);
        assertThat(guard).isEqualTo(HarmGuard.of(0.02)).hasSameHashCodeAs(HarmGuard.of(0.02));
        assertThat(guard.withAlpha(0.05)).isNotEqualTo(guard);
        assertThat(guard).hasToString("HarmGuard[p=1.0, alpha=0.01]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HarmGuard.of(0))
                .withMessage("typicalHarm must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard.withAlpha(0.5))
                .withMessage("alpha must be above 0 and below 0.5, got 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard.withMargin(-1))
                .withMessageContaining("loss must be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard.look(Double.NaN, 1))
                .withMessageContaining("difference must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard.look(0, 0))
                .withMessage("standardError must be a finite number above 0, got 0");
    }
}
