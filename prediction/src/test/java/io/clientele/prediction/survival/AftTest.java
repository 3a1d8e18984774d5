package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AftTest {

    /** Weibull with scale 0.5 and effects 0.4, -0.3. */
    static SurvivalTable weibull(String purpose, int seed, int n) {
        RandomGenerator random = RandomTables.random(purpose, seed);
        double[][] x = new double[2][n];
        double[] times = new double[n];
        int[] events = new int[n];
        for (int i = 0; i < n; i++) {
            x[0][i] = random.nextGaussian();
            x[1][i] = random.nextGaussian();
            double leave = Math.exp(1 + 0.4 * x[0][i] - 0.3 * x[1][i] + 0.5 * Math.log(random.nextExponential()));
            double stop = 4 * random.nextExponential();
            times[i] = Math.min(leave, stop);
            events[i] = leave <= stop ? 1 : 0;
        }
        return SurvivalTable.of(times, events).withFeatures(FeatureTable.of(List.of("a", "b"), x));
    }

    @Test
    void saysHowFarItExtrapolates() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 3, 4, 9}, new int[] {1, 0, 1, 1, 0})
                .withWeights(new double[] {1, 2, 1, 1, 0});
        AftModel model = AftRegression.of(LifetimeDistribution.WEIBULL).fit(table);
        AftCurve curve = model.curve();
        assertThat(model.lastTime())
                .as("a row of weight 0 is as good as absent")
                .isEqualTo(4);
        assertThat(curve.lastTime()).isEqualTo(4);
        assertThat(curve.extrapolation(0)).isZero();
        assertThat(curve.extrapolation(4)).isZero();
        assertThat(curve.extrapolation(6.5)).isEqualTo(2.5);
        assertThat(curve.extrapolation(curve.quantile(0.99)))
                .isEqualTo(curve.quantile(0.99) - 4)
                .isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.extrapolation(-1))
                .withMessage("time must be a finite number of at least 0, got -1");
        AftModel looks = AftRegression.of(LifetimeDistribution.EXPONENTIAL)
                .fit(IntervalTable.of(new double[] {0, 3, 7}, new double[] {3, 5, Double.POSITIVE_INFINITY}));
        assertThat(looks.curve().extrapolation(8)).as("the last look").isEqualTo(1);
        AftModel known = ModelFiles.read(
                new AftModelCodec(),
                ModelFiles.text(new AftModelCodec(), model).replace("\"version\": 2", "\"version\": 1"));
        assertThat(known.curve().extrapolation(8))
                .as("version 1 did not keep it")
                .isNaN();
    }

    @Test
    void exponentialWithoutFeaturesIsEventsOverTime() {
        AftModel model = AftRegression.of(LifetimeDistribution.EXPONENTIAL)
                .fit(SurvivalTable.of(new double[] {1, 2, 3, 4}, new int[] {1, 0, 1, 1}));
        double rate = 3 / 10.0;
        AftCurve curve = model.curve();
        assertThat(model.coefficients().get(0).estimate()).isCloseTo(-Math.log(rate), within(1e-14));
        assertThat(model.coefficients().get(0).standardError()).isCloseTo(1 / Math.sqrt(3), within(1e-11));
        assertThat(model.logLikelihood()).isCloseTo(3 * Math.log(rate) - 3, within(1e-13));
        assertThat(model.nullLogLikelihood()).isEqualTo(model.logLikelihood());
        assertThat(model.likelihoodRatioTest()).isEqualTo(new ChiSquareTest(0, 0, 1));
        assertThat(curve.survival(5)).isCloseTo(Math.exp(-5 * rate), within(1e-14));
        assertThat(curve.risk(100, 5)).as("no memory").isCloseTo(1 - Math.exp(-5 * rate), within(1e-12));
        assertThat(curve.quantile(0.5)).isCloseTo(Math.log(2) / rate, within(1e-13));
        assertThat(curve.interval(5).contains(curve.survival(5))).isTrue();
        assertThat(curve.survival(0)).isEqualTo(1);
        assertThat(curve.interval(0)).isEqualTo(new Interval(1, 1, 0.95));
        assertThat(model.shape()).isEmpty();
        assertThat(model.aic()).isCloseTo(-2 * model.logLikelihood() + 2, within(1e-13));
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void curveHangsTogether(LifetimeDistribution distribution) {
        AftModel model = AftRegression.of(distribution).fit(weibull("hangs", 1, 400));
        AftCurve curve = model.curve(0.3, -1);
        double before = 1;
        for (double t = 0.25; t < 12; t += 0.25) {
            double s = curve.survival(t);
            assertThat(s).isLessThan(before).isPositive();
            assertThat(curve.interval(t).contains(s)).isTrue();
            before = s;
        }
        for (double p : new double[] {0.01, 0.5, 0.99}) {
            assertThat(curve.survival(curve.quantile(p))).isCloseTo(1 - p, within(1e-9));
            assertThat(curve.quantileInterval(p).contains(curve.quantile(p))).isTrue();
        }
        assertThat(curve.risk(2, 1)).isCloseTo(1 - curve.survival(3) / curve.survival(2), within(1e-12));
        assertThat(curve.toString()).startsWith("AftCurve[median=");
    }

    /** Log density and survival of every shape against differences and each other. */
    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void shapesAreConsistent(LifetimeDistribution distribution) {
        for (double q : new double[] {0.6, -0.7, 1.8, 1e-6}) {
            LifetimeShape shape = new LifetimeShape(distribution, q);
            for (double z : new double[] {-3, -1.2, 0, 0.4, 1.1}) {
                double h = 1e-4;
                double[] at = {z - h, z, z + h};
                for (boolean event : new boolean[] {true, false}) {
                    double[] value = new double[3];
                    double[] first = new double[3];
                    double[] second = new double[3];
                    shape.evaluate(at, new boolean[] {event, event, event}, value, first, second, 3);
                    assertThat(first[1])
                            .isCloseTo((value[2] - value[0]) / (2 * h), within(1e-6 * (1 + Math.abs(first[1]))));
                    assertThat(second[1])
                            .isCloseTo((first[2] - first[0]) / (2 * h), within(1e-6 * (1 + Math.abs(second[1]))));
                    assertThat(second[1]).isNotPositive();
                    if (event) { // density is minus the slope of survival
                        double slope = shape.logSurvivalSlope(z);
                        assertThat(Math.exp(value[1]))
                                .isCloseTo(-slope * Math.exp(shape.logSurvival(z)), within(1e-11));
                    }
                }
            }
            assertThat(shape.logSurvival(shape.quantile(0.3))).isCloseTo(Math.log(0.7), within(1e-10));
        }
    }

    @Test
    void farTailOfTheNormalIsRepresented() {
        LifetimeShape shape = new LifetimeShape(LifetimeDistribution.LOG_NORMAL, 1);
        // log S(40) by the series of Mills's ratio
        double z = 40;
        double series = 1 - 1 / (z * z) + 3 / Math.pow(z, 4) - 15 / Math.pow(z, 6);
        assertThat(shape.logSurvival(z))
                .isCloseTo(-z * z / 2 - Math.log(z * Math.sqrt(2 * Math.PI)) + Math.log(series), within(1e-9));
        assertThat(shape.logSurvivalSlope(z)).isCloseTo(-z / series, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-6})
    void generalisedGammaContainsTheOthers(double q) {
        SurvivalTable table = weibull("contains", 2, 200);
        AftModel general =
                AftRegression.of(LifetimeDistribution.GENERALIZED_GAMMA).fit(table);
        AftModel special = AftRegression.of(q == 1 ? LifetimeDistribution.WEIBULL : LifetimeDistribution.LOG_NORMAL)
                .fit(table);
        assertThat(general.logLikelihood()).isGreaterThanOrEqualTo(special.logLikelihood());
        assertThat(general.shape().orElseThrow()).as("the truth is 1").isBetween(0.3, 1.7);
        LifetimeShape limit = new LifetimeShape(LifetimeDistribution.GENERALIZED_GAMMA, q);
        LifetimeShape own = new LifetimeShape(special.distribution(), 1);
        assertThat(limit.logSurvival(0.8)).isCloseTo(own.logSurvival(0.8), within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void unitsAndOrderDoNotMatter(LifetimeDistribution distribution) {
        SurvivalTable table = weibull("units", 3, 150);
        FeatureTable x = table.features().orElseThrow();
        AftRegression recipe = AftRegression.of(distribution);
        AftModel model = recipe.fit(table);
        double[] days = Arrays.stream(table.times()).map(t -> 30 * t).toArray();
        double[] big = Arrays.stream(x.column(1)).map(v -> 5000 + 1000 * v).toArray();
        int[] order = RandomTables.shuffled(RandomTables.random("units", 4), 150);
        AftModel moved = recipe.fit(SurvivalTable.of(days, table.events())
                .withFeatures(FeatureTable.of(x.names(), x.column(0), big))
                .selectRows(order));
        assertThat(moved.coefficients().get(1).estimate())
                .isCloseTo(model.coefficients().get(1).estimate(), within(1e-7));
        assertThat(1000 * moved.coefficients().get(2).estimate())
                .isCloseTo(model.coefficients().get(2).estimate(), within(1e-7));
        assertThat(moved.scale()).isCloseTo(model.scale(), within(1e-7));
        int events = Arrays.stream(table.events()).sum();
        assertThat(moved.logLikelihood()).isCloseTo(model.logLikelihood() - events * Math.log(30), within(1e-8));
        assertThat(moved.curve(0.5, 5500).survival(60))
                .isCloseTo(model.curve(0.5, 0.5).survival(2), within(1e-7));
    }

    @Test
    void weightsCountRepeats() {
        SurvivalTable table = weibull("weights", 4, 100);
        double[] weights = SurvivalData.cycle(100, 1, 3, 0);
        int[] repeated = IntStream.range(0, 100)
                .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
                .toArray();
        AftRegression recipe = AftRegression.of(LifetimeDistribution.LOG_LOGISTIC);
        AftModel once = recipe.fit(table.withWeights(weights));
        AftModel often = recipe.fit(table.selectRows(repeated));
        assertThat(once.logLikelihood()).isCloseTo(often.logLikelihood(), within(1e-9));
        assertThat(once.coefficients().get(1).standardError())
                .isCloseTo(often.coefficients().get(1).standardError(), within(1e-10));
    }

    @Test
    void offsetStretchesTime() {
        SurvivalTable table = weibull("offset", 5, 200);
        double[] offset = SurvivalData.cycle(200, 0.5, -1, 0.2);
        double[] stretched = IntStream.range(0, 200)
                .mapToDouble(i -> table.time(i) * Math.exp(offset[i]))
                .toArray();
        AftRegression recipe = AftRegression.of(LifetimeDistribution.WEIBULL);
        AftModel plain = recipe.fit(table);
        AftModel with = recipe.fit(SurvivalTable.of(stretched, table.events())
                .withFeatures(table.features().orElseThrow())
                .withOffset(offset));
        assertThat(with.scale()).isCloseTo(plain.scale(), within(1e-10));
        assertThat(with.coefficients().get(0).estimate())
                .isCloseTo(plain.coefficients().get(0).estimate(), within(1e-10));
    }

    /** Splitting a row's time into pieces is what a likelihood with late entries must not notice. */
    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void splitIntervalsChangeNothing(LifetimeDistribution distribution) {
        SurvivalTable table = weibull("split", 6, 150);
        int n = table.rows();
        double[] times = new double[2 * n];
        double[] starts = new double[2 * n];
        int[] events = new int[2 * n];
        int[] rows = new int[2 * n];
        for (int i = 0; i < n; i++) {
            times[2 * i] = table.time(i) * 0.4;
            starts[2 * i + 1] = times[2 * i];
            times[2 * i + 1] = table.time(i);
            events[2 * i + 1] = table.event(i);
            rows[2 * i] = i;
            rows[2 * i + 1] = i;
        }
        SurvivalTable split = SurvivalTable.of(times, events)
                .withStarts(starts)
                .withFeatures(table.features().orElseThrow().selectRows(rows));
        AftRegression recipe = AftRegression.of(distribution);
        AftModel whole = recipe.fit(table);
        AftModel cut = recipe.fit(split);
        assertThat(cut.logLikelihood()).isCloseTo(whole.logLikelihood(), within(1e-7));
        assertThat(cut.scale()).isCloseTo(whole.scale(), within(1e-6));
        assertThat(cut.coefficients().get(1).standardError())
                .isCloseTo(whole.coefficients().get(1).standardError(), within(1e-6));
    }

    @Test
    void aliasedColumnIsNamed() {
        SurvivalTable table = weibull("alias", 7, 100);
        FeatureTable x = table.features().orElseThrow();
        double[] constant = new double[100];
        Arrays.fill(constant, 7);
        AftModel model = AftRegression.of(LifetimeDistribution.WEIBULL)
                .fit(table.withFeatures(x.withColumn("constant", constant).withColumn("again", x.column("a"))));
        assertThat(model.report().warnings())
                .containsExactly(
                        "aliased, because constant or a combination of the columns before: 'constant', 'again';"
                                + " without effect on the predictions");
        assertThat(model.coefficients().get(3).estimate()).isNaN();
        assertThat(model.likelihoodRatioTest().degreesOfFreedom()).isEqualTo(2);
        assertThat(model.aic())
                .isCloseTo(
                        AftRegression.of(LifetimeDistribution.WEIBULL)
                                .fit(table)
                                .aic(),
                        within(1e-8));
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void groupThatNeverLeavesHasNoFiniteEstimate(LifetimeDistribution distribution) {
        SurvivalTable table = weibull("never", 8, 60);
        double[] stays = SurvivalData.cycle(60, 0, 1);
        int[] events = IntStream.range(0, 60)
                .map(i -> stays[i] == 1 ? 0 : table.event(i))
                .toArray();
        SurvivalTable apart = SurvivalTable.of(table.times(), events)
                .withFeatures(FeatureTable.of(
                        List.of("a", "stays"), table.features().orElseThrow().column(0), stays));
        assertThatThrownBy(() -> AftRegression.of(distribution).fit(apart))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "no finite estimate: column(s) 'stays' set(s) apart customers of whom none leaves; drop or merge the"
                                + " column(s), or watch longer");
    }

    @Test
    void noEventsNoSpreadNoLogarithm() {
        AftRegression recipe = AftRegression.of(LifetimeDistribution.WEIBULL);
        assertThatThrownBy(() -> recipe.fit(SurvivalTable.of(new double[] {1, 2}, new int[2])))
                .isInstanceOf(FitException.class)
                .hasMessageStartingWith("no events: all rows with a weight above 0 are censored");
        assertThatThrownBy(() -> recipe.fit(SurvivalTable.of(new double[] {3, 3}, new int[] {1, 1})))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "all times are equal, so nothing tells how they spread; the exponential distribution has an answer"
                                + " even then");
        assertThat(AftRegression.of(LifetimeDistribution.EXPONENTIAL)
                        .fit(SurvivalTable.of(new double[] {3, 3}, new int[] {1, 1}))
                        .coefficients()
                        .get(0)
                        .estimate())
                .isCloseTo(Math.log(3), within(1e-12));
        assertThatThrownBy(() -> recipe.fit(SurvivalTable.of(new double[] {1, 2, 5, 5}, new int[] {0, 0, 1, 1})))
                .as("all events at the last time")
                .isInstanceOf(FitException.class)
                .hasMessageStartingWith("the scale shrinks to 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.fit(SurvivalTable.of(new double[] {1, 0}, new int[] {1, 1})))
                .withMessage(
                        "time, row 1: is 0, which has no logarithm; drop the row, or give it half of the smallest unit");
        AftModel model = recipe.fit(weibull("words", 9, 50));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(1))
                .withMessage("the row must have one value per feature (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(1, 2).quantile(0))
                .withMessage("p must be above 0 and below 1, such as 0.5, got 0.0");
        AftModel short1 = recipe.withMaxIterations(1).fit(weibull("words", 9, 50));
        assertThat(short1.report().converged()).isFalse();
        assertThat(short1.report().warnings())
                .containsExactly("not converged after 1 iterations; raise maxIterations, or drop features");
    }

    // 1000 shops of 150: a coverage of 95 % gives between 93 and 97 % with probability 0.996
    @Test
    void intervalsCoverTheTruth() {
        int shops = Boolean.getBoolean("clientele.full") ? 10_000 : 1000;
        int effects = 0;
        int curves = 0;
        int medians = 0;
        double location = 1 + 0.4 * 0.5 + 0.3 * 0.5;
        double truth = Math.exp(-Math.exp((Math.log(3) - location) / 0.5));
        double median = Math.exp(location + 0.5 * Math.log(Math.log(2)));
        for (int shop = 0; shop < shops; shop++) {
            AftModel model = AftRegression.of(LifetimeDistribution.WEIBULL).fit(weibull("cover", shop, 150));
            AftCoefficient c = model.coefficients().get(1);
            effects += c.lower() <= 0.4 && 0.4 <= c.upper() ? 1 : 0;
            AftCurve curve = model.curve(0.5, -0.5);
            curves += curve.interval(3).contains(truth) ? 1 : 0;
            medians += curve.quantileInterval(0.5).contains(median) ? 1 : 0;
        }
        assertThat(effects / (double) shops).as("effect").isBetween(0.93, 0.97);
        assertThat(curves / (double) shops).as("S(3)").isBetween(0.93, 0.97);
        assertThat(medians / (double) shops).as("median").isBetween(0.93, 0.97);
    }

    // 100 shops of 300, true q = 1: of 95 % coverage at least 88 of 100 are covered with probability 0.998
    @Test
    void generalisedGammaCoversTheTruth() {
        int shapes = 0;
        int medians = 0;
        double median = Math.exp(1 + 0.4 * 0.5 + 0.3 * 0.5 + 0.5 * Math.log(Math.log(2)));
        for (int shop = 0; shop < 100; shop++) {
            AftModel model =
                    AftRegression.of(LifetimeDistribution.GENERALIZED_GAMMA).fit(weibull("gamma", shop, 300));
            double half = 1.96 * model.shapeError().orElseThrow();
            shapes += Math.abs(model.shape().orElseThrow() - 1) <= half ? 1 : 0;
            medians += model.curve(0.5, -0.5).quantileInterval(0.5).contains(median) ? 1 : 0;
        }
        assertThat(shapes).isGreaterThanOrEqualTo(88);
        assertThat(medians).isGreaterThanOrEqualTo(88);
    }
}
