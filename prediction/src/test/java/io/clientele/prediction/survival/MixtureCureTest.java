package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MixtureCureTest {

    /** Leaves some day with log odds 0.5 + x, then Weibull with location 1 + 0.3 x and scale 0.6; watched for up to 20. */
    static SurvivalTable loyal(String purpose, int seed, int n) {
        RandomGenerator random = RandomTables.random(purpose, seed);
        double[] x = new double[n];
        double[] times = new double[n];
        int[] events = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = 2 * random.nextDouble() - 1;
            boolean leaves = random.nextDouble() < 1 / (1 + Math.exp(-0.5 - x[i]));
            double time = Math.exp(1 + 0.3 * x[i] + 0.6 * Math.log(random.nextExponential()));
            double stop = 5 + 15 * random.nextDouble();
            events[i] = leaves && time <= stop ? 1 : 0;
            times[i] = events[i] == 1 ? time : stop;
        }
        return SurvivalTable.of(times, events).withFeatures(FeatureTable.of(List.of("x"), x));
    }

    /** The table of the reference: sequences of fractional parts instead of random numbers. */
    static SurvivalTable reference() {
        int n = 200;
        double[] x = new double[n];
        double[] times = new double[n];
        int[] events = new int[n];
        for (int i = 0; i < n; i++) {
            double u1 = (i + 1) * 0.6180339887498949 % 1;
            double u2 = (i + 1) * 0.7548776662466927 % 1;
            double u3 = (i + 1) * 0.5698402909980532 % 1;
            x[i] = (i + 1) * 0.8191725133961645 % 1 * 2 - 1;
            boolean leaves = u1 < 1 / (1 + Math.exp(-(0.4 + 0.8 * x[i])));
            double time = Math.exp(1 + 0.5 * x[i] + 0.6 * Math.log(-Math.log(u2)));
            double stop = 3 + 12 * u3;
            events[i] = leaves && time <= stop ? 1 : 0;
            times[i] = events[i] == 1 ? time : stop;
        }
        return SurvivalTable.of(times, events).withFeatures(FeatureTable.of(List.of("x"), x));
    }

    /**
     * NumPy 1.24, SciPy 1.10: the observed log-likelihood itself, its gradient by complex steps ({@code f(th + 1e-20j).imag/1e-20}), its
     * Hessian by differences of fourth order of the gradient; {@code optimize.minimize(method='BFGS')}, then six Newton steps to a
     * gradient of 1e-14. Standard errors from the inverse of the Hessian; the last parameter is log scale.
     */
    @ParameterizedTest
    @CsvSource({
        "WEIBULL, -315.6608275063, 0.3872932079326, 1.043121374396, 0.9651708706356, 0.6045082732601, -0.5219579601258,"
                + "0.1600596824587, 0.287991011757, 0.06251173473419, 0.1088869635992, 0.07843120378621",
        "LOG_NORMAL, -323.8823705546, 0.5466301385212, 1.250638974046, 0.6899879390018, 0.7495298980069, -0.1619148561991,"
                + "0.1950240601369, 0.3409746319204, 0.09380648082119, 0.1510512537193, 0.08337156615303",
        "LOG_LOGISTIC, -319.8576074866, 0.5369443868351, 1.220149058927, 0.7359285670646, 0.7061900145815, -0.7755066783047,"
                + "0.188820910902, 0.331823240622, 0.08150078101844, 0.1379471086597, 0.09361961568102"
    })
    void agreesWithDirectMaximisation(
            LifetimeDistribution distribution,
            double logLikelihood,
            double g0,
            double g1,
            double b0,
            double b1,
            double logScale,
            double e0,
            double e1,
            double e2,
            double e3,
            double e4) {
        MixtureCureModel model = MixtureCure.of(distribution).fit(reference());
        assertThat(model.report().converged()).isTrue();
        assertThat(model.logLikelihood()).isCloseTo(logLikelihood, within(1e-9));
        double[] estimates = {
            model.incidence().get(0).estimate(),
            model.incidence().get(1).estimate(),
            model.latency().get(0).estimate(),
            model.latency().get(1).estimate(),
            Math.log(model.scale())
        };
        double[] errors = {
            model.incidence().get(0).standardError(),
            model.incidence().get(1).standardError(),
            model.latency().get(0).standardError(),
            model.latency().get(1).standardError(),
            model.logScaleError()
        };
        assertThat(estimates).containsExactly(new double[] {g0, g1, b0, b1, logScale}, within(1e-7));
        assertThat(errors).containsExactly(new double[] {e0, e1, e2, e3, e4}, within(1e-7));
        assertThat(model.aic()).isCloseTo(-2 * logLikelihood + 10, within(1e-8));
    }

    @ParameterizedTest
    @EnumSource(
            value = LifetimeDistribution.class,
            names = {"GENERALIZED_GAMMA"},
            mode = EnumSource.Mode.EXCLUDE)
    void likelihoodNeverFalls(LifetimeDistribution distribution) {
        for (int shop = 0; shop < 20; shop++) {
            MixtureCureFit fit = new MixtureCureFit(
                    new MixtureCure.Options(distribution, null, null, 0.95, 1000, 1e-12),
                    loyal("rises", shop, 150),
                    Execution.sequential());
            assertThat(fit.fit().report().converged()).isTrue();
            List<Double> history = fit.history();
            assertThat(history).hasSizeGreaterThan(8);
            for (int k = 1; k < history.size(); k++) {
                if (!Double.isNaN(history.get(k - 1)) && !Double.isNaN(history.get(k))) {
                    // the last step, from a decrement below 1e-9, may move the last digits
                    assertThat(history.get(k)).isGreaterThanOrEqualTo(history.get(k - 1) - 1e-10);
                }
            }
        }
    }

    /** Without features or censoring before the end, the score equations of the exponential can be checked by hand. */
    @Test
    void exponentialWithoutFeaturesSolvesItsEquations() {
        SurvivalTable table = reference().withFeatures(FeatureTable.of(List.of()));
        MixtureCureModel model =
                MixtureCure.of(LifetimeDistribution.EXPONENTIAL).fit(table);
        double leaves = 1 - model.curve().neverLeaves();
        double mean = Math.exp(model.latency().get(0).estimate());
        double some = 0;
        double time = 0;
        double events = 0;
        for (int i = 0; i < table.rows(); i++) {
            double s = Math.exp(-table.time(i) / mean);
            double w = table.event(i) == 1 ? 1 : leaves * s / (1 - leaves + leaves * s);
            some += w;
            time += w * table.time(i);
            events += table.event(i);
        }
        assertThat(leaves).isCloseTo(some / table.rows(), within(1e-9));
        assertThat(mean).isCloseTo(time / events, within(1e-8));
        assertThat(model.scale()).isEqualTo(1);
        assertThat(model.logScaleError()).isEqualTo(0);
        assertThat(model.aic()).isCloseTo(-2 * model.logLikelihood() + 4, within(1e-9));
    }

    @Test
    void partsMayHaveFeaturesOfTheirOwn() {
        MixtureCureModel both = MixtureCure.of(LifetimeDistribution.WEIBULL).fit(reference());
        MixtureCureModel who =
                MixtureCure.of(LifetimeDistribution.WEIBULL).withLatency().fit(reference());
        MixtureCureModel when =
                MixtureCure.of(LifetimeDistribution.WEIBULL).withIncidence().fit(reference());
        assertThat(who.incidence()).hasSize(2);
        assertThat(who.latency()).hasSize(1);
        assertThat(when.incidence()).hasSize(1);
        assertThat(when.latency()).extracting(AftCoefficient::name).containsExactly("(intercept)", "x");
        assertThat(both.logLikelihood()).isGreaterThan(who.logLikelihood()).isGreaterThan(when.logLikelihood());
        assertThat(who.curve(0.5).ifLeaving().quantile(0.5))
                .isEqualTo(who.curve(-0.5).ifLeaving().quantile(0.5));
    }

    @Test
    void curveHangsTogether() {
        MixtureCureCurve curve =
                MixtureCure.of(LifetimeDistribution.WEIBULL).fit(reference()).curve(0.5);
        double never = curve.neverLeaves();
        double before = 1;
        for (double t = 0; t < 30; t += 0.5) {
            double s = curve.survival(t);
            assertThat(s).isLessThanOrEqualTo(before).isGreaterThanOrEqualTo(never);
            assertThat(s).isCloseTo(never + (1 - never) * curve.ifLeaving().survival(t), within(1e-14));
            assertThat(curve.interval(t).contains(s)).isTrue();
            assertThat(curve.neverLeaves(t)).isCloseTo(never / s, within(1e-13));
            assertThat(curve.neverLeavesInterval(t).contains(curve.neverLeaves(t)))
                    .isTrue();
            before = s;
        }
        assertThat(curve.risk(2, 3)).isCloseTo(1 - curve.survival(5) / curve.survival(2), within(1e-14));
        assertThat(curve.riskInterval(2, 3).contains(curve.risk(2, 3))).isTrue();
        assertThat(curve.interval(0)).isEqualTo(new Interval(1, 1, 0.95));
        assertThat(curve.neverLeaves(1e9)).isEqualTo(1);
        assertThat(curve.neverLeavesInterval(1e300)).isEqualTo(new Interval(1, 1, 0.95));
        assertThat(curve.interval(1e300).contains(never)).isTrue();
        assertThat(curve.toString()).startsWith("MixtureCureCurve[never leaves=0.");
    }

    @Test
    void unitsAndWeightsDoNotMatter() {
        SurvivalTable table = reference();
        double[] x = table.features().orElseThrow().column(0);
        MixtureCure recipe = MixtureCure.of(LifetimeDistribution.LOG_NORMAL);
        MixtureCureModel model = recipe.fit(table);
        MixtureCureModel moved = recipe.fit(SurvivalTable.of(
                        Arrays.stream(table.times()).map(t -> 30 * t).toArray(), table.events())
                .withFeatures(FeatureTable.of(
                        List.of("x"), Arrays.stream(x).map(v -> 5000 + 1000 * v).toArray())));
        assertThat(1000 * moved.incidence().get(1).estimate())
                .isCloseTo(model.incidence().get(1).estimate(), within(1e-7));
        assertThat(moved.curve(5500).survival(120)).isCloseTo(model.curve(0.5).survival(4), within(1e-9));
        double[] weights = SurvivalData.cycle(200, 1, 2, 0, 3);
        int[] repeated = IntStream.range(0, 200)
                .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
                .toArray();
        MixtureCureModel once = recipe.fit(table.withWeights(weights));
        MixtureCureModel often = recipe.fit(table.selectRows(repeated));
        assertThat(once.logLikelihood()).isCloseTo(often.logLikelihood(), within(1e-8));
        assertThat(once.incidence().get(1).standardError())
                .isCloseTo(often.incidence().get(1).standardError(), within(1e-7));
        assertThat(once.followUp().p()).isCloseTo(often.followUp().p(), within(1e-12));
    }

    @Test
    void everybodyLeavesIsSaid() {
        String nobody =
                "no share that never leaves: the likelihood is highest when everybody leaves sooner or later; use"
                        + " AftRegression, or watch longer";
        SurvivalTable all = AftTest.weibull("everybody", 1, 200);
        SurvivalTable uncensored = SurvivalTable.of(
                all.times(), IntStream.range(0, 200).map(i -> 1).toArray());
        assertThatThrownBy(() -> MixtureCure.of(LifetimeDistribution.WEIBULL).fit(uncensored))
                .isInstanceOf(FitException.class)
                .hasMessage(nobody);
        // a log-normal curve of a short watch goes on falling
        SurvivalTable table = reference();
        double[] times = Arrays.stream(table.times()).map(t -> Math.min(t, 2.5)).toArray();
        int[] events = IntStream.range(0, 200)
                .map(i -> table.time(i) <= 2.5 ? table.event(i) : 0)
                .toArray();
        assertThatThrownBy(() -> MixtureCure.of(LifetimeDistribution.LOG_NORMAL).fit(SurvivalTable.of(times, events)))
                .isInstanceOf(FitException.class)
                .hasMessage(nobody);
    }

    @Test
    void shortWatchIsAWarning() {
        SurvivalTable table = reference();
        double[] times = Arrays.stream(table.times()).map(t -> Math.min(t, 4)).toArray();
        int[] events = IntStream.range(0, 200)
                .map(i -> table.time(i) <= 4 ? table.event(i) : 0)
                .toArray();
        MixtureCureModel model = MixtureCure.of(LifetimeDistribution.WEIBULL).fit(SurvivalTable.of(times, events));
        assertThat(model.followUp().sufficient(0.05)).isFalse();
        assertThat(model.report().warnings())
                .anyMatch(w ->
                        w.startsWith("the watch may be too short to tell who never leaves: the last event was at 3.")
                                && w.endsWith("take the share that never leaves with care, or watch longer"));
        assertThat(model.curve().neverLeavesInterval().width())
                .as("and it shows")
                .isGreaterThan(0.3);
        assertThat(MixtureCure.of(LifetimeDistribution.WEIBULL)
                        .fit(table)
                        .report()
                        .warnings())
                .isEmpty();
    }

    @Test
    void aliasedColumnIsNamed() {
        SurvivalTable table = reference();
        FeatureTable x = table.features().orElseThrow();
        double[] constant = new double[200];
        Arrays.fill(constant, 3);
        MixtureCure recipe = MixtureCure.of(LifetimeDistribution.WEIBULL);
        MixtureCureModel model = recipe.fit(table.withFeatures(x.withColumn("same", constant)));
        assertThat(model.report().warnings())
                .containsExactly(
                        "aliased, because constant or a combination of the columns before: 'same' (who leaves), 'same'"
                                + " (when); without effect on the predictions");
        assertThat(model.incidence().get(2).estimate()).isNaN();
        assertThat(model.latency().get(2).aliased()).isTrue();
        assertThat(model.aic()).isCloseTo(recipe.fit(table).aic(), within(1e-7));
    }

    @Test
    void groupThatNeverLeavesIsNamed() {
        SurvivalTable table = loyal("apart", 1, 200);
        double[] stays = SurvivalData.cycle(200, 0, 1);
        int[] events = IntStream.range(0, 200)
                .map(i -> stays[i] == 1 ? 0 : table.event(i))
                .toArray();
        assertThatThrownBy(() -> MixtureCure.of(LifetimeDistribution.WEIBULL)
                        .withLatency()
                        .fit(SurvivalTable.of(table.times(), events)
                                .withFeatures(FeatureTable.of(List.of("stays"), stays))))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "no finite estimate: column(s) 'stays' set(s) apart customers of whom all or none ever leave; drop or"
                                + " merge the column(s), or watch longer");
    }

    @Test
    void refusesInWords() {
        MixtureCure recipe = MixtureCure.of(LifetimeDistribution.WEIBULL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MixtureCure.of(LifetimeDistribution.GENERALIZED_GAMMA))
                .withMessage(
                        "distribution must not be GENERALIZED_GAMMA: its tail and the share that never leaves cannot be told"
                                + " apart; use WEIBULL, LOG_NORMAL, LOG_LOGISTIC or EXPONENTIAL");
        assertThatThrownBy(() -> recipe.fit(SurvivalTable.of(new double[] {1, 2}, new int[2])))
                .isInstanceOf(FitException.class)
                .hasMessageStartingWith("no events: all rows with a weight above 0 are censored");
        assertThatThrownBy(() -> recipe.fit(SurvivalTable.of(new double[] {1, 2, 3}, new int[] {1, 0, 0})))
                .as("one event")
                .isInstanceOf(FitException.class)
                .hasMessageStartingWith("the scale shrinks to 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withIncidence("y").fit(reference()))
                .withMessage("no column 'y'; columns are [x]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.fit(reference()).curve(Double.NaN))
                .withMessage("feature 'x' must be finite, got NaN; impute or drop the row first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.fit(reference()).curve(1).neverLeaves(-1))
                .withMessage("now must be a finite number of at least 0, got -1");
        MixtureCureModel early = recipe.withMaxIterations(1).fit(reference());
        assertThat(early.report().converged()).isFalse();
        assertThat(early.report().warnings().get(0))
                .startsWith("not converged after 2 iterations; raise maxIterations");
    }

    @Test
    void saysHowFarItExtrapolates() {
        MixtureCureModel model = MixtureCure.of(LifetimeDistribution.WEIBULL).fit(reference());
        double last = model.followUp().lastTime();
        MixtureCureCurve curve = model.curve(new double[model.incidence().size() - 1]);
        assertThat(curve.lastTime()).isEqualTo(last);
        assertThat(curve.extrapolation(last)).isZero();
        assertThat(curve.extrapolation(last + 2)).isEqualTo(last + 2 - last);
        assertThat(curve.ifLeaving().extrapolation(2 * last)).isEqualTo(last);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.extrapolation(-1))
                .withMessage("time must be a finite number of at least 0, got -1");
    }

    // 1000 shops of 300: a coverage of 95 % gives between 93 and 97 % with probability 0.996, each of five times
    @Test
    void intervalsCoverTheTruth() {
        int shops = Boolean.getBoolean("clientele.full") ? 10_000 : 1000;
        int[] covered = new int[5];
        MixtureCureCurve truth = new MixtureCureCurve(
                LifetimeDistribution.WEIBULL, 0.5 + 0.2, 1 + 0.06, 0.6, new double[3][3], 0.95, 20);
        double bias = 0;
        for (int shop = 0; shop < shops; shop++) {
            MixtureCureModel model =
                    MixtureCure.of(LifetimeDistribution.WEIBULL).fit(loyal("cover", shop, 300));
            MixtureCureCurve curve = model.curve(0.2);
            CureCoefficient c = model.incidence().get(1);
            covered[0] += c.lower() <= 1 && 1 <= c.upper() ? 1 : 0;
            AftCoefficient b = model.latency().get(1);
            covered[1] += b.lower() <= 0.3 && 0.3 <= b.upper() ? 1 : 0;
            covered[2] += curve.neverLeavesInterval().contains(truth.neverLeaves()) ? 1 : 0;
            covered[3] += curve.neverLeavesInterval(4).contains(truth.neverLeaves(4)) ? 1 : 0;
            covered[4] += curve.riskInterval(2, 2).contains(truth.risk(2, 2)) ? 1 : 0;
            bias += curve.neverLeaves() - truth.neverLeaves();
        }
        for (int count : covered) {
            assertThat(count / (double) shops).isBetween(0.93, 0.97);
        }
        // the error of one shop is about 0.033, of the mean of 1000 0.001
        assertThat(bias / shops).isBetween(-0.004, 0.004);
    }
}
