package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for any data. */
class KaplanMeierPropertyTest {

    private static SurvivalTable data(int seed) {
        RandomGenerator random = RandomTables.random("km", seed);
        double unit = seed % 2 == 0 ? 0.25 : 0;
        SurvivalTable table = RandomTables.cox(random, 40 + 30 * seed, new double[] {0.5}, 0.7, unit);
        return seed % 3 == 0 ? RandomTables.entering(random, table) : table;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void agreesWithCounting(int seed) {
        SurvivalTable table = data(seed);
        SurvivalCurve curve = KaplanMeier.create().fit(table).curve();
        double s = 1;
        double[] times = curve.times();
        for (int k = 0; k < times.length; k++) {
            double t = times[k];
            long n = IntStream.range(0, table.rows())
                    .filter(i -> table.time(i) >= t && (!table.hasStarts() || table.start(i) < t))
                    .count();
            long d = IntStream.range(0, table.rows())
                    .filter(i -> table.time(i) == t && table.event(i) == 1)
                    .count();
            assertThat(curve.atRisk()[k]).isEqualTo(n);
            assertThat(curve.events()[k]).isEqualTo(d);
            s *= 1 - d / (double) n;
            assertThat(curve.survival()[k]).isCloseTo(s, within(1e-13));
        }
        assertThat(curve.survival()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void orderOfRowsDoesNotMatter(int seed) {
        SurvivalTable table = data(seed);
        int[] order = RandomTables.shuffled(RandomTables.random("shuffle", seed), table.rows());
        assertThat(KaplanMeier.create().fit(table.selectRows(order)))
                .isEqualTo(KaplanMeier.create().fit(table));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void weightsCountRepeats(int seed) {
        SurvivalTable table = data(seed);
        int[] twice = IntStream.range(0, 2 * table.rows()).map(i -> i / 2).toArray();
        double[] two = new double[table.rows()];
        Arrays.fill(two, 2);
        SurvivalCurve repeated =
                KaplanMeier.create().fit(table.selectRows(twice)).curve();
        SurvivalCurve weighted =
                KaplanMeier.create().fit(table.withWeights(two)).curve();
        assertThat(weighted).isEqualTo(repeated);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void weightsOfOneUnitDoNotMatterForRobustErrors(int seed) {
        SurvivalTable table = data(seed);
        double[] seven = new double[table.rows()];
        Arrays.fill(seven, 7);
        KaplanMeier robust = KaplanMeier.create().withErrors(CurveErrors.ROBUST);
        double[] plain = robust.fit(table).curve().standardErrors();
        double[] scaled = robust.fit(table.withWeights(seven)).curve().standardErrors();
        for (int k = 0; k < plain.length; k++) {
            assertThat(Double.isNaN(plain[k])).isEqualTo(Double.isNaN(scaled[k]));
            if (!Double.isNaN(plain[k])) {
                assertThat(scaled[k]).isCloseTo(plain[k], within(1e-12));
            }
        }
    }

    /** Without ties and late entries the infinitesimal jackknife and Greenwood are equal, a known identity. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7})
    void robustErrorsEqualGreenwoodWithoutWeights(int seed) {
        SurvivalTable table = data(seed);
        double[] greenwood = KaplanMeier.create().fit(table).curve().standardErrors();
        double[] robust = KaplanMeier.create()
                .withErrors(CurveErrors.ROBUST)
                .fit(table)
                .curve()
                .standardErrors();
        for (int k = 0; k < greenwood.length; k++) {
            assertThat(robust[k]).isCloseTo(greenwood[k], within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void robustErrorsOfClustersAgreeWithSummedInfluence(int seed) {
        SurvivalTable table = RandomTables.entering(RandomTables.random("enter", seed), data(seed))
                .withClusters(RandomTables.labels(
                        RandomTables.random("cluster", seed), data(seed).rows(), 9));
        SurvivalCurve curve =
                KaplanMeier.create().withErrors(CurveErrors.ROBUST).fit(table).curve();
        Labels clusters = java.util.Objects.requireNonNull(table.clusterLabels());
        double[] times = curve.times();
        double[] sum = new double[9];
        for (int k = 0; k < times.length && curve.survival()[k] > 0; k++) {
            double n = curve.atRisk()[k];
            double d = curve.events()[k];
            for (int i = 0; i < table.rows(); i++) {
                if (table.start(i) < times[k] && table.time(i) >= times[k]) {
                    boolean left = table.time(i) == times[k] && table.event(i) == 1;
                    sum[clusters.code(i)] += d / (n * (n - d)) - (left ? 1 / (n - d) : 0);
                }
            }
            double variance = Arrays.stream(sum).map(u -> u * u).sum();
            assertThat(curve.standardErrors()[k]).isCloseTo(curve.survival()[k] * Math.sqrt(variance), within(1e-11));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void splitIntervalsOfOneSubjectChangeNothing(int seed) {
        SurvivalTable table = data(seed);
        RandomGenerator random = RandomTables.random("split", seed);
        List<double[]> pieces = new ArrayList<>(); // start, time, event, subject
        for (int i = 0; i < table.rows(); i++) {
            double from = table.start(i);
            double cut = from + (table.time(i) - from) * random.nextDouble();
            if (cut > from && cut < table.time(i)) {
                pieces.add(new double[] {from, cut, 0, i});
                from = cut;
            }
            pieces.add(new double[] {from, table.time(i), table.event(i), i});
        }
        SurvivalTable split = SurvivalTable.of(
                        pieces.stream().mapToDouble(p -> p[1]).toArray(),
                        pieces.stream().mapToInt(p -> (int) p[2]).toArray())
                .withStarts(pieces.stream().mapToDouble(p -> p[0]).toArray())
                .withSubjects(pieces.stream().map(p -> "c" + (int) p[3]).toList());
        SurvivalCurve whole = KaplanMeier.create().fit(table).curve();
        SurvivalCurve cut = KaplanMeier.create().fit(split).curve();
        assertThat(Arrays.stream(cut.censored()).sum())
                .isEqualTo(Arrays.stream(whole.censored()).sum());
        double[] times = whole.times();
        for (int k = 0; k < times.length; k++) {
            assertThat(cut.survival(times[k])).isEqualTo(whole.survival(times[k]));
            assertThat(cut.interval(times[k])).isEqualTo(whole.interval(times[k]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void unitOfTimeDoesNotMatter(int seed) {
        SurvivalTable table = data(seed);
        double[] times = Arrays.stream(table.times()).map(t -> 4 * t).toArray();
        SurvivalTable scaled = SurvivalTable.of(times, table.events());
        if (table.hasStarts()) {
            scaled = scaled.withStarts(IntStream.range(0, times.length)
                    .mapToDouble(i -> 4 * table.start(i))
                    .toArray());
        }
        assertThat(KaplanMeier.create().fit(scaled).curve().survival())
                .isEqualTo(KaplanMeier.create().fit(table).curve().survival());
    }
}
