package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HillTest {

    @Test
    void ofTheIssue() {
        assertThat(new Hill(50, 2).value(100)).isEqualTo(0.8, within(1e-15));
    }

    @Test
    void halfAtHalfNothingWithoutSpendAllBeyond() {
        for (double slope : new double[] {0.5, 1, 3, 100}) {
            Hill hill = new Hill(70, slope);
            assertThat(hill.value(70)).isEqualTo(0.5);
            assertThat(hill.value(0)).isZero();
            assertThat(hill.value(1e300)).isEqualTo(1, within(1e-12));
            assertThat(hill.value(1e-300)).isBetween(0.0, 1e-100);
        }
    }

    @Test
    void derivativeIsThatOfDifferences() {
        for (double slope : new double[] {0.7, 1, 1.8, 5}) {
            Hill hill = new Hill(70, slope);
            for (double x : new double[] {0.5, 10, 70, 200, 1e4}) {
                double step = x * 1e-5;
                double difference = (hill.value(x + step) - hill.value(x - step)) / (2 * step);
                // the difference is off by step^2 times the third derivative and by rounding over the step
                assertThat(hill.derivative(x))
                        .as(slope + " at " + x)
                        .isEqualTo(difference, within(1e-8 * difference + 1e-11 / x));
            }
        }
    }

    @Test
    void derivativeAtTheEnds() {
        assertThat(new Hill(70, 2).derivative(0)).isZero();
        assertThat(new Hill(70, 1).derivative(0)).isEqualTo(1 / 70.0);
        assertThat(new Hill(70, 0.9).derivative(0)).isInfinite();
        assertThat(new Hill(70, 1).derivative(1e-200)).isEqualTo(1 / 70.0, within(1e-15));
        assertThat(new Hill(70, 2).derivative(1e-300)).isBetween(0.0, 1e-250);
        assertThat(new Hill(70, 50).derivative(1e-300)).isZero();
        assertThat(new Hill(70, 2).derivative(1e300)).isBetween(0.0, 1e-250);
    }

    @Test
    void texts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hill(0, 1))
                .withMessage("half must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hill(1, Double.NaN))
                .withMessage("slope must be a finite number above 0, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hill(1, 101))
                .withMessage("slope must be between 0 and 100, got 101");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hill(1, 1).value(-1))
                .withMessage("spend must be a finite number of at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hill(1, 1).derivative(Double.NaN))
                .withMessageContaining("spend");
    }
}
