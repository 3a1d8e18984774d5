package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.optimization.experiment.health.EffectTrend;
import io.clientele.optimization.experiment.health.ExposureCheck;
import io.clientele.optimization.experiment.health.PrePeriodBalance;
import io.clientele.optimization.experiment.health.WeekdayCheck;
import io.clientele.optimization.experiment.sequential.AnytimeT;
import io.clientele.optimization.experiment.sequential.HarmGuard;
import java.util.List;
import org.junit.jupiter.api.Test;

/** p-values too small for a double have logarithms. */
class FarTailTest {

    private static final Conversions A = new Conversions("a", 4000, 10_000);
    private static final Conversions B = new Conversions("b", 1000, 10_000);

    @Test
    void rates() {
        ProportionComparison pooled = ProportionTest.create().compare(A, B);
        // log(2) + pnorm(z, lower.tail = FALSE, log.p = TRUE) with z² = 2 * 10000 * 0.15² / (0.25 * 0.75) = 2400
        assertThat(pooled.chiSquare()).isCloseTo(2400, within(1e-9));
        assertThat(pooled.p()).isZero();
        double expected =
                Math.log(2) - 1200 - 0.5 * Math.log(2 * Math.PI * 2400) + Math.log1p(-1 / 2400.0 + 3 / 5.76e6);
        assertThat(pooled.logP()).isCloseTo(expected, within(1e-8));
        // R 4.2.2: log of the sum of dhyper(k, 10000, 10000, 5000) over tables no more likely than k = 4000, by
        // log-sum-exp
        ProportionComparison exact =
                ProportionTest.create().withMethod(ProportionMethod.FISHER).compare(A, B);
        assertThat(exact.p()).isZero();
        assertThat(exact.logP()).isCloseTo(-1268.9782377571273, within(1e-7));
        for (ProportionMethod method : ProportionMethod.values()) {
            assertThat(ProportionTest.create().withMethod(method).compare(A, B).logP())
                    .as(method.name())
                    .isBetween(-1600.0, -1100.0);
        }
    }

    @Test
    void logarithmsOfOrdinaryPValues() {
        Conversions a = new Conversions("a", 120, 1000);
        Conversions b = new Conversions("b", 150, 1000);
        for (ProportionMethod method : ProportionMethod.values()) {
            ProportionComparison c = ProportionTest.create().withMethod(method).compare(a, b);
            assertThat(Math.exp(c.logP())).as(method.name()).isCloseTo(c.p(), within(1e-14));
            ProportionComparison same =
                    ProportionTest.create().withMethod(method).compare(a, a);
            assertThat(same.logP()).as(method.name()).isCloseTo(0, within(1e-12));
        }
        MeanComparison means = MeanTest.create().compare(MetricSample.of("a", 1, 2, 3), MetricSample.of("b", 2, 4, 9));
        assertThat(Math.exp(means.logP())).isCloseTo(means.p(), within(1e-14));
        assertThat(SampleRatio.of(821_588, 815_482).logP()).isCloseTo(Math.log(1.8217928726e-6), within(1e-9));
    }

    @Test
    void meansAndShares() {
        MetricSample a = MetricSample.of("a", 0, 1).with(0, 1e-6);
        MetricSample b = MetricSample.of("b", 0, 1).with(100, 1e-6);
        MeanComparison c = MeanTest.create().withMethod(MeanMethod.NORMAL).compare(a, b);
        assertThat(c.p()).isZero();
        assertThat(c.logP()).isBetween(-5.0001e9, -4.9999e9); // z = 100,000, log p about -z² / 2
        assertThat(SampleRatio.of(1_000_000, 900_000).p()).isZero();
        assertThat(SampleRatio.of(1_000_000, 900_000).logP())
                .isCloseTo(Math.log(2) - 2631.578947 - 0.5 * Math.log(2 * Math.PI * 5263.157895), within(0.001));
    }

    @Test
    void alwaysValid() {
        // z = 1000 from the first look; the evidence is about z² / 2, so that p would be 0
        AlwaysValidTest test = AlwaysValidTest.of(0.01).look(1, 0.001);
        assertThat(test.p()).isZero();
        assertThat(test.logP()).isEqualTo(-test.logLikelihoodRatio()).isLessThan(-10_000);
        assertThat(test.look(0, 0.001).logP()).isEqualTo(test.logP());
        assertThat(AlwaysValidTest.of(0.01).logP()).isZero();
        HarmGuard guard = HarmGuard.of(0.01).look(-1, 0.001);
        assertThat(guard.p()).isZero();
        assertThat(guard.logP()).isEqualTo(-guard.logLikelihoodRatio()).isLessThan(-10_000);
        assertThat(guard.stop()).isTrue();
        AnytimeT anytime = AnytimeT.of(1).look(1, 0.001, 1_000_000, 2);
        assertThat(anytime.p()).isZero();
        assertThat(anytime.logP()).isEqualTo(-anytime.logEvidence()).isLessThan(-10_000);
        assertThat(anytime.look(0, 1, 1_000_001, 2).logP()).isEqualTo(anytime.logP());
    }

    /** Where the variants' means are 2,000 standard errors apart and the logarithm of p about -2,000² / 2 in a normal tail. */
    @Test
    void checksAndSegments() {
        MetricSample a = MetricSample.of("a", 0, 1).with(0, 1e-6);
        MetricSample b = MetricSample.of("b", 0, 1).with(100, 1e-6);
        assertThat(PrePeriodBalance.ofCovariates(a, b).logP())
                .isEqualTo(MeanTest.create().compare(a, b).logP());
        EffectTrend days = EffectTrend.ofDays(List.of(a, a, a), List.of(a, b, a.with(200, 1e-6)));
        assertThat(days.p()).isZero();
        double z = days.change() / days.standardError();
        assertThat(days.logP()).isCloseTo(-z * z / 2, within(20.0));
        WeekdayCheck weekdays = WeekdayCheck.of(List.of(a, a), List.of(a, b));
        assertThat(weekdays.p()).isZero();
        assertThat(weekdays.logP()).isCloseTo(-weekdays.q() / 2, within(20.0));
        ExposureCheck exposure = ExposureCheck.of(new long[] {10_000, 10_000}, new long[] {9_000, 1_000});
        assertThat(exposure.p()).isZero();
        assertThat(exposure.logP()).isLessThan(-6_000);
        SegmentResult segments = SegmentTest.create()
                .rates(List.of("new", "old"), List.of(A, A), List.of(B, new Conversions("b", 4010, 10_000)));
        assertThat(segments.effects().get(0).p()).isZero();
        assertThat(segments.effects().get(0).logP())
                .isEqualTo(ProportionTest.create().compare(A, B).logP());
        assertThat(segments.effects().get(1).logP())
                .isCloseTo(Math.log(segments.effects().get(1).p()), within(1e-12));
    }

    /**
     * mpmath 1.3, 40 digits: the rate of greatest likelihood at the margin by bisection, z with its variance,
     * log(erfc(z / sqrt(2)) / 2).
     */
    @Test
    void margins() {
        Conversions high = new Conversions("high", 9000, 10_000);
        Conversions like = new Conversions("like", 3990, 10_000);
        MarginTest better = MarginTest.nonInferior(A, high, 0.02);
        assertThat(better.p()).isZero();
        close(better.logP(), -2965.1036983206906323);
        assertThat(better.logPUpper()).isEqualTo(Double.NEGATIVE_INFINITY);
        MarginTest wide = MarginTest.equivalent(A, like, 0.5);
        assertThat(wide.p()).isZero();
        close(wide.logPUpper(), -3417.0527770941217039);
        assertThat(wide.logP()).isEqualTo(Math.max(wide.logPLower(), wide.logPUpper()));
        close(MarginTest.nonInferior(A, like, 0.3).logP(), -1018.2272575034836501);
        // z = 60 and 1000, and Student's t with 1e4 degrees: the values of core's LogTailsTest
        MetricSample a = MetricSample.of("a", 0, 1).with(0, 1);
        MetricSample b = MetricSample.of("b", 0, 1).with(0, 1); // standard error 1
        MeanComparison c = MeanTest.create().withMethod(MeanMethod.NORMAL).compare(a, b);
        close(MarginTest.equivalent(c, 60).logP(), -1805.0135606805671387);
        close(MarginTest.nonInferior(c, 1000).logP(), -500007.8266948121843098);
        MeanComparison few = MeanTest.create().compare(MetricSample.of("a", 0, 1, 2), MetricSample.of("b", 0, 1, 2));
        MarginTest student = MarginTest.equivalent(few, 2);
        close(student.logP(), Math.log(student.p()));
    }

    /** mpmath 1.3: u = 4e6 of 2,000 x 2,000, z = (u - 2e6 - 0.5) / sqrt(4e6 / 12 * 4001), log(2) + log(erfc(z / sqrt(2)) / 2). */
    @Test
    void ranks() {
        double[] low = new double[2000];
        double[] high = new double[2000];
        for (int i = 0; i < 2000; i++) {
            low[i] = i;
            high[i] = 5000 + i;
        }
        close(MannWhitney.of(low, high).logP(), -1503.8535269555798964);
        double[] many = java.util.Arrays.copyOf(low, 100);
        MannWhitney usual = MannWhitney.of(many, java.util.Arrays.copyOfRange(low, 30, 150));
        close(usual.logP(), Math.log(usual.p()));
        MannWhitney exact = MannWhitney.of(new double[] {1, 2, 3}, new double[] {4, 5, 6});
        close(exact.logP(), Math.log(0.1)); // 2 of the 20 orders
    }

    /** mpmath 1.3, 40 digits, each rule by its definition (Hommel's by the closed test with Simes' rule over all 31 subsets). */
    @Test
    void severalTests() {
        double[] logs = {-2000, -900, -901, -5, -0.5};
        double[][] expected = {
            {-1998.3905620875659, -898.3905620875659, -899.3905620875659, -3.39056208756589963, 0},
            {-1998.3905620875659, -898.3905620875659, -899.3905620875659, -3.40403787918440908, -0.00947568203512652039
            },
            {-1998.3905620875659, -898.90138771133189, -899.613705638880109, -4.30685281944005469, -0.5},
            {-1998.3905620875659, -898.90138771133189, -899.613705638880109, -4.30685281944005469, -0.5},
            {-1998.3905620875659, -898.90138771133189, -899.613705638880109, -4.30685281944005469, -0.5},
            {-1998.3905620875659, -899.489174376234009, -900.083709268125845, -4.77685644868579024, -0.5},
            {-1997.56492572395988, -898.663538012627985, -899.258072904519821, -3.95122008507976601, 0}
        };
        double[] p = {1e-12, 0.04, 0.031, 0.2, 0.7, 1, 0};
        double[] logP = java.util.Arrays.stream(p).map(Math::log).toArray();
        for (MultipleTesting rule : MultipleTesting.values()) {
            double[] adjusted = rule.adjustLogs(logs);
            double[] plain = rule.adjust(p);
            double[] logarithms = rule.adjustLogs(logP);
            for (int i = 0; i < logs.length; i++) {
                close(adjusted[i], expected[rule.ordinal()][i]);
            }
            for (int i = 0; i < p.length; i++) {
                assertThat(Math.exp(logarithms[i])).as("%s, %s", rule, p[i]).isCloseTo(plain[i], within(1e-12));
            }
            assertThat(rule.adjustLogs()).isEmpty();
            org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                    .isThrownBy(() -> rule.adjustLogs(-1, 0.5))
                    .withMessage("logP[1] must be at most 0, got 0.5; give natural logarithms of p-values");
        }
    }

    /** The results that adjust by themselves carry the logarithm too. */
    @Test
    void adjustedResults() {
        SegmentResult segments = SegmentTest.create()
                .withAdjustment(MultipleTesting.BONFERRONI)
                .rates(List.of("new", "old"), List.of(A, A), List.of(B, new Conversions("b", 4010, 10_000)));
        SegmentEffect first = segments.effects().get(0);
        assertThat(first.adjustedP()).isZero();
        close(first.adjustedLogP(), first.logP() + Math.log(2));
        close(segments.interaction().logP(), Math.log(segments.interaction().p()));
        Conversions manyA = new Conversions("a", 400_000, 1_000_000);
        Interaction clear = SegmentTest.create()
                .rates(
                        List.of("new", "old"),
                        List.of(manyA, manyA),
                        List.of(new Conversions("b", 100_000, 1_000_000), manyA))
                .interaction();
        assertThat(clear.p()).isZero();
        // with two segments f is t squared, and its degrees are in the hundred thousands: nearly normal
        assertThat(clear.logP()).isBetween(-clear.q() / 2 - 20, -0.9 * clear.q() / 2);
        ProportionResult rates = ProportionTest.create().test(A, List.of(B, new Conversions("c", 1000, 10_000)));
        close(
                rates.adjustedLogP(MultipleTesting.BONFERRONI)[1],
                rates.comparisons().get(1).logP() + Math.log(2));
        assertThat(rates.overallP()).isZero();
        // chi-square with two degrees of freedom: p = exp(-x / 2); the pooled rate is 0.2
        close(rates.overallLogP(), -(1e4 * (0.04 + 2 * 0.01) / 0.16) / 2);
        MeanComparison far = MeanTest.create()
                .withMethod(MeanMethod.NORMAL)
                .compare(
                        MetricSample.of("a", 0, 1).with(0, 1),
                        MetricSample.of("b", 0, 1).with(1000, 1));
        MeanComparison none = MeanTest.create()
                .withMethod(MeanMethod.NORMAL)
                .compare(
                        MetricSample.of("a", 0, 1).with(0, 1),
                        MetricSample.of("b", 0, 1).with(0, 1));
        SimultaneousIntervals holm = SimultaneousIntervals.holm(0.95, List.of(far, none));
        assertThat(holm.adjustedP().get(0)).isZero();
        close(holm.adjustedLogP().get(0), -500007.8266948121843098 + Math.log(4));
        assertThat(holm.adjustedLogP().get(1)).isZero();
        close(
                SimultaneousIntervals.bonferroni(0.95, List.of(far, none))
                        .adjustedLogP()
                        .get(0),
                -500007.8266948121843098 + Math.log(4));
    }

    private static void close(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-10 * Math.max(1, Math.abs(expected))));
    }
}
