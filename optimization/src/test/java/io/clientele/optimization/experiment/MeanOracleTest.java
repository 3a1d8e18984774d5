package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.stats.ExactMoments;
import io.clientele.core.stats.ExactSum;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Means, ranks, ratios and CUPED against ../shared/golden/experiments, made by R; on real spend of 42,613 customers too. */
class MeanOracleTest {

    private static final double RELATIVE = 1e-10;
    private static final double ABSOLUTE = 1e-12;

    @Test
    void smallSample() {
        Golden golden = Golden.load("experiments/means-small");
        CsvTable input = golden.input();
        double[] a = only(input.numbers("y"), input.numbers("arm"), 0);
        double[] b = only(input.numbers("y"), input.numbers("arm"), 1);
        check(golden.at("expected"), a, b);
        golden.at("expected", "mann_whitney", "p_exact")
                .matches(MannWhitney.of(a, b).p(), RELATIVE, ABSOLUTE);
    }

    @Test
    void spendOfHillstrom() {
        check(
                Golden.load("experiments/means-hillstrom-spend").at("expected"),
                hillstrom("spend", "No E-Mail"),
                hillstrom("spend", "Mens E-Mail"));
    }

    @Test
    void historyOfHillstrom() {
        check(
                Golden.load("experiments/means-hillstrom-history").at("expected"),
                hillstrom("history", "No E-Mail"),
                hillstrom("history", "Womens E-Mail"));
    }

    private static void check(Golden g, double[] first, double[] second) {
        MetricSample a = MetricSample.of("a", first);
        MetricSample b = MetricSample.of("b", second);
        g.at("a", "mean").matches(a.mean(), RELATIVE, ABSOLUTE);
        g.at("a", "variance").matches(a.variance(), RELATIVE, ABSOLUTE);
        g.at("b", "mean").matches(b.mean(), RELATIVE, ABSOLUTE);
        g.at("b", "variance").matches(b.variance(), RELATIVE, ABSOLUTE);
        MeanComparison welch = MeanTest.create().compare(a, b);
        g.at("difference").matches(welch.difference(), RELATIVE, ABSOLUTE);
        g.at("welch", "t").matches(welch.t(), RELATIVE, ABSOLUTE);
        g.at("welch", "df").matches(welch.degreesOfFreedom(), RELATIVE, ABSOLUTE);
        g.at("welch", "p").matches(welch.p(), RELATIVE, ABSOLUTE);
        g.at("welch", "std_error").matches(welch.standardError(), RELATIVE, ABSOLUTE);
        matches(g.at("welch", "interval"), welch.interval());
        MeanComparison student =
                MeanTest.create().withMethod(MeanMethod.STUDENT).compare(a, b);
        g.at("student", "t").matches(student.t(), RELATIVE, ABSOLUTE);
        g.at("student", "df").matches(student.degreesOfFreedom(), RELATIVE, ABSOLUTE);
        g.at("student", "p").matches(student.p(), RELATIVE, ABSOLUTE);
        matches(g.at("student", "interval"), student.interval());
        MeanComparison normal = MeanTest.create().withMethod(MeanMethod.NORMAL).compare(a, b);
        g.at("z", "z").matches(normal.t(), RELATIVE, ABSOLUTE);
        g.at("z", "p").matches(normal.p(), RELATIVE, ABSOLUTE);
        matches(g.at("z", "interval"), normal.interval());
        g.at("cohen_d").matches(welch.effectSize(), RELATIVE, ABSOLUTE);
        g.at("relative_lift", "lift").matches(welch.relativeLift().orElseThrow(), RELATIVE, ABSOLUTE);
        if (Double.isNaN(g.at("relative_lift", "fieller").numbers()[0])) {
            assertThat(normal.relativeLiftInterval())
                    .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.95));
        } else {
            matches(g.at("relative_lift", "fieller"), normal.relativeLiftInterval());
        }
        MannWhitney ranks = MannWhitney.of(first, second);
        g.at("mann_whitney", "u").matches(ranks.u(), 0, 0);
        g.at("mann_whitney", "probability_b_above_a").matches(ranks.probabilityAbove(), RELATIVE, ABSOLUTE);
        if (first.length > 50) {
            g.at("mann_whitney", "p_corrected").matches(ranks.p(), RELATIVE, ABSOLUTE);
        }
    }

    @Test
    void ratio() {
        Golden golden = Golden.load("experiments/ratio-metric");
        CsvTable input = golden.input();
        double[] arm = input.numbers("arm");
        MetricSample a = MetricSample.of(
                        "a", only(input.numbers("clicks"), arm, 0), only(input.numbers("views"), arm, 0))
                .ratio();
        MetricSample b = MetricSample.of(
                        "b", only(input.numbers("clicks"), arm, 1), only(input.numbers("views"), arm, 1))
                .ratio();
        Golden g = golden.at("expected");
        g.at("a", "ratio").matches(a.mean(), RELATIVE, ABSOLUTE);
        g.at("a", "variance").matches(a.variance() / a.count(), RELATIVE, ABSOLUTE);
        g.at("b", "ratio").matches(b.mean(), RELATIVE, ABSOLUTE);
        MeanComparison c = MeanTest.create().withMethod(MeanMethod.NORMAL).compare(a, b);
        g.at("difference").matches(c.difference(), RELATIVE, ABSOLUTE);
        g.at("std_error").matches(c.standardError(), RELATIVE, ABSOLUTE);
        g.at("z").matches(c.t(), RELATIVE, ABSOLUTE);
        g.at("p").matches(c.p(), RELATIVE, ABSOLUTE);
        matches(g.at("interval"), c.interval());
        g.at("relative", "lift").matches(c.relativeLift().orElseThrow(), RELATIVE, ABSOLUTE);
    }

    @Test
    void cuped() {
        Golden simulated = Golden.load("experiments/cuped-simulated");
        CsvTable input = simulated.input();
        double[] arm = input.numbers("arm");
        checkCuped(
                simulated.at("expected"),
                MetricSample.of("a", only(input.numbers("y"), arm, 0), only(input.numbers("x"), arm, 0)),
                MetricSample.of("b", only(input.numbers("y"), arm, 1), only(input.numbers("x"), arm, 1)));
        checkCuped(
                Golden.load("experiments/cuped-hillstrom").at("expected"),
                MetricSample.of("a", hillstrom("spend", "No E-Mail"), hillstrom("history", "No E-Mail")),
                MetricSample.of("b", hillstrom("spend", "Mens E-Mail"), hillstrom("history", "Mens E-Mail")));
    }

    private static void checkCuped(Golden g, MetricSample a, MetricSample b) {
        Cuped less = Cuped.of(a, b);
        MeanComparison c = MeanTest.create().compare(less.control(), less.variant());
        Golden expected = g.at("cuped_pooled");
        expected.at("theta").matches(less.slope(), RELATIVE, ABSOLUTE);
        expected.at("difference").matches(c.difference(), RELATIVE, ABSOLUTE);
        expected.at("std_error").matches(c.standardError(), RELATIVE, ABSOLUTE);
        expected.at("p").matches(c.p(), 1e-9, ABSOLUTE);
        expected.at("mean_a").matches(less.control().mean(), RELATIVE, ABSOLUTE);
        expected.at("mean_b").matches(less.variant().mean(), RELATIVE, ABSOLUTE);
        matches(expected.at("interval"), c.interval());
        double before = MeanTest.create().compare(a, b).standardError();
        assertThat(less.varianceReduction())
                .isCloseTo(1 - Math.pow(c.standardError() / before, 2), org.assertj.core.api.Assertions.within(1e-12));
    }

    private static double[] hillstrom(String column, String segment) {
        CsvTable table = CsvTable.read(SharedFiles.data("hillstrom/hillstrom.csv.gz"));
        String[] segments = table.texts("segment");
        double[] values = table.numbers(column);
        return IntStream.range(0, values.length)
                .filter(i -> segments[i].equals(segment))
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private static double[] only(double[] values, double[] arm, int which) {
        return IntStream.range(0, values.length)
                .filter(i -> arm[i] == which)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private static void matches(Golden expected, Interval actual) {
        expected.matches(new double[] {actual.lower(), actual.upper()}, RELATIVE, ABSOLUTE);
    }

    /** R's exact distribution, pwilcox, has these tails: P(U <= 0 … 3) for 3 and 4 units, by counting the 35 orders. */
    @Test
    void exactRanksByCounting() {
        double[] a = {1, 2, 3};
        double[][] b = {{4, 5, 6, 7}, {2.5, 4, 5, 6}, {0.5, 1.5, 2.5, 3.5}};
        for (double[] values : b) {
            MannWhitney test = MannWhitney.of(a, values);
            int least = (int) Math.min(test.u(), 12 - test.u());
            int orders = 0;
            for (int mask = 0; mask < 128; mask++) {
                if (Integer.bitCount(mask) == 4) {
                    int u = 0;
                    for (int i = 0; i < 7; i++) {
                        if ((mask >> i & 1) == 1) {
                            u += i - Integer.bitCount(mask & (1 << i) - 1);
                        }
                    }
                    orders += u <= least ? 1 : 0;
                }
            }
            assertThat(test.p())
                    .isCloseTo(Math.min(1, 2.0 * orders / 35), org.assertj.core.api.Assertions.within(1e-14));
        }
        assertThat(Arrays.stream(a).sum()).isEqualTo(6);
    }

    /** GrowthBook's tests of its t-test, by ../shared/anchors/optimization.md 5.3, which states sums alone; the digits are theirs. */
    @Test
    void growthBook() {
        MeanComparison c = MeanTest.create()
                .compare(summed("A", 3407, 1396.87, 52_377.9767), summed("B", 3461, 2422.7, 134_698.29));
        assertThat(c.difference()).isCloseTo(0.29, within(1e-12));
        assertThat(c.interval().lower()).isCloseTo(0.04538, within(5e-6));
        assertThat(c.interval().upper()).isCloseTo(0.53462, within(5e-6));
        assertThat(c.p()).isCloseTo(0.02016, within(5e-6));
        assertThat(c.difference() / c.control().mean()).isCloseTo(0.70732, within(5e-6));
        // their relative interval is -0.03526 to 1.44989 and holds 0, though the difference is found; Fieller's agrees
        // with p
        assertThat(c.relativeLiftInterval().lower()).isPositive();
        assertThat(c.relativeLiftInterval().upper()).isGreaterThan(1.44989);
    }

    private static MetricSample summed(String variant, long count, double sum, double squares) {
        ExactSum y = ExactSum.create();
        y.add(sum);
        ExactSum yy = ExactSum.create();
        yy.add(squares);
        return MetricSample.of(variant, Double.POSITIVE_INFINITY, ExactMoments.of(count, y, yy));
    }
}
