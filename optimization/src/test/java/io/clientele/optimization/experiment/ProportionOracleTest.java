package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.Golden;
import io.clientele.core.stats.Interval;
import org.junit.jupiter.api.Test;

/** Against ../shared/golden/experiments, made by R; and against published tables. */
class ProportionOracleTest {

    private static final double RELATIVE = 1e-9;
    private static final double ABSOLUTE = 1e-12;

    @Test
    void everyNumberOfTheGoldenTables() {
        Golden expected = Golden.load("experiments/proportions").at("expected");
        assertThat(expected.names()).hasSize(10);
        for (String name : expected.names()) {
            Golden g = expected.at(name);
            Conversions a = conversions("a", g.at("a"));
            Conversions b = conversions("b", g.at("b"));
            ProportionComparison c = ProportionTest.create().compare(a, b);
            g.at("difference").matches(c.difference(), RELATIVE, ABSOLUTE);
            g.at("z_pooled", "std_error").matches(c.pooledError(), RELATIVE, ABSOLUTE);
            g.at("z_unpooled", "std_error").matches(c.unpooledError(), RELATIVE, ABSOLUTE);
            matches(g.at("newcombe"), c.interval(), RELATIVE);
            matches(g.at("agresti_caffo"), interval(a, b, DifferenceInterval.AGRESTI_CAFFO), RELATIVE);
            matches(g.at("z_unpooled", "interval"), interval(a, b, DifferenceInterval.WALD), RELATIVE);
            // the file's note: Miettinen and Nurminen's limits come from a root finder, 1e-7
            if (hasNumbers(g, "miettinen_nurminen")) {
                matches(g.at("miettinen_nurminen"), interval(a, b, DifferenceInterval.MIETTINEN_NURMINEN), 1e-7);
            }
            if (hasNumber(g.at("z_pooled", "z"))) {
                g.at("z_pooled", "z").matches(c.z(), RELATIVE, ABSOLUTE);
                g.at("z_pooled", "p").matches(c.p(), RELATIVE, 0);
                g.at("z_unpooled", "p").matches(p(a, b, ProportionMethod.UNPOOLED_Z), RELATIVE, 0);
                g.at("chi_square", "statistic").matches(c.chiSquare(), RELATIVE, ABSOLUTE);
                g.at("chi_square_yates", "statistic").matches(ProportionMethod.yates(a, b), RELATIVE, ABSOLUTE);
                g.at("chi_square_yates", "p").matches(p(a, b, ProportionMethod.YATES), RELATIVE, 0);
                g.at("g_test", "statistic").matches(ProportionMethod.likelihoodRatio(a, b), RELATIVE, ABSOLUTE);
                g.at("g_test", "p").matches(p(a, b, ProportionMethod.LIKELIHOOD_RATIO), RELATIVE, 0);
            } else {
                assertThat(c.z()).isZero();
                assertThat(c.p()).isEqualTo(1);
            }
            if (g.has("fisher")) {
                g.at("fisher", "p").matches(p(a, b, ProportionMethod.FISHER), RELATIVE, ABSOLUTE);
            }
            if (g.has("relative_lift")) {
                Golden lift = g.at("relative_lift");
                lift.at("lift").matches(c.relativeLift().orElseThrow(), RELATIVE, ABSOLUTE);
                matches(lift.at("log_interval"), lift(a, b, LiftInterval.LOG), RELATIVE);
                Interval fieller = lift(a, b, LiftInterval.FIELLER);
                if (Double.isNaN(lift.at("fieller").numbers()[0])) {
                    assertThat(fieller).isEqualTo(new Interval(-1, Double.POSITIVE_INFINITY, 0.95));
                } else {
                    matches(lift.at("fieller"), fieller, RELATIVE);
                }
            }
            if (g.has("odds_ratio") && hasNumber(g.at("odds_ratio", "value"))) {
                g.at("odds_ratio", "value").matches(c.oddsRatio().orElseThrow(), RELATIVE, ABSOLUTE);
                matches(
                        g.at("odds_ratio", "log_interval"),
                        c.oddsRatioInterval().orElseThrow(),
                        RELATIVE);
            } else {
                assertThat(c.oddsRatio()).isEmpty();
                assertThat(c.oddsRatioInterval()).isEmpty();
            }
        }
    }

    @Test
    void koopmansExample() {
        // Koopman (1984): 36 of 40 against 16 of 80, 95 % limits of the ratio 2.94 and 7.15
        Interval lift = lift(new Conversions("a", 16, 80), new Conversions("b", 36, 40), LiftInterval.SCORE);
        // our variance has the factor N / (N - 1) = 1.0084, which moves the limits by less than 0.02
        assertThat(lift.lower() + 1).isCloseTo(2.94, within(0.02));
        assertThat(lift.upper() + 1).isCloseTo(7.15, within(0.02));
    }

    @Test
    void sampleRatios() {
        Golden expected = Golden.load("experiments/sample-ratio").at("expected");
        for (String name : expected.names()) {
            Golden g = expected.at(name);
            long[] counts = java.util.Arrays.stream(g.at("counts").numbers())
                    .mapToLong(d -> (long) d)
                    .toArray();
            SampleRatio ratio = SampleRatio.of(counts, g.at("weights").numbers());
            g.at("chi_square").matches(ratio.chiSquare(), 1e-10, 1e-12);
            g.at("p").matches(ratio.p(), 1e-10, 0);
            assertThat(ratio.degreesOfFreedom()).isEqualTo((int) g.at("df").number());
        }
        // ../shared/anchors/optimization.md 5.3
        assertThat(SampleRatio.of(821_588, 815_482).p()).isCloseTo(1.8217928726e-6, within(1e-15));
    }

    @Test
    void multipleTesting() {
        Golden expected = Golden.load("experiments/multiple-testing").at("expected");
        for (String name : expected.names()) {
            Golden g = expected.at(name);
            double[] p = g.at("p").numbers();
            g.at("bonferroni").matches(MultipleTesting.BONFERRONI.adjust(p), 1e-10, 1e-12);
            g.at("sidak").matches(MultipleTesting.SIDAK.adjust(p), 1e-10, 1e-12);
            g.at("holm").matches(MultipleTesting.HOLM.adjust(p), 1e-10, 1e-12);
            g.at("hochberg").matches(MultipleTesting.HOCHBERG.adjust(p), 1e-10, 1e-12);
            g.at("hommel").matches(MultipleTesting.HOMMEL.adjust(p), 1e-10, 1e-12);
            g.at("bh").matches(MultipleTesting.BENJAMINI_HOCHBERG.adjust(p), 1e-10, 1e-12);
            g.at("by").matches(MultipleTesting.BENJAMINI_YEKUTIELI.adjust(p), 1e-10, 1e-12);
        }
    }

    private static Conversions conversions(String name, Golden g) {
        return new Conversions(
                name, (long) g.at("conversions").number(), (long) g.at("n").number());
    }

    private static boolean hasNumber(Golden g) {
        return !Double.isNaN(g.number());
    }

    private static boolean hasNumbers(Golden g, String name) {
        return !g.at(name).text().equals("NaN");
    }

    private static Interval interval(Conversions a, Conversions b, DifferenceInterval kind) {
        return ProportionTest.create().withInterval(kind).compare(a, b).interval();
    }

    private static Interval lift(Conversions a, Conversions b, LiftInterval kind) {
        return ProportionTest.create().withLiftInterval(kind).compare(a, b).relativeLiftInterval();
    }

    private static double p(Conversions a, Conversions b, ProportionMethod method) {
        return ProportionTest.create().withMethod(method).compare(a, b).p();
    }

    private static void matches(Golden expected, Interval actual, double relative) {
        expected.matches(new double[] {actual.lower(), actual.upper()}, relative, ABSOLUTE);
    }
}
