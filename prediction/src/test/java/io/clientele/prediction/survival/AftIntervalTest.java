package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Parametric regression on interval-censored times. */
class AftIntervalTest {

    private static final double STILL = Double.POSITIVE_INFINITY;

    /** 24 exact, 30 left-, 8 right-, 58 interval-censored times, from sequences of fractional parts; the weights are 1, 1.5, 2. */
    private static IntervalTable reference() {
        int n = 120;
        double[] x = new double[n];
        double[] left = new double[n];
        double[] right = new double[n];
        double[] weights = new double[n];
        for (int i = 1; i <= n; i++) {
            int k = i - 1;
            x[k] = i * 0.8191725133961645 % 1 * 2 - 1;
            double time = Math.exp(1 + 0.5 * x[k] + 0.6 * Math.log(-Math.log(i * 0.7548776662466927 % 1)));
            left[k] = Math.floor(time / 1.5) * 1.5;
            right[k] = left[k] + 1.5;
            if (i % 5 == 0) {
                left[k] = time;
                right[k] = time;
            } else if (i % 5 == 4 && time > 3) {
                left[k] = 3;
                right[k] = STILL;
            }
            weights[k] = 1 + i % 3 / 2.0;
        }
        return IntervalTable.of(left, right).withWeights(weights).withFeatures(FeatureTable.of(List.of("x"), x));
    }

    /**
     * R 4.2.2, survival 3.5.3: {@code survreg(Surv(l, r, type = "interval2") ~ x, weights = w, dist = d, control =
     * survreg.control(rel.tolerance = 1e-14, maxiter = 100))}, l NA for 0 and r NA for infinity.
     */
    @ParameterizedTest
    @CsvSource({
        "EXPONENTIAL, 0.8989002580135, 0.5536338953338, 0, 0.07793056800392, 0.1365098804308, 0, -267.7079716824, -275.9266634337",
        "WEIBULL, 1.016613733431, 0.5012933881614, -0.5511220452546, 0.0480261262427, 0.08021391378815, 0.06979160235851,"
                + "-243.9663359427, -261.3003170284",
        "LOG_NORMAL, 0.7368353329938, 0.4767323486744, -0.4788419898584, 0.0499433402195, 0.08722250969969, 0.06741453709786,"
                + "-247.1858935898, -261.460813679",
        "LOG_LOGISTIC, 0.7545470595947, 0.4884374728792, -1.007555771892, 0.05050966236845, 0.08730440489477, 0.07609259040391,"
                + "-249.3822998269, -264.2057562783"
    })
    void agreesWithSurvreg(
            LifetimeDistribution distribution,
            double b0,
            double b1,
            double logScale,
            double e0,
            double e1,
            double e2,
            double logLikelihood,
            double nullLogLikelihood) {
        AftModel model = AftRegression.of(distribution).fit(reference());
        assertThat(model.report().converged()).isTrue();
        List<AftCoefficient> c = model.coefficients();
        assertThat(new double[] {c.get(0).estimate(), c.get(1).estimate(), Math.log(model.scale())})
                .containsExactly(new double[] {b0, b1, logScale}, within(1e-7));
        assertThat(new double[] {c.get(0).standardError(), c.get(1).standardError(), model.logScaleError()})
                .containsExactly(new double[] {e0, e1, e2}, within(1e-7));
        assertThat(model.logLikelihood()).isCloseTo(logLikelihood, within(1e-8));
        assertThat(model.nullLogLikelihood()).isCloseTo(nullLogLikelihood, within(1e-8));
    }

    /** SciPy 1.10: the likelihood written out, Nelder-Mead from four starts to 1e-13; its parameters are good to 1e-7. */
    @Test
    void generalisedGammaAgreesWithDirectMaximisation() {
        AftModel model =
                AftRegression.of(LifetimeDistribution.GENERALIZED_GAMMA).fit(reference());
        assertThat(model.report().converged()).isTrue();
        assertThat(model.logLikelihood()).isCloseTo(-243.83307338401, within(1e-8));
        assertThat(model.coefficients().get(0).estimate()).isCloseTo(0.96800356, within(1e-6));
        assertThat(model.coefficients().get(1).estimate()).isCloseTo(0.50087237, within(1e-6));
        assertThat(Math.log(model.scale())).isCloseTo(-0.52916402, within(1e-6));
        assertThat(model.shape().orElseThrow()).isCloseTo(0.82313240, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void exactAndRightCensoredRowsAreThoseOfASurvivalTable(LifetimeDistribution distribution) {
        SurvivalTable table = AftTest.weibull("ends", 1, 200).withWeights(SurvivalData.cycle(200, 1, 2));
        AftModel plain = AftRegression.of(distribution).fit(table);
        assertThat(AftRegression.of(distribution).fit(IntervalTable.of(table))).isEqualTo(plain);
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void shortIntervalsTendToExactTimes(LifetimeDistribution distribution) {
        SurvivalTable table = AftTest.weibull("short", 1, 150);
        double[] left = new double[150];
        double[] right = new double[150];
        for (int i = 0; i < 150; i++) {
            left[i] = table.event(i) == 1 ? table.time(i) * (1 - 5e-5) : table.time(i);
            right[i] = table.event(i) == 1 ? table.time(i) * (1 + 5e-5) : STILL;
        }
        AftModel exact = AftRegression.of(distribution).fit(table);
        AftModel near = AftRegression.of(distribution)
                .fit(IntervalTable.of(left, right).withFeatures(table.features().orElseThrow()));
        assertThat(near.coefficients().get(1).estimate())
                .isCloseTo(exact.coefficients().get(1).estimate(), within(1e-5));
        assertThat(near.coefficients().get(1).standardError())
                .isCloseTo(exact.coefficients().get(1).standardError(), within(1e-5));
        double logs = 0;
        for (int i = 0; i < 150; i++) {
            logs += table.event(i) == 1 ? Math.log(table.time(i) * 1e-4) : 0;
        }
        assertThat(near.logLikelihood()).isCloseTo(exact.logLikelihood() + logs, within(1e-3));
    }

    @Test
    void looksOnceAreEnough() {
        // current status: each customer is looked at once, gone or not
        SurvivalTable table = AftTest.weibull("once", 1, 400);
        double[] left = new double[400];
        double[] right = new double[400];
        Arrays.fill(right, STILL);
        for (int i = 0; i < 400; i++) {
            double look = 0.5 + i % 10 * 0.6;
            boolean gone = table.event(i) == 1 && table.time(i) <= look;
            left[i] = gone ? 0 : look;
            right[i] = gone ? look : STILL;
        }
        AftModel model = AftRegression.of(LifetimeDistribution.WEIBULL)
                .fit(IntervalTable.of(left, right).withFeatures(table.features().orElseThrow()));
        assertThat(model.report().converged()).isTrue();
    }

    // 1000 shops of 150: a coverage of 95 % gives between 93 and 97 % with probability 0.996, twice
    @Test
    void intervalsCoverTheTruth() {
        int shops = Boolean.getBoolean("clientele.full") ? 10_000 : 1000;
        int effects = 0;
        int medians = 0;
        double median = Math.exp(1 + 0.4 * 0.5 + 0.3 * 0.5 + 0.5 * Math.log(Math.log(2)));
        for (int shop = 0; shop < shops; shop++) {
            SurvivalTable table = AftTest.weibull("looks", shop, 150);
            double[] left = new double[150];
            double[] right = new double[150];
            for (int i = 0; i < 150; i++) {
                left[i] = Math.floor(table.time(i));
                right[i] = table.event(i) == 1 ? left[i] + 1 : STILL;
                if (table.event(i) == 0) {
                    left[i] = table.time(i);
                }
            }
            AftModel model = AftRegression.of(LifetimeDistribution.WEIBULL)
                    .fit(IntervalTable.of(left, right)
                            .withFeatures(table.features().orElseThrow()));
            AftCoefficient c = model.coefficients().get(1);
            effects += c.lower() <= 0.4 && 0.4 <= c.upper() ? 1 : 0;
            medians += model.curve(0.5, -0.5).quantileInterval(0.5).contains(median) ? 1 : 0;
        }
        assertThat(effects / (double) shops).isBetween(0.93, 0.97);
        assertThat(medians / (double) shops).isBetween(0.93, 0.97);
    }

    /** The rounding of 100,000 log-likelihoods once hid the last gain from Newton's method, which halved its steps for ever. */
    @Test
    void manyRowsSettleInAFewSteps() {
        RandomGenerator random = RandomTables.random("speed", 1);
        int n = 100_000;
        double[] left = new double[n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            double eta = 0;
            for (int j = 0; j < 10; j++) {
                eta += 0.1 * random.nextGaussian();
            }
            double time = Math.exp(1 + eta + 0.6 * Math.log(random.nextExponential()));
            random.nextDouble();
            random.nextDouble();
            left[i] = Math.floor(time);
            right[i] = left[i] + 1;
        }
        AftModel model = AftRegression.of(LifetimeDistribution.WEIBULL).fit(IntervalTable.of(left, right));
        assertThat(model.report().converged()).isTrue();
        assertThat(model.report().iterations()).isLessThanOrEqualTo(10);
    }

    @Test
    void refusesInWords() {
        AftRegression recipe = AftRegression.of(LifetimeDistribution.WEIBULL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.fit(IntervalTable.of(new double[] {1, 0}, new double[] {2, STILL})))
                .withMessage("row 1: from 0 to infinity says nothing; drop the row, or say until when it was watched");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.fit(IntervalTable.of(new double[0], new double[0])))
                .withMessage("the table has no rows; at least one is needed");
        assertThatThrownBy(() -> recipe.fit(IntervalTable.of(new double[] {1, 2}, new double[] {STILL, STILL})))
                .isInstanceOf(FitException.class)
                .hasMessageStartingWith("no events: all rows with a weight above 0 are censored");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.fit(IntervalTable.of(new double[] {1, 2}, new double[] {2, 3})
                        .withFeatures(FeatureTable.of(List.of("x"), new double[] {1, Double.NaN}))))
                .withMessageContaining("column 'x', row 1: NaN is not allowed");
    }
}
