package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MarginTestTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 100_000 : 20_000;
    private static final MetricSample A = MetricSample.of("a", 12.1, 9.8, 15.3, 11.0, 8.7);
    private static final MetricSample B = MetricSample.of("b", 14.2, 10.9, 9.5, 11.1, 12.9, 12.0);

    /**
     * mpmath 1.3, 30 digits: the root p of x/p - (m-x)/(1-p) + y/(p+d) - (n-y)/(1-p-d) by bisection, then the z-value with the
     * variance p(1-p)/m + (p+d)(1-p-d)/n. (statsmodels 0.13.5 has 0.03175 for the first: its closed root is not the maximum.)
     */
    @Test
    void rates() {
        Conversions a = new Conversions("a", 120, 1000);
        Conversions b = new Conversions("b", 118, 1010);
        MarginTest three = MarginTest.equivalent(a, b, 0.03);
        assertThat(three.pLower()).isCloseTo(0.031955651715277396, within(1e-10));
        assertThat(three.pUpper()).isCloseTo(0.011010493591645933, within(1e-10));
        assertThat(three.p()).isEqualTo(three.pLower());
        assertThat(MarginTest.nonInferior(a, b, 0.03))
                .isEqualTo(new MarginTest(
                        -0.03,
                        Double.POSITIVE_INFINITY,
                        three.pLower(),
                        0,
                        Math.log(three.pLower()),
                        Double.NEGATIVE_INFINITY));
        assertThat(MarginTest.nonInferior(new Conversions("a", 48, 80), new Conversions("b", 56, 70), 0.05)
                        .p())
                .isCloseTo(0.00049722751171182584, within(1e-10));
        assertThat(MarginTest.nonInferior(new Conversions("a", 5, 60), new Conversions("b", 3, 55), 0.1)
                        .p())
                .isCloseTo(0.08194125644887658, within(1e-10));
        assertThat(MarginTest.nonInferior(a, b, 0).p())
                .as("without a margin: half of the pooled z test's, or the other half")
                .isCloseTo(1 - ProportionTest.create().compare(a, b).p() / 2, within(1e-12));
    }

    /** R 4.2.2: t.test(b, a, mu = -2, alternative = "greater")$p.value and t.test(b, a, mu = 2, alternative = "less")$p.value. */
    @Test
    void means() {
        MeanComparison c = MeanTest.create().compare(A, B);
        MarginTest two = MarginTest.equivalent(c, 2);
        assertThat(two.pLower()).isCloseTo(0.057697872705095944, within(1e-12));
        assertThat(two.pUpper()).isCloseTo(0.13132679379094161, within(1e-12));
        assertThat(MarginTest.nonInferior(c, 2).p()).isEqualTo(two.pLower());
        // the ends of the 95 % interval are the margins at which p is 2.5 %
        assertThat(MarginTest.nonInferior(c, -c.interval().lower()).p()).isCloseTo(0.025, within(1e-9));
        MeanComparison normal = MeanTest.create().withMethod(MeanMethod.NORMAL).compare(A, B);
        assertThat(MarginTest.nonInferior(normal, -normal.interval().lower()).p())
                .isCloseTo(0.025, within(1e-12));
    }

    /** At the margin itself non-inferiority is claimed in 2.5 % of cases, equivalence in at most 5 %; 4 standard errors. */
    @Test
    void level() {
        int inferior = 0;
        int equivalent = 0;
        int means = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "margin.level", 0);
            Conversions a = new Conversions("a", Samplers.binomial(random, 800, 0.2), 800);
            Conversions b = new Conversions("b", Samplers.binomial(random, 800, 0.15), 800);
            MarginTest test = MarginTest.equivalent(a, b, 0.05);
            inferior += test.pLower() <= 0.025 ? 1 : 0;
            equivalent += test.p() <= 0.05 ? 1 : 0;
            MetricSample x = MetricSample.of("x", 1, 2).with(Samplers.gaussian(random) * Math.sqrt(0.5), 1);
            MetricSample y = MetricSample.of("y", 1, 2).with(Samplers.gaussian(random) * Math.sqrt(0.5) - 1, 1);
            MeanComparison c = MeanTest.create().withMethod(MeanMethod.NORMAL).compare(x, y);
            means += MarginTest.nonInferior(c, 1).p() <= 0.025 ? 1 : 0;
        }
        double slack = 4 * Math.sqrt(0.025 * 0.975 / RUNS);
        // the outcomes are whole numbers: their steps move the level by up to a tenth of a point here
        assertThat((double) inferior / RUNS).isCloseTo(0.025, within(slack + 0.001));
        assertThat((double) means / RUNS).isCloseTo(0.025, within(slack));
        assertThat((double) equivalent / RUNS).isLessThanOrEqualTo(0.05 + 4 * Math.sqrt(0.05 * 0.95 / RUNS) + 0.001);
    }

    @Test
    void refusals() {
        MeanComparison c = MeanTest.create().compare(A, B);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarginTest.nonInferior(c, -1))
                .withMessage("margin must be a finite number of at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarginTest.equivalent(c, 0))
                .withMessage("margin must be a finite number above 0, got 0");
        Conversions one = new Conversions("a", 1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarginTest.nonInferior(one, one, 1))
                .withMessageStartingWith("margin must be between 0 and 0.99");
        Conversions none = new Conversions("a", 0, 10);
        assertThat(MarginTest.nonInferior(none, none, 0).p()).isEqualTo(0.5);
    }
}
