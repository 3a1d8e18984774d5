package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Mean residual life and what else is asked about a customer who is still there. */
class ResidualLifeTest {

    private static final double[][] SURE = new double[3][3];

    private static AftCurve curve(LifetimeDistribution distribution, double scale, double q) {
        return new AftCurve(distribution, 1.2, scale, q, SURE, 0.95, 5);
    }

    /**
     * Location 1.2, scale 0.6. SciPy 1.10: sum of {@code integrate.quad(lambda x: S(now + exp(x))/S(now)*exp(x), a, a + 1, epsrel=1e-13)}
     * over whole a from -40 on; median by {@code optimize.brentq}.
     */
    @ParameterizedTest
    @CsvSource({
        "WEIBULL, 1, 3, 1.6583855990746, 1.2980536871189",
        "LOG_NORMAL, 1, 3, 2.4605379256613, 1.6804874297154",
        "LOG_LOGISTIC, 1, 3, 7.7831278780265, 3.0105323281337",
        "GENERALIZED_GAMMA, 0.5, 3, 1.9590694378887, 1.4569315186972",
        "GENERALIZED_GAMMA, -0.4, 3, 3.2089066025856, 1.9365288540115",
        "WEIBULL, 1, 20, 0.59040062952259, 0.4142201549629",
        "LOG_NORMAL, 1, 20, 4.0439702737801, 2.6251164396737",
        "LOG_LOGISTIC, 1, 20, 31.065682248877, 10.768081682739",
        "GENERALIZED_GAMMA, 0.5, 20, 1.599272206194, 1.1068486263694",
        "GENERALIZED_GAMMA, -0.4, 20, 8.556300968188, 4.8526137375529"
    })
    void agreesWithQuadrature(LifetimeDistribution distribution, double q, double now, double mean, double median) {
        AftCurve curve = curve(distribution, 0.6, q);
        assertThat(curve.meanResidualLife(now)).isCloseTo(mean, within(1e-10 * mean));
        assertThat(curve.remainingQuantile(now, 0.5)).isCloseTo(median, within(1e-10 * median));
        assertThat(curve.risk(now, curve.remainingQuantile(now, 0.9))).isCloseTo(0.9, within(1e-11));
    }

    /** The integral at a time so early that it changes nothing is the closed form of the mean. */
    @ParameterizedTest
    @CsvSource({
        "EXPONENTIAL, 1, 1",
        "WEIBULL, 0.6, 1",
        "WEIBULL, 2.5, 1",
        "LOG_NORMAL, 1.4, 1",
        "LOG_LOGISTIC, 0.3, 1",
        "LOG_LOGISTIC, 0.98, 1",
        "GENERALIZED_GAMMA, 0.7, 0.4",
        "GENERALIZED_GAMMA, 0.7, -0.8",
        "GENERALIZED_GAMMA, 0.7, 2"
    })
    void meanIsTheClosedForm(LifetimeDistribution distribution, double scale, double q) {
        AftCurve curve = curve(distribution, scale, q);
        assertThat(curve.meanResidualLife(1e-300)).isCloseTo(curve.mean(), within(1e-10 * curve.mean()));
    }

    @Test
    void exponentialForgets() {
        AftCurve curve = curve(LifetimeDistribution.EXPONENTIAL, 1, 1);
        assertThat(curve.mean()).isCloseTo(Math.exp(1.2), within(1e-14));
        assertThat(curve.meanResidualLife(50)).isCloseTo(Math.exp(1.2), within(1e-11));
        assertThat(curve.remainingQuantile(50, 0.5)).isCloseTo(curve.quantile(0.5), within(1e-11));
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void fromTheBeginningItIsTheWholeLife(LifetimeDistribution distribution) {
        AftCurve curve = AftRegression.of(distribution)
                .fit(AftTest.weibull("residual", 1, 300))
                .curve(0.5, 1);
        assertThat(curve.remainingQuantile(0, 0.3)).isCloseTo(curve.quantile(0.3), within(1e-12 * curve.quantile(0.3)));
        assertThat(curve.remainingInterval(0, 0.3).upper())
                .isCloseTo(curve.quantileInterval(0.3).upper(), within(1e-6));
        assertThat(curve.meanInterval().contains(curve.mean())).isTrue();
        assertThat(curve.meanResidualLifeInterval(2).contains(curve.meanResidualLife(2)))
                .isTrue();
        Interval risk = curve.riskInterval(2, 1);
        assertThat(risk.contains(curve.risk(2, 1))).isTrue();
        assertThat(risk.lower()).isPositive();
        assertThat(risk.upper()).isLessThan(1);
    }

    /** Of a Weibull distribution log(-log S) is z, so that both intervals are the same. */
    @Test
    void intervalFromTheBeginningIsThatOfTheCurve() {
        AftCurve curve = AftRegression.of(LifetimeDistribution.WEIBULL)
                .fit(AftTest.weibull("residual", 1, 300))
                .curve(0.5, 1);
        assertThat(1 - curve.riskInterval(0, 3).lower())
                .isCloseTo(curve.interval(3).upper(), within(1e-9));
        assertThat(1 - curve.riskInterval(0, 3).upper())
                .isCloseTo(curve.interval(3).lower(), within(1e-9));
    }

    @Test
    void heavyTailHasNoMean() {
        AftCurve heavy = curve(LifetimeDistribution.LOG_LOGISTIC, 1.2, 1);
        assertThat(heavy.mean()).isInfinite();
        assertThat(heavy.meanResidualLife(4)).isInfinite();
        assertThat(heavy.meanInterval()).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.95));
        assertThat(curve(LifetimeDistribution.GENERALIZED_GAMMA, 0.7, -2).mean())
                .isInfinite();
        assertThat(curve(LifetimeDistribution.LOG_LOGISTIC, 0.999, 1).meanInterval())
                .as("no mean a step further")
                .isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.95));
    }

    @Test
    void refusesInWords() {
        AftCurve curve = curve(LifetimeDistribution.WEIBULL, 0.1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.meanResidualLife(1e40))
                .withMessage(
                        "now (1.0E40) is so late that the chance to be still there is too small for a number; ask for an"
                                + " earlier one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.meanResidualLifeInterval(-1))
                .withMessage("now must be a finite number of at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.riskInterval(1, 0))
                .withMessage("within must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.remainingQuantile(1, 1))
                .withMessage("p must be above 0 and below 1, such as 0.5, got 1.0");
    }

    // 1000 shops of 150: a coverage of 95 % gives between 93 and 97 % with probability 0.996, four times
    @Test
    void intervalsCoverTheTruth() {
        int shops = Boolean.getBoolean("clientele.full") ? 10_000 : 1000;
        int[] covered = new int[4];
        double location = 1 + 0.4 * 0.5 + 0.3 * 0.5;
        AftCurve truth = new AftCurve(LifetimeDistribution.WEIBULL, location, 0.5, 1, new double[2][2], 0.95, 5);
        for (int shop = 0; shop < shops; shop++) {
            AftCurve curve = AftRegression.of(LifetimeDistribution.WEIBULL)
                    .fit(AftTest.weibull("residual", shop, 150))
                    .curve(0.5, -0.5);
            covered[0] += curve.meanInterval().contains(truth.mean()) ? 1 : 0;
            covered[1] += curve.meanResidualLifeInterval(3).contains(truth.meanResidualLife(3)) ? 1 : 0;
            covered[2] += curve.riskInterval(3, 1).contains(truth.risk(3, 1)) ? 1 : 0;
            covered[3] += curve.remainingInterval(3, 0.5).contains(truth.remainingQuantile(3, 0.5)) ? 1 : 0;
        }
        for (int count : covered) {
            assertThat(count / (double) shops).isBetween(0.93, 0.97);
        }
    }

    @Test
    void generalisedGammaSaysHowManyStepsItTook() {
        AftModel model =
                AftRegression.of(LifetimeDistribution.GENERALIZED_GAMMA).fit(AftTest.weibull("steps", 0, 300));
        assertThat(model.report().converged()).isTrue();
        assertThat(model.report().iterations())
                .as("several values of q, a few steps each")
                .isGreaterThan(10);
    }
}
