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
}
