package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small cases by hand, and every way in which other implementations are reported to fail. */
class CoxTest {

    private static SurvivalTable table(double[] times, int[] events, double[]... columns) {
        List<String> names = List.of("a", "b", "c").subList(0, columns.length);
        return SurvivalTable.of(times, events).withFeatures(FeatureTable.of(names, columns));
    }

    private static SurvivalTable random(int n) {
        return RandomTables.cox(RandomTables.random("cox-test", n), n, new double[] {0.5, -0.4}, 0.5, 0);
    }

    @Test
    void threeCustomersByHand() {
        // x = 1, 0, 1 leaving at 1, 2, 3: L = e/(2e + 1) · 1/(1 + e) with e = exp(b), so 2e³ = e + 1... maximised where
        // 1 - 2e/(2e + 1) - e/(1 + e) = 0, that is 2e² = 1
        CoxModel model =
                CoxRegression.create().fit(table(new double[] {1, 2, 3}, new int[] {1, 1, 1}, new double[] {1, 0, 1}));
        double e = Math.sqrt(0.5);
        CoxCoefficient c = model.coefficients().get(0);
        assertThat(c.hazardRatio()).isCloseTo(e, within(1e-14));
        assertThat(model.logLikelihood()).isCloseTo(Math.log(e / (2 * e + 1) / (1 + e)), within(1e-14));
        assertThat(model.nullLogLikelihood()).isCloseTo(-Math.log(6), within(1e-14));
        // information p(1 - p) of each time
        double p = 2 * e / (2 * e + 1);
        double q = e / (1 + e);
        assertThat(c.standardError()).isCloseTo(1 / Math.sqrt(p * (1 - p) + q * (1 - q)), within(1e-13));
        assertThat(model.curve(0).cumulativeHazard(1)).isCloseTo(1 / (2 * e + 1), within(1e-14));
        assertThat(model.curve(1).cumulativeHazard(2)).isCloseTo(e * (1 / (2 * e + 1) + 1 / (1 + e)), within(1e-14));
        assertThat(model.strata()).containsExactly("all");
    }

    @Test
    void constantColumnIsAliasedAndNamed() {
        SurvivalTable plain = random(200);
        FeatureTable x = plain.features().orElseThrow();
        double[] constant = new double[200];
        Arrays.fill(constant, 1e9 / 3);
        CoxModel with = CoxRegression.create().fit(plain.withFeatures(x.withColumn("constant", constant)));
        CoxModel without = CoxRegression.create().fit(plain);
        assertThat(with.report().converged()).isTrue();
        assertThat(with.report().warnings())
                .containsExactly(
                        "aliased, because constant or a combination of the columns before among the customers at"
                                + " risk: 'constant'; without effect on the predictions");
        CoxCoefficient none = with.coefficients().get(2);
        assertThat(none.aliased()).isTrue();
        assertThat(none.estimate()).isNaN();
        assertThat(with.coefficients().subList(0, 2)).isEqualTo(without.coefficients());
        assertThat(with.waldTest().degreesOfFreedom()).isEqualTo(2);
        assertThat(with.curve(0.3, 1, constant[0]).survival(1))
                .isCloseTo(without.curve(0.3, 1).survival(1), within(1e-12));
        assertThat(ProportionalHazards.test(
                                with,
                                plain.withFeatures(x.withColumn("constant", constant)),
                                TimeScale.RANK,
                                Execution.sequential())
                        .features())
                .containsOnlyKeys("x0", "x1");
    }

    @Test
    void collinearColumnsKeepTheFirst() {
        SurvivalTable plain = random(300);
        FeatureTable x = plain.features().orElseThrow();
        double[] sum = new double[300];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = 3 + 2 * x.get(i, 0) - x.get(i, 1);
        }
        CoxModel model = CoxRegression.create().fit(plain.withFeatures(x.withColumn("sum", sum)));
        assertThat(model.report().converged()).isTrue();
        assertThat(model.coefficients()).extracting(CoxCoefficient::aliased).containsExactly(false, false, true);
        assertThat(model.logLikelihood())
                .isCloseTo(CoxRegression.create().fit(plain).logLikelihood(), within(1e-9));
        CoxModel ridge = CoxRegression.create().withRidge(1).fit(plain.withFeatures(x.withColumn("sum", sum)));
        assertThat(ridge.coefficients()).noneMatch(CoxCoefficient::aliased);
    }

    /** Calendar time as a feature of (start, time] rows is the same for everybody at risk. */
    @Test
    void columnThatOnlyFollowsTimeIsAliased() {
        RandomGenerator random = RandomTables.random("clock", 1);
        int n = 400;
        double[] starts = new double[n];
        double[] times = new double[n];
        int[] events = new int[n];
        double[] x = new double[n];
        double[] clock = new double[n];
        for (int i = 0; i < n; i++) {
            starts[i] = i % 10;
            times[i] = starts[i] + 1;
            clock[i] = 1e6 + 100.0 * times[i];
            x[i] = random.nextDouble();
            events[i] = random.nextDouble() < 0.2 + 0.3 * x[i] ? 1 : 0;
        }
        CoxModel model =
                CoxRegression.create().fit(table(times, events, x, clock).withStarts(starts));
        assertThat(model.report().converged()).isTrue();
        assertThat(model.coefficients().get(1).aliased()).isTrue();
        assertThat(model.coefficients().get(0).estimate()).isFinite();
    }

    @Test
    void tinyAndHugeScalesAreTheSameModel() {
        SurvivalTable plain = random(500);
        FeatureTable x = plain.features().orElseThrow();
        double[] tiny = Arrays.stream(x.column(0)).map(v -> v * 1e-12).toArray();
        double[] huge = Arrays.stream(x.column(1)).map(v -> 1e12 + v * 1e9).toArray();
        CoxModel scaled = CoxRegression.create().fit(plain.withFeatures(FeatureTable.of(x.names(), tiny, huge)));
        CoxModel model = CoxRegression.create().fit(plain);
        assertThat(scaled.report().converged()).isTrue();
        assertThat(scaled.coefficients().get(0).estimate() * 1e-12)
                .isCloseTo(model.coefficients().get(0).estimate(), within(1e-10));
        assertThat(scaled.coefficients().get(1).estimate() * 1e9)
                .isCloseTo(model.coefficients().get(1).estimate(), within(1e-5)); // 1e12 leaves 7 digits of the column
        assertThat(scaled.logLikelihood()).isCloseTo(model.logLikelihood(), within(1e-4));
        assertThat(scaled.waldTest().chiSquare()).isCloseTo(model.waldTest().chiSquare(), within(1e-3));
    }

    @ParameterizedTest
    @EnumSource(Ties.class)
    void oneEvent(Ties ties) {
        // the one who leaves is in the middle: there is a maximum
        SurvivalTable table = table(new double[] {5, 6, 7, 8}, new int[] {1, 0, 0, 0}, new double[] {2, 1, 3, 2.5});
        CoxModel model = CoxRegression.create().withTies(ties).fit(table);
        assertThat(model.report().converged()).isTrue();
        assertThat(model.events()).isEqualTo(1);
        // at the maximum the weighted mean of those at risk is the value of who left
        double b = model.coefficients().get(0).estimate();
        double sum = 0;
        double weighted = 0;
        for (double v : new double[] {2, 1, 3, 2.5}) {
            sum += Math.exp(b * v);
            weighted += v * Math.exp(b * v);
        }
        assertThat(weighted / sum).isCloseTo(2, within(1e-12));
    }

    @Test
    void oneEventOfTheLargestIsMonotone() {
        SurvivalTable table = table(new double[] {5, 6, 7, 8}, new int[] {1, 0, 0, 0}, new double[] {9, 1, 3, 2.5});
        assertThatThrownBy(() -> CoxRegression.create().fit(table))
                .isInstanceOf(FitException.class)
                .hasMessageStartingWith("monotone likelihood: column(s) 'a' order(s) all events without error");
    }

    @Test
    void nobodyLeaves() {
        assertThatThrownBy(() ->
                        CoxRegression.create().fit(table(new double[] {1, 2}, new int[2], new double[] {1, 2})))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "no events: all rows with a weight above 0 are censored, so nothing tells who leaves earlier; watch"
                                + " longer, or widen the definition of the event");
        assertThatThrownBy(() -> CoxRegression.create()
                        .fit(table(new double[] {1, 2}, new int[] {1, 0}, new double[] {1, 2})
                                .withWeights(new double[] {0, 1})))
                .as("the only event has weight 0")
                .isInstanceOf(FitException.class);
    }

    @ParameterizedTest
    @EnumSource(Ties.class)
    void everybodyLeavesAtOnce(Ties ties) {
        CoxModel model = CoxRegression.create()
                .withTies(ties)
                .fit(table(new double[] {3, 3, 3, 3}, new int[] {1, 1, 1, 1}, new double[] {1, 2, 4, 3}));
        // nobody left before anybody else: the exact likelihood is 1 whatever the coefficient, the others peak at 0
        assertThat(model.report().converged()).isTrue();
        CoxCoefficient c = model.coefficients().get(0);
        assertThat(c.aliased()).isEqualTo(ties == Ties.EXACT);
        if (ties != Ties.EXACT) {
            assertThat(c.estimate()).isCloseTo(0, within(1e-15));
        }
        assertThat(model.logLikelihood()).isEqualTo(model.nullLogLikelihood());
    }

    @ParameterizedTest
    @EnumSource(Ties.class)
    void tiesEverywhere(Ties ties) {
        RandomGenerator random = RandomTables.random("ties", 3);
        SurvivalTable table = RandomTables.cox(random, 400, new double[] {0.5}, 0.3, 0.5);
        CoxModel model = CoxRegression.create().withTies(ties).fit(table);
        assertThat(model.report().converged()).isTrue();
        assertThat(model.coefficients().get(0).estimate()).isBetween(0.2, 0.9);
        assertThat(model.coefficients().get(0).standardError()).isBetween(0.02, 0.2);
    }

    @Test
    void strataWithoutEventsAreLeftOutAndCounted() {
        SurvivalTable table = table(
                        new double[] {1, 2, 3, 4, 9, 9}, new int[] {1, 1, 1, 1, 0, 0}, new double[] {1, 0, 1, 0, 5, 6})
                .withStrata(List.of("x", "x", "x", "x", "quiet", "quiet"));
        CoxModel model = CoxRegression.create().fit(table);
        assertThat(model.report().warnings())
                .containsExactly("1 of 2 strata have no event and say nothing about the coefficients");
        assertThat(model.strata()).containsExactly("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.inStratum("quiet", 1))
                .withMessage("no stratum 'quiet' with events; strata are [x]");
        CoxResiduals residuals = CoxResiduals.of(model, table);
        assertThat(residuals.martingale()[4]).isEqualTo(0);
        assertThat(residuals.eventRows()).containsExactly(0, 1, 2, 3);
        assertThat(residuals).hasToString("CoxResiduals[6 rows, 4 events]");
    }

    @Test
    void separatedGroupIsMonotone() {
        // nobody of group a = 1 leaves
        SurvivalTable table = table(
                new double[] {1, 2, 3, 4, 5, 6},
                new int[] {1, 0, 1, 0, 1, 0},
                new double[] {0, 1, 0, 1, 0, 1},
                new double[] {0.3, 0.9, 0.8, 0.1, 0.5, 0.6});
        assertThatThrownBy(() -> CoxRegression.create().fit(table))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("column(s) 'a' order(s) all events");
        CoxModel ridge = CoxRegression.create().withRidge(0.5).fit(table);
        assertThat(ridge.report().converged()).isTrue();
        assertThat(ridge.coefficients().get(0).estimate()).isNegative();
    }

    @Test
    void separatedInTimeIsMonotoneToo() {
        // of those at risk the largest always leaves; the larger ones come only after the smaller ones have gone
        SurvivalTable table = table(new double[] {1, 2, 3, 4}, new int[] {1, 1, 1, 1}, new double[] {2, 1, 9, 8})
                .withStarts(new double[] {0, 0, 2, 2});
        assertThatThrownBy(() -> CoxRegression.create().fit(table))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("monotone likelihood");
    }

    @Test
    void giantOffsetsNeitherOverflowNorChangeTheModel() {
        SurvivalTable table = random(300);
        double[] offset = new double[300];
        Arrays.fill(offset, 5000);
        CoxModel model = CoxRegression.create().fit(table);
        CoxModel shifted = CoxRegression.create().fit(table.withOffset(offset));
        assertThat(shifted.coefficients().get(0).estimate())
                .isCloseTo(model.coefficients().get(0).estimate(), within(1e-11));
        assertThat(shifted.logLikelihood()).isCloseTo(model.logLikelihood(), within(1e-7)); // 5000 events lose 4 digits
    }

    @Test
    void offsetIsAFeatureWithCoefficientOne() {
        SurvivalTable table = random(500);
        FeatureTable x = table.features().orElseThrow();
        CoxModel both = CoxRegression.create().fit(table);
        double[] offset = Arrays.stream(x.column(0))
                .map(v -> v * both.coefficients().get(0).estimate())
                .toArray();
        CoxModel one =
                CoxRegression.create().fit(table.withFeatures(x.select("x1")).withOffset(offset));
        assertThat(one.coefficients().get(0).estimate())
                .isCloseTo(both.coefficients().get(1).estimate(), within(1e-10));
        assertThat(one.logLikelihood()).isCloseTo(both.logLikelihood(), within(1e-9));
    }

    @Test
    void riskFromNow() {
        CoxModel model = CoxRegression.create().fit(random(500));
        CoxCurve curve = model.curve(0.5, -1);
        double now = 0.2;
        double within = 0.5;
        double expected = 1 - curve.survival(now + within) / curve.survival(now);
        assertThat(curve.risk(now, within)).isCloseTo(expected, within(1e-12));
        Interval interval = curve.riskInterval(now, within);
        assertThat(interval.contains(expected)).isTrue();
        assertThat(interval.lower()).isPositive();
        // from the beginning, the risk is one less survival, and so are the limits
        assertThat(curve.riskInterval(0, 0.7).lower())
                .isCloseTo(1 - curve.interval(0.7).upper(), within(1e-12));
        assertThat(curve.riskInterval(0, 0.7).upper())
                .isCloseTo(1 - curve.interval(0.7).lower(), within(1e-12));
        assertThat(curve.survival(0)).isEqualTo(1);
        assertThat(curve.interval(0)).isEqualTo(new Interval(1, 1, 0.95));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.risk(1, 1e6))
                .withMessageContaining("beyond the last observed time")
                .withMessageContaining("of stratum 'all', and the data say nothing there");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.risk(0, 0))
                .withMessage("within must be a finite number above 0, got 0");
        double median = curve.median().orElseThrow();
        assertThat(curve.survival(median)).isLessThanOrEqualTo(0.5);
        assertThat(curve.survival(Math.nextDown(median))).isGreaterThan(0.5);
        assertThat(curve.survival()).hasSameSizeAs(curve.times()).contains(curve.survival(median));
    }

    @Test
    void manyCustomersAtSomeTimes() {
        SurvivalTable table = random(3000);
        CoxModel model = CoxRegression.create().fit(table);
        FeatureTable x = table.features().orElseThrow();
        double[][] survival = model.survival(x, new double[] {0, 0.1, 1}, Execution.sequential());
        for (int i = 0; i < 3000; i += 500) {
            CoxCurve curve = model.curve(x.row(i));
            assertThat(survival[0][i]).isEqualTo(1);
            assertThat(survival[1][i]).isCloseTo(curve.survival(0.1), within(1e-12));
            assertThat(survival[2][i]).isCloseTo(curve.survival(1), within(1e-12));
        }
    }

    @Test
    void contributionsAddUp() {
        CoxModel model = CoxRegression.create().fit(random(300));
        double[] parts = model.contributions(new double[] {1, 2}, new double[] {0.5, -1});
        assertThat(parts[0] + parts[1])
                .isCloseTo(model.linearPredictor(1, 2) - model.linearPredictor(0.5, -1), within(1e-14));
    }

    @Test
    void limitOnIterationsIsReported() {
        CoxModel model = CoxRegression.create().withMaxIterations(1).fit(random(300));
        assertThat(model.report().converged()).isFalse();
        assertThat(model.report().warnings())
                .containsExactly("not converged after 1 iterations; raise maxIterations, or use withRidge(...)");
    }

    @Test
    void badInputIsRefusedInWords() {
        SurvivalTable bare = SurvivalTable.of(new double[] {1, 2}, new int[] {1, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxRegression.create().fit(bare))
                .withMessage(
                        "the table has no features to regress on; add them with withFeatures(...), or use KaplanMeier");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxRegression.create()
                        .fit(table(new double[] {1, 2}, new int[] {1, 1}, new double[] {1, Double.NaN})))
                .withMessage("column 'a', row 1: NaN is not allowed; impute or drop the row first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxRegression.create()
                        .withTies(Ties.EXACT)
                        .fit(random(10).withWeights(new double[] {1, 2, 1, 1, 1, 1, 1, 1, 1, 1})))
                .withMessage("exact ties have no weights; repeat the rows, or use Efron's ties");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxRegression.create()
                        .withTies(Ties.EXACT)
                        .withRobustErrors()
                        .fit(random(10)))
                .withMessage("exact ties have no robust errors; use Efron's ties, or leave out the clusters and"
                        + " withRobustErrors()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxRegression.create().withRidge(-1))
                .withMessage("strength must be a finite number of at least 0, got -1");
        CoxModel model = CoxRegression.create().fit(random(100));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(1))
                .withMessage("the row must have one value per feature (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.linearPredictor(1, Double.POSITIVE_INFINITY))
                .withMessage("feature 'x1' must be finite, got Infinity; impute or drop the row first");
        CoxModel strata = CoxRegression.create()
                .fit(random(100).withStrata(RandomTables.labels(RandomTables.random("s", 1), 100, 2)));
        assertThatIllegalStateException()
                .isThrownBy(() -> strata.curve(1, 1))
                .withMessage("the model has the strata [g0, g1]; say which with inStratum(...)");
        CoxModel exact = CoxRegression.create().withTies(Ties.EXACT).fit(random(100));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProportionalHazards.test(exact, random(100), TimeScale.LOG, Execution.sequential()))
                .withMessage("exact ties have no test of proportional hazards; fit with Efron's ties");
        SurvivalTable zero = table(new double[] {0, 2, 3, 4}, new int[] {1, 1, 0, 1}, new double[] {2, 1, 3, 2.5});
        CoxModel withZero = CoxRegression.create().fit(zero);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProportionalHazards.test(withZero, zero, TimeScale.LOG, Execution.sequential()))
                .withMessage("an event is at time 0, which has no logarithm; use another time scale");
    }

    @Test
    void concordanceByHand() {
        // 1 leaves at 1 with score 3; at 2 two leave with scores 1 and 2; score 2 is censored at 2; score 0 stays
        Concordance c = Concordance.of(
                SurvivalTable.of(new double[] {1, 2, 2, 2, 5}, new int[] {1, 1, 1, 0, 0}),
                new double[] {3, 1, 2, 2, 0});
        // first: 4 right; second: against 2 wrong, against 0 right; third: against 2 tied, against 0 right
        assertThat(c.concordant()).isEqualTo(6);
        assertThat(c.discordant()).isEqualTo(1);
        assertThat(c.tiedRisk()).isEqualTo(1);
        assertThat(c.tiedTime()).isEqualTo(1);
        assertThat(c.tiedBoth()).isEqualTo(0);
        assertThat(c.index()).isEqualTo(6.5 / 8);
        assertThat(c.interval(0.95).contains(c.index())).isTrue();
        assertThatThrownBy(() -> Concordance.of(SurvivalTable.of(new double[] {1, 2}, new int[2]), new double[2]))
                .isInstanceOf(FitException.class)
                .hasMessage("no pair of customers shows who left first; watch longer, or check the events");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Concordance.of(SurvivalTable.of(new double[] {1}, new int[1]), new double[] {Double.NaN}))
                .withMessage("score, row 0: must be finite, got NaN");
    }
}
