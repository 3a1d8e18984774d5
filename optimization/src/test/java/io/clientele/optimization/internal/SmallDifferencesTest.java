package io.clientele.optimization.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/** Against the defining series in 60 digits, and known values of the gamma function. */
class SmallDifferencesTest {

    private static final MathContext DIGITS = new MathContext(60);

    @Test
    void expm1MinusSAgainstItsSeries() {
        for (double s : new double[] {1e-300, -1e-9, 1e-4, -0.03, 0.5, -0.99, 1, 1.01, -3, 12}) {
            BigDecimal x = new BigDecimal(s);
            BigDecimal term = x;
            BigDecimal sum = BigDecimal.ZERO;
            for (int k = 2; k < 120; k++) {
                term = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
                sum = sum.add(term, DIGITS);
            }
            double expected = sum.doubleValue();
            assertThat(SmallDifferences.expm1MinusS(s)).isCloseTo(expected, within(4e-16 * Math.abs(expected)));
        }
    }

    @Test
    void log1pMinusUAgainstItsSeries() {
        for (double u : new double[] {1e-160, -1e-9, 1e-4, -0.03, 0.29, -0.3, 0.31, -0.5, 0.6}) {
            BigDecimal x = new BigDecimal(u);
            BigDecimal power = x;
            BigDecimal sum = BigDecimal.ZERO;
            for (int k = 2; k < 400; k++) {
                power = power.multiply(x.negate(), DIGITS);
                sum = sum.add(power.divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
            }
            double expected = sum.doubleValue();
            assertThat(SmallDifferences.log1pMinusU(u)).isCloseTo(expected, within(2e-15 * Math.abs(expected)));
        }
    }

    @Test
    void fallOfTheLogOddsIsConvexAndSymmetric() {
        for (double p : new double[] {1e-12, 0.01, 0.3, 0.5, 0.9}) {
            assertThat(SmallDifferences.logOddsFall(p, 1 - p, 0)).isZero();
            for (double s = -900; s <= 900; s += 7.3) {
                double here = SmallDifferences.logOddsFall(p, 1 - p, s);
                assertThat(here).isGreaterThanOrEqualTo(0);
                assertThat(SmallDifferences.logOddsFall(1 - p, p, -s)).isCloseTo(here, within(1e-12 * (1 + here)));
                double middle = SmallDifferences.logOddsFall(p, 1 - p, s / 2);
                assertThat(middle).isLessThanOrEqualTo(here / 2 + 1e-12 * here);
            }
        }
        assertThat(SmallDifferences.logOddsFall(0, 1, 1000)).isZero();
    }

    @Test
    void stirlingErrorOfKnownGammas() {
        // Gamma(1) = Gamma(2) = 1, Gamma(1/2) = sqrt(pi), Gamma(11) = 3628800, and Gamma(z) z -> 1 for small z
        double half = 0.9189385332046727;
        assertThat(SmallDifferences.stirlingError(1)).isCloseTo(1 - half, within(1e-15));
        assertThat(SmallDifferences.stirlingError(2)).isCloseTo(2 - 1.5 * Math.log(2) - half, within(1e-15));
        assertThat(SmallDifferences.stirlingError(0.5)).isCloseTo(0.5 * Math.log(Math.PI) + 0.5 - half, within(1e-15));
        assertThat(SmallDifferences.stirlingError(11))
                .isCloseTo(Math.log(3628800) - 10.5 * Math.log(11) + 11 - half, within(1e-14));
        double tiny = 1e-9;
        double euler = 0.5772156649015329;
        assertThat(SmallDifferences.stirlingError(tiny))
                .isCloseTo(-Math.log(tiny) - euler * tiny - (tiny - 0.5) * Math.log(tiny) + tiny - half, within(1e-14));
        // both branches meet
        assertThat(SmallDifferences.stirlingError(1e-3))
                .isCloseTo(SmallDifferences.stirlingError(Math.nextDown(1e-3)), within(1e-14));
    }
}
