package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProportionTestTest {

    private static final Conversions CONTROL = new Conversions("control", 120, 1000);
    private static final Conversions BANNER = new Conversions("banner", 150, 1000);

    @Test
    void comparesOneVariant() {
        ProportionComparison c = ProportionTest.create().compare(CONTROL, BANNER);
        assertThat(c.control()).isEqualTo(CONTROL);
        assertThat(c.variant()).isEqualTo(BANNER);
        assertThat(c.difference()).isCloseTo(0.03, within(1e-15));
        assertThat(c.relativeLift().orElseThrow()).isCloseTo(0.25, within(1e-15));
        // by hand: 0.03 / sqrt(0.135 * 0.865 * 0.002)
        assertThat(c.z()).isCloseTo(1.9630498, within(1e-7));
        assertThat(c.interval().contains(c.difference())).isTrue();
        assertThat(c.relativeLiftInterval().contains(0.25)).isTrue();
        assertThat(c).hasToString("banner against control: difference 0.03000 [1.378e-05, 0.06001], p 0.0496");
        assertThat(c)
                .isEqualTo(ProportionTest.create().compare(CONTROL, BANNER))
                .hasSameHashCodeAs(ProportionTest.create().compare(CONTROL, BANNER));
    }

    @Test
    void severalVariantsAgainstTheControl() {
        Conversions video = new Conversions("video", 118, 990);
        ProportionResult result = ProportionTest.create().withConfidence(0.9).test(CONTROL, List.of(BANNER, video));
        assertThat(result.variants()).containsExactly(CONTROL, BANNER, video);
        assertThat(result.comparisons()).hasSize(2);
        assertThat(result.comparisons().get(1))
                .isEqualTo(ProportionTest.create().withConfidence(0.9).compare(CONTROL, video));
        assertThat(result.rateInterval(2)).isEqualTo(video.interval(0.9));
        assertThat(result.sampleRatio()).isEqualTo(SampleRatio.of(1000, 1000, 990));
        double p = result.comparisons().get(0).p();
        assertThat(result.adjustedP(MultipleTesting.HOLM)[0]).isEqualTo(2 * p);
        assertThat(result.overallP()).isBetween(0.05, 0.2);
        assertThat(result)
                .isEqualTo(ProportionTest.create().withConfidence(0.9).test(CONTROL, List.of(BANNER, video)))
                .asString()
                .startsWith("ProportionResult[banner against control: ");
    }

    @Test
    void overallOfTwoIsThePooledZ() {
        ProportionResult result = ProportionTest.create().test(CONTROL, List.of(BANNER));
        assertThat(result.overallP()).isCloseTo(result.comparisons().get(0).p(), within(1e-14));
        Conversions all = new Conversions("a", 5, 5);
        assertThat(ProportionTest.create()
                        .test(all, List.of(new Conversions("b", 7, 7)))
                        .overallP())
                .isEqualTo(1);
    }

    @Test
    void intendedSharesGoIntoTheSampleRatio() {
        ProportionTest recipe = ProportionTest.create().withShares(9, 1);
        ProportionResult result = recipe.test(new Conversions("a", 10, 900), List.of(new Conversions("b", 1, 100)));
        assertThat(result.sampleRatio().chiSquare()).isZero();
        assertThat(result.sampleRatio().p()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.test(CONTROL, List.of(BANNER, new Conversions("c", 1, 2))))
                .withMessage("shares must have one value per variant, the control's first (3), got 2");
    }

    @ParameterizedTest
    @EnumSource
    void nothingVaries(ProportionMethod method) {
        ProportionTest recipe = ProportionTest.create().withMethod(method);
        assertThat(recipe.compare(new Conversions("a", 0, 9), new Conversions("b", 0, 4))
                        .p())
                .isEqualTo(1);
        assertThat(recipe.compare(new Conversions("a", 9, 9), new Conversions("b", 4, 4))
                        .p())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aSmallPIsNotRoundedToNothing(ProportionMethod method) {
        double p = ProportionTest.create()
                .withMethod(method)
                .compare(new Conversions("a", 100, 1000), new Conversions("b", 600, 1000))
                .p();
        assertThat(p).isBetween(1e-170, 1e-100);
    }

    @Test
    void noSuccessInTheControl() {
        ProportionComparison c =
                ProportionTest.create().compare(new Conversions("a", 0, 50), new Conversions("b", 5, 50));
        assertThat(c.relativeLift()).isEmpty();
        assertThat(c.relativeLiftInterval().upper()).isInfinite();
        assertThat(c.relativeLiftInterval().lower()).isPositive();
        ProportionComparison none =
                ProportionTest.create().compare(new Conversions("a", 0, 50), new Conversions("b", 0, 50));
        assertThat(none.relativeLiftInterval()).isEqualTo(new Interval(-1, Double.POSITIVE_INFINITY, 0.95));
        for (LiftInterval kind : LiftInterval.values()) {
            assertThat(kind.of(none.control(), none.variant(), 0.95)).isEqualTo(none.relativeLiftInterval());
        }
    }

    @Test
    void fisherStopsBeforeItIsSlow() {
        Conversions many = new Conversions("a", 6_000_000, 20_000_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProportionTest.create()
                        .withMethod(ProportionMethod.FISHER)
                        .compare(many, new Conversions("b", 6_000_000, 20_000_000)))
                .withMessage("Fisher's exact test is for fewer than 10000000 successes or failures, got 12000000; use "
                        + "POOLED_Z, which is as good for so many");
    }

    @Test
    void recipesAreValues() {
        ProportionTest recipe = ProportionTest.create();
        assertThat(recipe.withConfidence(0.9)).isNotEqualTo(recipe);
        assertThat(recipe.withMethod(ProportionMethod.FISHER)).isNotEqualTo(recipe);
        assertThat(recipe.withInterval(DifferenceInterval.WALD)).isNotEqualTo(recipe);
        assertThat(recipe.withLiftInterval(LiftInterval.LOG)).isNotEqualTo(recipe);
        assertThat(recipe.withShares(1, 2))
                .isNotEqualTo(recipe)
                .hasToString(
                        "ProportionTest[confidence=0.95, method=POOLED_Z, interval=NEWCOMBE, liftInterval=SCORE] with shares [1.0, 2.0]");
        assertThat(recipe).isEqualTo(ProportionTest.create()).hasSameHashCodeAs(ProportionTest.create());
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Conversions("banner", 0, 0))
                .withMessage(
                        "variant 'banner': trials must be from 1 to 2^53, got 0; leave a variant without units out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Conversions("banner", 11, 10))
                .withMessage("variant 'banner': successes must be from 0 to the number of trials (10), got 11; count "
                        + "each unit once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Conversions("banner", -1, 10))
                .withMessageContaining("got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Conversions("banner", 1, Long.MAX_VALUE))
                .withMessageContaining("trials must be from 1 to 2^53");
        assertThatNullPointerException()
                .isThrownBy(() -> new Conversions(null, 1, 2))
                .withMessage("variant");
        ProportionTest recipe = ProportionTest.create();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withConfidence(1))
                .withMessage("confidence must be above 0 and below 1, such as 0.95, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withShares(0.5, 0))
                .withMessage("shares[1] must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.test(CONTROL, List.of()))
                .withMessage("variants must hold at least one variant beside the control");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.test(CONTROL, List.of(BANNER, CONTROL)))
                .withMessage("variant 'control' is there twice; add its counts up or rename one");
        assertThatNullPointerException()
                .isThrownBy(() -> recipe.withMethod(null))
                .withMessage("method");
        assertThatNullPointerException()
                .isThrownBy(() -> recipe.withInterval(null))
                .withMessage("interval");
        assertThatNullPointerException()
                .isThrownBy(() -> recipe.withLiftInterval(null))
                .withMessage("interval");
    }

    @Test
    void refusalsOfTheSampleRatio() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRatio.of(5))
                .withMessage("a sample ratio needs two variants with a share above 0, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRatio.of(0, 0))
                .withMessage("a sample ratio needs units, got none in any variant");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRatio.of(4, -1))
                .withMessage("counts[1] must be at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRatio.of(new long[] {4, 3, 2}, new double[] {1, 1, 0}))
                .withMessage("variant 2 has share 0 but 2 units; give it its intended share or leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRatio.of(new long[] {4, 3}, new double[] {1, Double.NaN}))
                .withMessage("shares[1] must be a finite number of at least 0, got NaN");
        assertThat(SampleRatio.of(new long[] {4, 3, 0}, new double[] {1, 1, 0}).degreesOfFreedom())
                .isEqualTo(1);
    }

    @Test
    void refusalsOfMultipleTesting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultipleTesting.HOLM.adjust(0.1, 1.1))
                .withMessage("p[1] must be between 0 and 1, got 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultipleTesting.HOLM.adjust(Double.NaN))
                .withMessageContaining("got NaN");
        for (MultipleTesting rule : MultipleTesting.values()) {
            assertThat(rule.adjust()).isEmpty();
            assertThat(rule.adjust(0.2)).containsExactly(new double[] {0.2}, within(1e-16));
        }
    }
}
