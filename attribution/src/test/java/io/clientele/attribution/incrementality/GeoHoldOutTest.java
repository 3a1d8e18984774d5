package io.clientele.attribution.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GeoHoldOutTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-01-05");
    private static final double[][] SALES = {
        {12, 15, 11, 19, 22},
        {8, 9, 7, 14, 10},
        {20, 18, 25, 27, 30},
        {5, 6, 9, 7, 6},
        {14, 11, 13, 12, 16},
        {9, 13, 10, 8, 12},
        {17, 15, 16, 21, 19}
    };
    private static final List<String> TREATED = List.of("a", "b", "c");

    private static GeoPanel panel(double[][] sales) {
        GeoPanel.Builder builder = GeoPanel.builder();
        for (int g = 0; g < sales.length; g++) {
            for (int p = 0; p < sales[g].length; p++) {
                builder.add(String.valueOf((char) ('a' + g)), week(p), sales[g][p]);
            }
        }
        return builder.build();
    }

    private static LocalDate week(int number) {
        return MONDAY.plusWeeks(number);
    }

    /**
     * Python: statsmodels 0.13.5 {@code ols("y ~ d + C(geo) + C(week)")} for the estimate; R 4.2.2 {@code t.test(d[1:3], d[4:7])} on
     * the changes for p and interval; all permutations by {@code itertools.combinations(range(7), 3)}, bisection of their p-value over
     * the effect for its interval.
     */
    @Test
    void agreesWithTwoWayFixedEffectsWelchAndAllPermutations() {
        GeoIncrementality added = GeoHoldOut.create().compare(panel(SALES), TREATED, week(3));
        assertThat(added.difference()).isEqualTo(5.3194444444444455, within(1e-13));
        assertThat(added.p()).isEqualTo(0.025869592301239211, within(1e-12));
        assertThat(added.interval().lower()).isEqualTo(1.003368297088902406, within(1e-10));
        assertThat(added.interval().upper()).isEqualTo(9.635520591799986434, within(1e-10));
        assertThat(added.assignments()).isEqualTo(35);
        assertThat(added.exact()).isTrue();
        assertThat(added.permutationP()).isEqualTo(3 / 35.0);
        Interval permuted = added.permutationInterval().orElseThrow();
        assertThat(permuted.lower()).isEqualTo(-1.38888888888889, within(1e-10));
        assertThat(permuted.upper()).isEqualTo(9.5, within(1e-10));
        Interval ninety = GeoHoldOut.create()
                .withConfidence(0.9)
                .compare(panel(SALES), TREATED, week(3))
                .permutationInterval()
                .orElseThrow();
        assertThat(ninety.lower()).isEqualTo(1.45, within(1e-10));
        assertThat(ninety.upper()).isEqualTo(8.45, within(1e-10));
        assertThat(added.inTimeP()).isEqualTo(1 / 5.0);
        assertThat(added.expected()).isEqualTo(122 / 6.0 - 5.3194444444444455, within(1e-12));
        assertThat(added.total()).isEqualTo(6 * added.difference());
        assertThat(added.totalInterval().width()).isEqualTo(6 * added.interval().width(), within(1e-12));
        assertThat(added.warnings()).isEmpty();
        assertThat(added.treatedGeos() + added.controlGeos()).isEqualTo(7);
        assertThat(added.periodsBefore()).isEqualTo(3);
        assertThat(added.periodsAfter()).isEqualTo(2);
    }

    /** R 4.2.2: {@code t.test(d[3], d[-3], var.equal = TRUE)}, which is the same for one against six. SciPy 1.10 is off by 4e-10. */
    @Test
    void oneTreatedGeoTakesTheVarianceOfTheOthers() {
        GeoIncrementality added = GeoHoldOut.create().compare(panel(SALES), List.of("c"), week(3));
        assertThat(added.difference()).isEqualTo(4.777777777777777, within(1e-13));
        assertThat(added.interval().lower()).isEqualTo(-4.10266835457490764, within(1e-9));
        assertThat(added.interval().upper()).isEqualTo(13.65822391013046477, within(1e-9));
        assertThat(added.p()).isEqualTo(0.22523798146009916, within(1e-11));
        assertThat(added.permutationInterval()).isEmpty();
        assertThat(added.warnings())
                .containsExactly(
                        "there is one treated geo; its variance is taken to be that of the others",
                        "with 7 ways to draw the treated geos no effect can be rejected at a confidence of 0.95, so there is"
                                + " no permutation interval; use more geos");
        // the same seen from the other side
        GeoIncrementality control =
                GeoHoldOut.create().compare(panel(SALES), List.of("a", "b", "d", "e", "f", "g"), week(3));
        assertThat(control.difference()).isEqualTo(-added.difference(), within(1e-13));
        assertThat(control.p()).isEqualTo(added.p(), within(1e-12));
        assertThat(control.permutationP()).isEqualTo(added.permutationP());
        assertThat(control.warnings().get(0)).startsWith("there is one control geo;");
    }

    private static double[][] random(long seed, int geos, int periods) {
        RandomGenerator random = RandomStreams.stream(seed, "test.geo", 0);
        double[][] sales = new double[geos][periods];
        for (double[] row : sales) {
            double level = 100 * random.nextDouble();
            Arrays.setAll(row, p -> level + 10 * Samplers.gaussian(random));
        }
        return sales;
    }

    /** Share of the sets of {@code t} geos whose difference is at least as large once {@code effect} is taken away: by going through them. */
    private static double permutationP(double[] change, int treated, double effect) {
        double[] left = change.clone();
        for (int g = 0; g < treated; g++) {
            left[g] -= effect;
        }
        int n = change.length;
        double own = Math.abs(difference(left, (1 << treated) - 1));
        int sets = 0;
        int extreme = 0;
        for (int set = 0; set < 1 << n; set++) {
            if (Integer.bitCount(set) == treated) {
                sets++;
                extreme += Math.abs(difference(left, set)) >= own - 1e-9 ? 1 : 0;
            }
        }
        return (double) extreme / sets;
    }

    private static double difference(double[] x, int set) {
        double in = 0;
        double out = 0;
        for (int g = 0; g < x.length; g++) {
            in += (set >> g & 1) * x[g];
            out += (1 - (set >> g & 1)) * x[g];
        }
        int size = Integer.bitCount(set);
        return in / size - out / (x.length - size);
    }

    @Test
    void thePermutationIntervalEndsWhereThePermutationTestRejects() {
        for (int seed = 0; seed < 20; seed++) {
            int geos = 7 + seed % 4;
            int treated = 3 + seed % 3;
            double[][] sales = random(seed, geos, 6);
            double[] change = new double[geos];
            Arrays.setAll(
                    change,
                    g -> (sales[g][4] + sales[g][5]) / 2 - (sales[g][0] + sales[g][1] + sales[g][2] + sales[g][3]) / 4);
            List<String> names = panel(sales).geos().subList(0, treated);
            GeoIncrementality added = GeoHoldOut.create().withConfidence(0.9).compare(panel(sales), names, week(4));
            assertThat(added.permutationP()).isEqualTo(permutationP(change, treated, 0), within(1e-15));
            Interval sure = added.permutationInterval().orElseThrow();
            double step = 1e-6;
            assertThat(permutationP(change, treated, sure.lower() + step)).isGreaterThan(0.1 + 1e-12);
            assertThat(permutationP(change, treated, sure.upper() - step)).isGreaterThan(0.1 + 1e-12);
            assertThat(permutationP(change, treated, sure.lower() - step)).isLessThanOrEqualTo(0.1 + 1e-12);
            assertThat(permutationP(change, treated, sure.upper() + step)).isLessThanOrEqualTo(0.1 + 1e-12);
        }
    }

    @Test
    void manyGeosAreDrawnAtRandomTheSameEveryTime() {
        double[][] sales = random(3, 26, 8);
        List<String> treated = panel(sales).geos().subList(0, 13);
        GeoHoldOut recipe = GeoHoldOut.create().withDraws(4_999).withSeed(7);
        GeoIncrementality added = recipe.compare(panel(sales), treated, week(5));
        assertThat(added.exact()).isFalse();
        assertThat(added.assignments()).isEqualTo(5_000);
        assertThat(recipe.compare(panel(sales), treated, week(5)))
                .isEqualTo(added)
                .hasSameHashCodeAs(added);
        assertThat(recipe.withSeed(8).compare(panel(sales), treated, week(5))).isNotEqualTo(added);
        // (1 + count) / (1 + draws), never 0
        double times = added.permutationP() * 5_000;
        assertThat(times).isEqualTo(Math.rint(times), within(1e-9)).isGreaterThanOrEqualTo(1);
        double[][] sold = Arrays.stream(sales).map(double[]::clone).toArray(double[][]::new);
        for (int g = 0; g < 13; g++) {
            sold[g][5] += 1e6;
        }
        assertThat(recipe.compare(panel(sold), treated, week(5)).permutationP()).isEqualTo(1 / 5_000.0);
        // another test of the same hypothesis: Welch's p is close to the permutation p for 26 normal changes; standard
        // error of the latter at most sqrt(0.25/5000) = 0.007
        assertThat(added.permutationP()).isEqualTo(added.p(), within(0.03));
    }

    @Test
    void anEffectMovesTheAnswerByAsMuchAndWhatAllShareDoesNot() {
        double[][] sales = random(5, 9, 7);
        GeoIncrementality before = GeoHoldOut.create().compare(panel(sales), TREATED, week(4));
        double[][] other = Arrays.stream(sales).map(double[]::clone).toArray(double[][]::new);
        for (int g = 0; g < 9; g++) {
            for (int p = 0; p < 7; p++) {
                other[g][p] += 1000 * g + 37 * p * p + (g < 3 && p >= 4 ? 12.5 : 0);
            }
        }
        GeoIncrementality after = GeoHoldOut.create().compare(panel(other), TREATED, week(4));
        assertThat(after.difference()).isEqualTo(before.difference() + 12.5, within(1e-10));
        assertThat(after.interval().lower()).isEqualTo(before.interval().lower() + 12.5, within(1e-9));
        assertThat(after.permutationInterval().orElseThrow().upper())
                .isEqualTo(before.permutationInterval().orElseThrow().upper() + 12.5, within(1e-9));
    }

    @Test
    void theOrderOfCellsAndNamesDoesNotMatter() {
        double[][] sales = random(6, 8, 5);
        List<Object[]> cells = new ArrayList<>();
        for (int g = 0; g < 8; g++) {
            for (int p = 0; p < 5; p++) {
                cells.add(new Object[] {String.valueOf((char) ('a' + g)), week(p), sales[g][p]});
            }
        }
        int[] order = new int[cells.size()];
        Arrays.setAll(order, i -> i);
        Samplers.shuffle(RandomStreams.stream(1, "test.order", 0), order);
        GeoPanel.Builder builder = GeoPanel.builder();
        for (int i : order) {
            builder.add((String) cells.get(i)[0], (LocalDate) cells.get(i)[1], (Double) cells.get(i)[2]);
        }
        assertThat(builder.build()).isEqualTo(panel(sales)).hasSameHashCodeAs(panel(sales));
        assertThat(GeoHoldOut.create().compare(builder.build(), List.of("c", "a", "b"), week(2)))
                .isEqualTo(GeoHoldOut.create().compare(panel(sales), TREATED, week(2)));
    }

    @Test
    void geosThatDoNotVary() {
        double[][] constant = new double[8][5];
        Arrays.stream(constant).forEach(row -> Arrays.fill(row, 0.1));
        GeoIncrementality nothing = GeoHoldOut.create().compare(panel(constant), TREATED, week(3));
        assertThat(nothing.interval()).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(nothing.p()).isEqualTo(1);
        assertThat(nothing.permutationP()).isEqualTo(1);
        assertThat(nothing.permutationInterval()).hasValue(new Interval(0, 0, 0.95));
        assertThat(nothing.inTimeP()).isEqualTo(1);
        for (int g = 0; g < 3; g++) {
            constant[g][3] += 2;
            constant[g][4] += 2;
        }
        GeoIncrementality jump = GeoHoldOut.create().compare(panel(constant), TREATED, week(3));
        assertThat(jump.difference()).isEqualTo(2);
        assertThat(jump.p()).isZero();
        assertThat(jump.permutationP()).isEqualTo(1 / 56.0);
    }

    @Test
    void creditsAreCalibratedToGeosToo() {
        GeoIncrementality added = GeoHoldOut.create().compare(panel(SALES), TREATED, week(3));
        Attribution credits = Attribution.of(
                "last",
                List.of("display", "email"),
                new double[] {64, 16},
                new double[2],
                FitReport.builder().build());
        Calibration scaled = Calibration.of(credits, Map.of("display", added.total()));
        assertThat(scaled.credits().get(0).measured()).isTrue();
        assertThat(scaled.credits().get(0).calibrated()).isEqualTo(added.total());
        assertThat(scaled.credits().get(1).measured()).isFalse();
        assertThat(scaled.credits().get(1).calibrated()).isEqualTo(added.total() / 4, within(1e-12));
        assertThat(scaled.baseline()).isEqualTo(80 - 1.25 * added.total(), within(1e-12));
    }

    @Test
    void badArguments() {
        GeoPanel panel = panel(SALES);
        GeoHoldOut recipe = GeoHoldOut.create();
        refused(
                () -> recipe.compare(panel, List.of(), week(3)),
                "at least one geo must be treated; geos are [a, b, c, d, e, f, g]");
        refused(
                () -> recipe.compare(panel, panel.geos(), week(3)),
                "all geos of the panel are treated ([a, b, c, d, e, f, g]); at least one must have been kept without the"
                        + " channel to compare with");
        refused(
                () -> recipe.compare(panel, List.of("a", "z"), week(3)),
                "there is no geo 'z'; geos are [a, b, c, d, e, f, g]");
        refused(() -> recipe.compare(panel, List.of("a", "a"), week(3)), "geo 'a' occurs twice among the treated");
        GeoPanel one = panel(new double[][] {{1, 2, 3}});
        refused(
                () -> recipe.compare(one, List.of("a"), week(1)),
                "all geos of the panel are treated ([a]); at least one must have been kept without the channel to compare"
                        + " with");
        GeoPanel two = panel(new double[][] {{1, 2, 3}, {2, 3, 4}});
        refused(
                () -> recipe.compare(two, List.of("a"), week(1)),
                "geos must be at least 3, got 2; one treated and one other geo differ by chance, and nothing says by how"
                        + " much");
        refused(
                () -> recipe.compare(panel, TREATED, MONDAY),
                "treatment must start after the first period (2026-01-05), got 2026-01-05; nothing says what was there"
                        + " before");
        refused(
                () -> recipe.compare(panel, TREATED, week(5)),
                "no period begins at or after the start of the treatment (2026-02-09); the last begins on 2026-02-02");
        refused(() -> recipe.withDraws(98), "draws must be at least 99, got 98");
        refused(() -> recipe.withDraws(10_000_001), "draws must be at most ten million (10000000), got 10000001");
        refused(() -> recipe.withConfidence(1), "confidence must be above 0 and below 1, such as 0.95, got 1");
        assertThat(recipe)
                .isEqualTo(GeoHoldOut.create())
                .hasToString("GeoHoldOut[confidence=0.95, draws=9999, seed=0]");
    }

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }
}
