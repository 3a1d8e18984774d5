package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for any data. */
class CoxPropertyTest {

    private static final double[] BETA = {0.6, -0.3, 0.2, 0, 0.1};

    /** Sizes across tiles, ties or not, late entries or not, strata or not. */
    private static SurvivalTable data(int seed) {
        RandomGenerator random = RandomTables.random("cox", seed);
        int n = 150 + 137 * seed;
        SurvivalTable table = RandomTables.cox(random, n, BETA, 0.6, seed % 2 == 0 ? 0.1 : 0);
        if (seed % 3 == 1) {
            table = RandomTables.entering(random, table);
        }
        return seed % 4 == 3 ? table.withStrata(RandomTables.labels(random, n, 3)) : table;
    }

    private static Ties ties(int seed) {
        return seed % 5 == 4 ? Ties.BRESLOW : Ties.EFRON;
    }

    private static CoxModel fit(SurvivalTable table, int seed) {
        return CoxRegression.create().withTies(ties(seed)).fit(table);
    }

    private static void same(CoxModel a, CoxModel b, double tolerance) {
        for (int j = 0; j < a.coefficients().size(); j++) {
            assertThat(a.coefficients().get(j).estimate())
                    .isCloseTo(b.coefficients().get(j).estimate(), within(tolerance));
            assertThat(a.coefficients().get(j).standardError())
                    .isCloseTo(b.coefficients().get(j).standardError(), within(tolerance));
        }
    }

    /** The log partial likelihood by its definition, in order of n² steps. */
    private static double logLikelihood(SurvivalTable t, double[] beta, Ties ties) {
        int n = t.rows();
        FeatureTable x = t.features().orElseThrow();
        double[] risk = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double eta = 0;
            for (int j = 0; j < beta.length; j++) {
                eta += beta[j] * x.get(i, j);
            }
            risk[i] = Math.exp(eta);
            sum += t.event(i) * eta;
        }
        Labels strata = t.stratumLabels();
        for (int i = 0; i < n; i++) {
            if (t.event(i) == 0) {
                continue;
            }
            double s0 = 0;
            double e0 = 0;
            int tied = 0;
            int rank = 0;
            for (int k = 0; k < n; k++) {
                boolean together = strata == null || strata.code(k) == strata.code(i);
                if (together && t.time(k) >= t.time(i) && (!t.hasStarts() || t.start(k) < t.time(i))) {
                    s0 += risk[k];
                    if (t.event(k) == 1 && t.time(k) == t.time(i)) {
                        e0 += risk[k];
                        tied++;
                        rank += k < i ? 1 : 0;
                    }
                }
            }
            sum -= Math.log(ties == Ties.EFRON ? s0 - (double) rank / tied * e0 : s0);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 9})
    void likelihoodIsTheDefinitionAndItsMaximum(int seed) {
        SurvivalTable table = data(seed);
        CoxModel model = fit(table, seed);
        double[] beta = model.coefficients().stream()
                .mapToDouble(CoxCoefficient::estimate)
                .toArray();
        double at = logLikelihood(table, beta, ties(seed));
        assertThat(model.logLikelihood()).isCloseTo(at, within(1e-9 * Math.abs(at)));
        assertThat(model.nullLogLikelihood())
                .isCloseTo(logLikelihood(table, new double[5], ties(seed)), within(1e-9 * Math.abs(at)));
        for (int j = 0; j < beta.length; j++) {
            double[] up = beta.clone();
            double[] down = beta.clone();
            double h = model.coefficients().get(j).standardError() / 100;
            up[j] += h;
            down[j] -= h;
            double more = logLikelihood(table, up, ties(seed));
            double less = logLikelihood(table, down, ties(seed));
            assertThat(more).isLessThan(at);
            assertThat(less).isLessThan(at);
            // curvature by differences; good to about h² and rounding over h²
            double[][] inverse = model.covariance();
            assertThat((2 * at - more - less) / (h * h)).isGreaterThan(0.999 / inverse[j][j]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7})
    void scoresAddUpToNothingAndMartingalesToo(int seed) {
        SurvivalTable table = data(seed);
        CoxResiduals residuals = CoxResiduals.of(fit(table, seed), table);
        assertThat(Arrays.stream(residuals.martingale()).sum()).isCloseTo(0, within(1e-9));
        for (String name : table.features().orElseThrow().names()) {
            assertThat(Arrays.stream(residuals.score().column(name)).sum()).isCloseTo(0, within(1e-8));
            assertThat(Arrays.stream(residuals.schoenfeld().column(name)).sum()).isCloseTo(0, within(1e-8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void shiftingAndScalingFeaturesChangesNothingElse(int seed) {
        SurvivalTable table = data(seed);
        FeatureTable x = table.features().orElseThrow();
        double[][] columns = new double[5][];
        for (int j = 0; j < 5; j++) {
            double factor = Math.pow(10, j - 2);
            columns[j] = Arrays.stream(x.column(j)).map(v -> 100 + v * factor).toArray();
        }
        CoxModel plain = fit(table, seed);
        CoxModel moved = fit(table.withFeatures(FeatureTable.of(x.names(), columns)), seed);
        for (int j = 0; j < 5; j++) {
            double factor = Math.pow(10, j - 2);
            assertThat(moved.coefficients().get(j).estimate() * factor)
                    .isCloseTo(plain.coefficients().get(j).estimate(), within(1e-9));
            assertThat(moved.coefficients().get(j).z())
                    .isCloseTo(plain.coefficients().get(j).z(), within(1e-8));
        }
        assertThat(moved.logLikelihood()).isCloseTo(plain.logLikelihood(), within(1e-8));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void orderOfRowsDoesNotMatter(int seed) {
        SurvivalTable table = data(seed);
        int[] order = RandomTables.shuffled(RandomTables.random("shuffle", seed), table.rows());
        same(fit(table.selectRows(order), seed), fit(table, seed), 1e-11);
    }

    /** Breslow's likelihood of rows with weights is that of repeated rows; Efron's is not, as repeating makes ties. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7})
    void weightsCountRepeats(int seed) {
        SurvivalTable table = data(seed);
        double[] weights = SurvivalData.cycle(table.rows(), 1, 3, 2);
        int[] repeated = IntStream.range(0, table.rows())
                .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
                .toArray();
        CoxRegression breslow = CoxRegression.create().withTies(Ties.BRESLOW);
        CoxModel once = breslow.fit(table.withWeights(weights));
        CoxModel often = breslow.fit(table.selectRows(repeated));
        same(once, often, 1e-10);
        assertThat(once.logLikelihood()).isCloseTo(often.logLikelihood(), within(1e-8));
        assertThat(once.inStratum(once.strata().get(0), new double[5]).survival(0.4))
                .isCloseTo(often.inStratum(once.strata().get(0), new double[5]).survival(0.4), within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void rowsOfWeightZeroAreAsGoodAsAbsent(int seed) {
        SurvivalTable table = data(seed);
        double[] weights = SurvivalData.cycle(table.rows(), 1, 1, 0);
        int[] kept =
                IntStream.range(0, table.rows()).filter(i -> weights[i] > 0).toArray();
        same(fit(table.withWeights(weights), seed), fit(table.selectRows(kept), seed), 1e-11);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void splitIntervalsChangeNothing(int seed) {
        SurvivalTable table = data(seed);
        RandomGenerator random = RandomTables.random("split", seed);
        List<double[]> pieces = new ArrayList<>(); // start, time, event, row
        for (int i = 0; i < table.rows(); i++) {
            double from = table.start(i);
            for (int cut = 0; cut < 3; cut++) {
                double at = from + (table.time(i) - from) * random.nextDouble();
                if (at > from && at < table.time(i)) {
                    pieces.add(new double[] {from, at, 0, i});
                    from = at;
                }
            }
            pieces.add(new double[] {from, table.time(i), table.event(i), i});
        }
        int[] rows = pieces.stream().mapToInt(p -> (int) p[3]).toArray();
        SurvivalTable split = SurvivalTable.of(
                        pieces.stream().mapToDouble(p -> p[1]).toArray(),
                        pieces.stream().mapToInt(p -> (int) p[2]).toArray())
                .withStarts(pieces.stream().mapToDouble(p -> p[0]).toArray())
                .withFeatures(table.features().orElseThrow().selectRows(rows));
        if (table.stratumLabels() != null) {
            Labels strata = Objects.requireNonNull(table.stratumLabels());
            split = split.withStrata(Arrays.stream(rows).mapToObj(strata::name).toList());
        }
        CoxModel whole = fit(table, seed);
        CoxModel cut = fit(split, seed);
        same(cut, whole, 1e-10);
        assertThat(cut.logLikelihood()).isCloseTo(whole.logLikelihood(), within(1e-9 * table.rows()));
        double[] beta = whole.linearPredictors(table.features().orElseThrow(), Execution.sequential());
        Concordance one = Concordance.of(table, beta);
        Concordance other = Concordance.of(
                split, Arrays.stream(rows).mapToDouble(i -> beta[i]).toArray());
        assertThat(other.concordant()).isEqualTo(one.concordant());
        assertThat(other.discordant()).isEqualTo(one.discordant());
        // the pieces of a customer are a cluster, and then the error is the same too
        Concordance clustered = Concordance.of(
                split.withClusters(Arrays.stream(rows).mapToObj(i -> "c" + i).toList()),
                Arrays.stream(rows).mapToDouble(i -> beta[i]).toArray());
        assertThat(clustered.standardError()).isCloseTo(one.standardError(), within(1e-12));
        CoxModel robust = CoxRegression.create()
                .withTies(ties(seed))
                .fit(split.withClusters(
                        Arrays.stream(rows).mapToObj(i -> "c" + i).toList()));
        same(
                robust,
                CoxRegression.create().withTies(ties(seed)).withRobustErrors().fit(table),
                1e-9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void onlyTheOrderOfTimesMatters(int seed) {
        SurvivalTable table = data(seed);
        SurvivalTable cubed = SurvivalTable.of(
                        Arrays.stream(table.times()).map(t -> t * t * t).toArray(), table.events())
                .withFeatures(table.features().orElseThrow());
        if (table.hasStarts()) {
            cubed = cubed.withStarts(IntStream.range(0, table.rows())
                    .mapToDouble(i -> Math.pow(table.start(i), 3))
                    .toArray());
        }
        if (table.stratumLabels() != null) {
            cubed = cubed.withStrata(SurvivalData.names(table.stratumLabels(), table.rows()));
        }
        same(fit(cubed, seed), fit(table, seed), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 6})
    void exactTiesAgreeWithEnumeration(int seed) {
        // eight customers, three of them leaving together: every set of three at risk is tried
        RandomGenerator random = RandomTables.random("exact", seed);
        double[] x = random.doubles(8).toArray();
        double[] times = {1, 1, 1, 2, 2, 3, 4, 4};
        int[] events = {1, 1, 1, 1, 0, 0, 1, 1};
        SurvivalTable table = SurvivalTable.of(times, events).withFeatures(FeatureTable.of(List.of("x"), x));
        CoxModel model = CoxRegression.create().withTies(Ties.EXACT).fit(table);
        double b = model.coefficients().get(0).estimate();
        double direct = enumerated(x, times, events, b);
        assertThat(model.logLikelihood()).isCloseTo(direct, within(1e-12));
        assertThat(direct).isGreaterThan(enumerated(x, times, events, b + 0.01));
        assertThat(direct).isGreaterThan(enumerated(x, times, events, b - 0.01));
        double h = 1e-3;
        double curvature =
                (2 * direct - enumerated(x, times, events, b + h) - enumerated(x, times, events, b - h)) / (h * h);
        assertThat(model.covariance()[0][0]).isCloseTo(1 / curvature, within(1e-5 / curvature));
    }

    private static double enumerated(double[] x, double[] times, int[] events, double b) {
        double log = 0;
        for (double t : new double[] {1, 2, 3, 4}) {
            int left = 0;
            int tied = 0;
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                if (times[i] == t && events[i] == 1) {
                    tied++;
                    left |= 1 << i;
                    log += b * x[i];
                }
            }
            if (left == 0) {
                continue;
            }
            for (int set = 0; set < 1 << x.length; set++) {
                double eta = 0;
                boolean atRisk = Integer.bitCount(set) == tied;
                for (int i = 0; i < x.length; i++) {
                    if ((set >> i & 1) == 1) {
                        atRisk &= times[i] >= t;
                        eta += b * x[i];
                    }
                }
                sum += atRisk ? Math.exp(eta) : 0;
            }
            log -= Math.log(sum);
        }
        return log;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void concordanceAgreesWithAllPairs(int seed) {
        SurvivalTable table = data(seed);
        RandomGenerator random = RandomTables.random("scores", seed);
        double[] scores = random.doubles(table.rows(), -5, 5).map(Math::rint).toArray();
        double[] weights = SurvivalData.cycle(table.rows(), 1, 0.5, 2);
        Concordance fast = Concordance.of(table.withWeights(weights), scores);
        double[] counts = new double[3];
        Labels strata = table.stratumLabels();
        for (int i = 0; i < scores.length; i++) {
            for (int k = 0; k < scores.length; k++) {
                boolean later =
                        table.time(k) > table.time(i) || (table.time(k) == table.time(i) && table.event(k) == 0);
                if (i != k
                        && table.event(i) == 1
                        && later
                        && (!table.hasStarts() || table.start(k) < table.time(i))
                        && (strata == null || strata.code(i) == strata.code(k))) {
                    counts[1 + (int) Math.signum(scores[i] - scores[k])] += weights[i] * weights[k];
                }
            }
        }
        assertThat(fast.discordant()).isCloseTo(counts[0], within(1e-9 * counts[0]));
        assertThat(fast.tiedRisk()).isCloseTo(counts[1], within(1e-9 * counts[1]));
        assertThat(fast.concordant()).isCloseTo(counts[2], within(1e-9 * counts[2]));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 25})
    void predictedVarianceIsInterpolatedClosely(int thousands) {
        // more event times than are kept: what is interpolated agrees with what a fit on fewer rows would keep exactly
        SurvivalTable table = RandomTables.cox(RandomTables.random("kept", thousands), thousands * 1000, BETA, 0.5, 0);
        CoxModel model = fit(table, 0);
        CoxDesign design = model.design(table, Execution.sequential());
        CoxParts parts = new CoxParts(design, Ties.EFRON, model.scaledFor(design));
        assertThat(parts.mean(0, 0)).isFinite();
        CoxCurve curve = model.curve(1, 0, 0, 0, 0);
        double[] times = curve.times();
        for (int k = 1; k < 20; k++) {
            double t = times[k * (times.length / 20)];
            double exact = exactError(model, design, new double[] {1, 0, 0, 0, 0}, t);
            assertThat(curve.cumulativeHazardError(t)).isCloseTo(exact, within(1e-4 * exact));
        }
    }

    private static double exactError(CoxModel model, CoxDesign d, double[] row, double t) {
        int p = row.length;
        double[] scaled = model.scaledFor(d);
        double[] x = new double[p];
        double eta = 0;
        for (int j = 0; j < p; j++) {
            x[j] = (row[j] - d.center[0][j]) / d.scale[j];
            eta += scaled[j] * x[j];
        }
        double ratio = Math.exp(eta);
        double[] sums = new double[2 + p];
        new CoxWalk(d, Ties.EFRON, scaled).run((b, tie, s1, e1) -> {
            if (d.binTime(b) <= t) {
                sums[0] += tie.hazard;
                sums[1] += tie.a;
                for (int j = 0; j < p; j++) {
                    sums[2 + j] += x[j] * tie.hazard - (tie.a * s1[j] - tie.b * e1[j]);
                }
            }
        });
        double variance = sums[1];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                variance += sums[2 + j] * model.covariance()[j][k] * d.scale[j] * d.scale[k] * sums[2 + k];
            }
        }
        return ratio * Math.sqrt(variance);
    }
}
