package io.clientele.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistributionsTest {

    @Test
    void endsOfTheRange() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(Distributions.normalCdf(-infinity)).isZero();
        assertThat(Distributions.normalCdf(infinity)).isOne();
        assertThat(Distributions.normalQuantile(0)).isEqualTo(-infinity);
        assertThat(Distributions.normalQuantile(1)).isEqualTo(infinity);
        assertThat(Distributions.normalQuantile(0.5)).isZero();
        assertThat(Distributions.studentQuantile(0.5, 3)).isEqualTo(0, within(1e-15));
        assertThat(Distributions.chiSquaredSurvival(0, 1)).isOne();
        assertThat(Distributions.chiSquaredSurvival(1500, 3)).isZero(); // 7.6e-325, rounded
        assertThat(Distributions.betaCdf(0, 2, 3)).isZero();
        assertThat(Distributions.betaSurvival(1, 2, 3)).isZero();
        assertThat(Distributions.betaQuantile(0, 2, 3)).isZero();
        assertThat(Distributions.betaQuantile(1, 2, 3)).isOne();
        assertThat(Distributions.gammaQuantile(1, 2, 3)).isEqualTo(infinity);
    }

    @Test
    void quantilesUndoDistributionFunctions() {
        for (double p = 0.01; p < 1; p += 0.07) {
            assertThat(Distributions.normalCdf(Distributions.normalQuantile(p))).isEqualTo(p, within(1e-14));
            for (double v : new double[] {0.3, 1, 4.5, 120}) {
                assertThat(Distributions.studentCdf(Distributions.studentQuantile(p, v), v))
                        .isEqualTo(p, within(1e-10));
                assertThat(Distributions.chiSquaredSurvival(Distributions.chiSquaredQuantile(p, v), v))
                        .isEqualTo(1 - p, within(1e-10));
                assertThat(Distributions.betaCdf(Distributions.betaQuantile(p, v, 2), v, 2))
                        .isEqualTo(p, within(1e-10));
                assertThat(Distributions.gammaCdf(Distributions.gammaQuantile(p, v, 7), v, 7))
                        .isEqualTo(p, within(1e-10));
            }
        }
    }

    @Test
    void oneDistributionInTheTermsOfAnother() {
        // t squared is F(1, v); F(2 a, infinity) is gamma; P(Beta(1, n) > x) = (1 - x)^n
        assertThat(Distributions.fSurvival(2.3 * 2.3, 1, 9))
                .isEqualTo(2 * Distributions.studentSurvival(2.3, 9), within(1e-15));
        assertThat(Distributions.chiSquaredSurvival(2.3 * 2.3, 1))
                .isEqualTo(2 * Distributions.normalSurvival(2.3), within(1e-16));
        assertThat(Distributions.betaSurvival(0.3, 1, 12)).isEqualTo(Math.pow(0.7, 12), within(1e-16));
        assertThat(Distributions.normalTwoSided(0.95)).isEqualTo(1.959963984540054, within(1e-15));
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Distributions.normalQuantile(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> Distributions.studentCdf(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Distributions.betaCdf(0.5, -1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Distributions.gammaQuantile(-0.1, 1, 2));
    }
}
