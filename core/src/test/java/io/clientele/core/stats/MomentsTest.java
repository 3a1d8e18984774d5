package io.clientele.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MomentsTest {

    @Test
    void handExample() {
        Moments m = Moments.of(2, 4, 4, 4, 5, 5, 7, 9);
        assertThat(m.count()).isEqualTo(8);
        assertThat(m.weight()).isEqualTo(8);
        assertThat(m.sum()).isEqualTo(40);
        assertThat(m.mean()).isEqualTo(5);
        assertThat(m.populationVariance()).isEqualTo(4);
        assertThat(m.variance()).isEqualTo(32.0 / 7, within(1e-15));
        assertThat(m.standardDeviation()).isEqualTo(Math.sqrt(32.0 / 7), within(1e-15));
        assertThat(m.minimum()).isEqualTo(2);
        assertThat(m.maximum()).isEqualTo(9);
    }

    @Test
    void aLargeMeanDoesNotSwallowASmallVariance() {
        RandomGenerator random = RandomStreams.stream(1, "moments", 0);
        double[] values = new double[5_000];
        Arrays.setAll(values, i -> 1e9 + Samplers.gaussian(random));
        // mean over deviation is 1e9: rounding of the mean costs 9 of 16 digits (the sum of squares would lose 18)
        compare(Moments.of(values), values, 1e-15, 1e-6);
    }

    @Test
    void moneyAddsUpToTheCent() {
        RandomGenerator random = RandomStreams.stream(2, "moments", 0);
        double[] values = new double[300_000];
        Arrays.setAll(values, i -> Math.rint(100 * Math.exp(3 + 2 * Samplers.gaussian(random))) / 100);
        compare(Moments.of(values), values, 1e-12, 1e-12);
        double[] cancelling = {1e16, 0.1, -1e16, 0.2};
        assertThat(Moments.of(cancelling).sum()).isEqualTo(0.30000000000000004);
    }

    private static void compare(Moments m, double[] values, double meanRelative, double varianceRelative) {
        MathContext digits = new MathContext(60);
        BigDecimal sum = BigDecimal.ZERO;
        for (double x : values) {
            sum = sum.add(new BigDecimal(x));
        }
        BigDecimal n = new BigDecimal(values.length);
        BigDecimal mean = sum.divide(n, digits);
        BigDecimal squares = BigDecimal.ZERO;
        for (double x : values) {
            BigDecimal d = new BigDecimal(x).subtract(mean);
            squares = squares.add(d.multiply(d, digits));
        }
        double variance = squares.divide(n, digits).doubleValue();
        assertThat(m.sum()).isEqualTo(sum.doubleValue());
        assertThat(m.mean()).isEqualTo(mean.doubleValue(), within(meanRelative * Math.abs(mean.doubleValue())));
        assertThat(m.populationVariance()).isEqualTo(variance, within(varianceRelative * variance));
    }

    @Test
    void weightsCountRepeats() {
        Moments weighted = Moments.create();
        weighted.add(3, 2);
        weighted.add(100, 0);
        weighted.add(7, 5);
        Moments plain = Moments.of(3, 3, 7, 7, 7, 7, 7);
        assertThat(weighted.count()).isEqualTo(2);
        assertThat(weighted.weight()).isEqualTo(7);
        assertThat(weighted.maximum()).isEqualTo(7);
        assertThat(weighted.mean()).isEqualTo(plain.mean(), within(1e-15));
        assertThat(weighted.variance()).isEqualTo(plain.variance(), within(1e-14));
        assertThat(weighted.sum()).isEqualTo(plain.sum());
    }

    @Test
    void mergingIsAddingOn() {
        RandomGenerator random = RandomStreams.stream(3, "moments", 0);
        double[] values = new double[1_000];
        Arrays.setAll(values, i -> 50 + 20 * Samplers.gaussian(random));
        Moments whole = Moments.of(values);
        for (int cut : new int[] {0, 1, 7, 500, 999, 1_000}) {
            Moments first = Moments.of(Arrays.copyOfRange(values, 0, cut));
            Moments later = Moments.of(Arrays.copyOfRange(values, cut, values.length));
            first.merge(later);
            assertThat(first.count()).isEqualTo(1_000);
            assertThat(first.sum()).isEqualTo(whole.sum());
            assertThat(first.mean()).isEqualTo(whole.mean(), within(1e-13));
            assertThat(first.variance()).isEqualTo(whole.variance(), within(1e-10));
            assertThat(first.minimum()).isEqualTo(whole.minimum());
            assertThat(first.maximum()).isEqualTo(whole.maximum());
        }
        Moments twice = Moments.of(1, 2, 6);
        twice.merge(twice);
        assertThat(twice.mean()).isEqualTo(3);
        assertThat(twice.sum()).isEqualTo(18);
        assertThat(twice.variance()).isEqualTo(28.0 / 5, within(1e-15));
    }

    @Test
    void constantsHaveNoVariance() {
        double[] same = new double[1_000];
        Arrays.fill(same, 0.1);
        assertThat(Moments.of(same).mean()).isEqualTo(0.1);
        assertThat(Moments.of(same).variance()).isZero();
        assertThat(Moments.of(7).populationVariance()).isZero();
    }

    @Test
    void whatADoubleCannotHoldIsInfiniteAndTheRestIsRight() {
        Moments wide = Moments.of(1e308, -1e308, 1e308);
        assertThat(wide.mean()).isEqualTo(1e308 / 3, within(1e293));
        assertThat(wide.sum()).isEqualTo(1e308, within(1e293));
        assertThat(wide.variance()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(wide.populationVariance()).isEqualTo(Double.POSITIVE_INFINITY);
        Moments tall = Moments.of(1e308, 1e308);
        assertThat(tall.mean()).isEqualTo(1e308);
        assertThat(tall.sum()).isEqualTo(Double.POSITIVE_INFINITY);
        tall.add(-1e308);
        assertThat(tall.sum()).as("only on the way too large").isEqualTo(1e308, within(1e293));
        Moments merged = Moments.of(1e308);
        merged.merge(Moments.of(-1e308));
        assertThat(merged.mean()).isZero();
        assertThat(merged.variance()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void withoutNumbersAndWithBadOnes() {
        Moments none = Moments.create();
        assertThat(none.count()).isZero();
        assertThat(none.sum()).isZero();
        assertThatIllegalStateException().isThrownBy(none::mean).withMessage("no numbers were added yet");
        assertThatIllegalStateException().isThrownBy(none::minimum).withMessage("no numbers were added yet");
        none.merge(Moments.create());
        assertThatIllegalStateException().isThrownBy(none::variance).withMessage("no numbers were added yet");
        assertThatIllegalStateException()
                .isThrownBy(() -> Moments.of(5).variance())
                .withMessage("a variance needs a total weight above 1, got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Moments.of(Double.NaN))
                .withMessage("value must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Moments.create().add(1, -1))
                .withMessage("weight must be a finite number of at least 0, got -1");
    }
}
