package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdstockTest {

    /** Decay 0.5 over two lags: 1, 1/2, 1/4 over 7/4. */
    @Test
    void geometricOfTheIssue() {
        assertThat(Adstock.geometric(0.5, 2).apply(100, 0, 0, 50))
                .containsExactly(new double[] {400 / 7.0, 200 / 7.0, 100 / 7.0, 200 / 7.0}, within(1e-12));
        assertThat(Adstock.geometric(0.5, 2).apply(100, 0, 0, 50))
                .containsExactly(new double[] {57.142857, 28.571429, 14.285714, 28.571429}, within(5e-7));
    }

    /** SciPy 1.10: {@code weibull_min.pdf(arange(6) + 1, 2, scale=3)}, over its sum. */
    @Test
    void weibullDensityOfScipy() {
        assertThat(Adstock.weibullPdf(2, 3, 5).weights())
                .containsExactly(
                        new double[] {
                            0.20441003972433375,
                            0.29293238731623433,
                            0.2521064389012081,
                            0.15443227791593406,
                            0.07101557512318336,
                            0.025103281019106315
                        },
                        within(1e-14));
    }

    /** SciPy 1.10: 1 and {@code cumprod(weibull_min.sf(arange(1, 6), 0.8, scale=2))}, over their sum. */
    @Test
    void weibullSurvivalOfScipy() {
        assertThat(Adstock.weibullCdf(0.8, 2, 5).weights())
                .containsExactly(
                        new double[] {
                            0.545730653692801,
                            0.3072852189607412,
                            0.11304391463152179,
                            0.028349644801631883,
                            0.004970464887468186,
                            0.0006201030258359812
                        },
                        within(1e-14));
    }

    /** NumPy: {@code .6 ** ((arange(6) - 1.5) ** 2)}, over its sum. */
    @Test
    void delayedOfNumpy() {
        assertThat(Adstock.delayed(0.6, 1.5, 5).weights())
                .containsExactly(
                        new double[] {
                            0.13001868595917024,
                            0.3611630165532507,
                            0.3611630165532507,
                            0.13001868595917024,
                            0.01685042170030846,
                            0.0007861732748495916
                        },
                        within(1e-14));
    }

    @Test
    void weightsSumToOneAndSteadySpendStays() {
        for (Adstock adstock : List.of(
                Adstock.none(),
                Adstock.geometric(0, 5),
                Adstock.geometric(0.7, 8),
                Adstock.geometric(1, 3),
                Adstock.delayed(0, 2, 5),
                Adstock.delayed(0, 2.4, 5),
                Adstock.delayed(0.9, 5, 5),
                Adstock.weibullPdf(0.5, 1, 8),
                Adstock.weibullPdf(9, 0.01, 8),
                Adstock.weibullCdf(4, 0.01, 8),
                Adstock.weibullCdf(1e-3, 1e6, 8))) {
            double[] weights = adstock.weights();
            assertThat(Arrays.stream(weights).sum()).as(adstock.toString()).isEqualTo(1, within(1e-14));
            assertThat(Arrays.stream(weights).min().orElseThrow()).isGreaterThanOrEqualTo(0);
            double[] spend = new double[30];
            Arrays.fill(spend, 7);
            assertThat(adstock.apply(spend)[29]).as(adstock.toString()).isEqualTo(7, within(1e-13));
        }
    }

    @Test
    void atTheirEndsShapesAreWhatTheyShouldBe() {
        assertThat(Adstock.none().apply(3, 4)).containsExactly(3, 4);
        assertThat(Adstock.geometric(0, 4).apply(3, 4)).containsExactly(3, 4);
        assertThat(Adstock.geometric(1, 1).apply(3, 5)).containsExactly(1.5, 4);
        assertThat(Adstock.delayed(0, 2, 5).apply(3, 0, 0)).containsExactly(0, 0, 3);
        assertThat(Adstock.delayed(0, 2.4, 5).apply(3, 0, 0)).containsExactly(0, 0, 3);
        assertThat(Adstock.weibullPdf(9, 0.01, 3).weights()).containsExactly(1, 0, 0, 0);
        assertThat(Adstock.geometric(0.5, 3).apply()).isEmpty();
    }

    @Test
    void meanLagIsTheMeanOfTheWeights() {
        assertThat(Adstock.geometric(0.5, 2).meanLag()).isEqualTo((2 + 2) / 7.0, within(1e-15));
        assertThat(Adstock.none().meanLag()).isZero();
        assertThat(Adstock.delayed(0, 3, 5).meanLag()).isEqualTo(3);
    }

    @Test
    void valuesAndTexts() {
        assertThat(Adstock.geometric(0.5, 2))
                .isEqualTo(Adstock.geometric(0.5, 2))
                .isNotEqualTo(Adstock.geometric(0.5, 3));
        assertThat(Adstock.geometric(0.5, 2)).hasSameHashCodeAs(Adstock.geometric(0.5, 2));
        assertThat(Adstock.weibullPdf(1, 2, 3)).isNotEqualTo(Adstock.weibullCdf(1, 2, 3));
        assertThat(Adstock.delayed(0.5, 1, 2).parameters()).containsExactly(0.5, 1);
        assertThat(Adstock.geometric(0.5, 2).lags()).isEqualTo(2);
        assertThat(Adstock.geometric(0.5, 2)).hasToString("Adstock[GEOMETRIC [0.5], 2 lags]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adstock.geometric(1.5, 2))
                .withMessage("decay must be between 0 and 1, got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adstock.geometric(Double.NaN, 2))
                .withMessageContaining("decay");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adstock.geometric(0.5, -1))
                .withMessage("lags must be at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adstock.geometric(0.5, 105))
                .withMessage("lags must be at most two years of weeks (104), got 105");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adstock.delayed(0.5, 3, 2))
                .withMessage("peak must be between 0 and 2, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adstock.weibullPdf(0, 1, 2))
                .withMessage("shape must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adstock.weibullCdf(1, -1, 2))
                .withMessage("scale must be a finite number above 0, got -1");
    }
}
