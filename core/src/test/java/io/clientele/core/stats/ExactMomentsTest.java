package io.clientele.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.clientele.core.internal.random.RandomStreams;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ExactMomentsTest {

    private static final MathContext WIDE = new MathContext(120);

    /** By fractions with 120 digits; the double nearest to them. */
    @Test
    void nearestDoubles() {
        for (int run = 0; run < 30; run++) {
            RandomGenerator random = RandomStreams.stream(run, "exact-moments", 0);
            int n = 2 + random.nextInt(40);
            double shift = run % 3 == 0 ? 1e9 : 0;
            ExactMoments moments = ExactMoments.create();
            double[] y = new double[n];
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                y[i] = shift + random.nextDouble();
                x[i] = Math.rint(random.nextDouble() * 1e4) / 100;
                moments.add(y[i], x[i]);
            }
            BigDecimal meanY = mean(y);
            BigDecimal meanX = mean(x);
            assertThat(moments.mean()).isEqualTo(meanY.doubleValue());
            assertThat(moments.besideMean()).isEqualTo(meanX.doubleValue());
            assertThat(moments.variance()).isEqualTo(central(y, meanY, y, meanY));
            assertThat(moments.besideVariance()).isEqualTo(central(x, meanX, x, meanX));
            assertThat(moments.covariance()).isEqualTo(central(y, meanY, x, meanX));
        }
    }

    private static BigDecimal mean(double[] values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        return sum.divide(BigDecimal.valueOf(values.length), WIDE);
    }

    private static double central(double[] a, BigDecimal meanA, double[] b, BigDecimal meanB) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(new BigDecimal(a[i]).subtract(meanA).multiply(new BigDecimal(b[i]).subtract(meanB)));
        }
        return sum.divide(BigDecimal.valueOf(a.length - 1L), WIDE).doubleValue();
    }

    @Test
    void forgettingLeavesNoTrace() {
        ExactMoments without = ExactMoments.create();
        ExactMoments with = ExactMoments.create();
        ExactMoments one = ExactMoments.create();
        for (int i = 0; i < 100; i++) {
            double y = Math.sqrt(i);
            (i % 10 == 3 ? one : without).add(y, 1 / (1.0 + i));
            with.add(y, 1 / (1.0 + i));
        }
        with.subtract(one);
        assertThat(with).isEqualTo(without).hasSameHashCodeAs(without);
        with.subtract(without);
        assertThat(with).isEqualTo(ExactMoments.create()).hasToString("ExactMoments[count=0]");
    }

    @Test
    void sameNumbersHaveNoVariance() {
        ExactMoments moments = ExactMoments.create();
        for (int i = 0; i < 1000; i++) {
            moments.add(0.1);
        }
        assertThat(moments.variance()).isEqualTo(0.0);
        assertThat(moments.mean()).isEqualTo(0.1);
        moments.add(Math.nextUp(0.1));
        assertThat(moments.variance()).isPositive();
        assertThat(moments).hasToString("ExactMoments[count=1001, mean=0.1]");
    }

    @Test
    void partsOfACodec() {
        ExactMoments moments = ExactMoments.create();
        moments.add(1.5, 2);
        moments.add(2.5, -7);
        assertThat(ExactMoments.of(
                        2,
                        moments.sum(),
                        moments.squares(),
                        moments.besideSum(),
                        moments.besideSquares(),
                        moments.products()))
                .isEqualTo(moments)
                .isEqualTo(moments.copy());
        ExactMoments single = ExactMoments.create();
        single.add(4);
        assertThat(ExactMoments.of(1, single.sum(), single.squares())).isEqualTo(single);
    }

    @Test
    void refusals() {
        ExactMoments single = ExactMoments.create();
        assertThatIllegalStateException().isThrownBy(single::mean).withMessage("no numbers were added yet");
        single.add(1);
        assertThatIllegalStateException()
                .isThrownBy(single::variance)
                .withMessage("a variance needs at least two numbers, got 1");
        ExactMoments pair = ExactMoments.create();
        pair.add(1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pair.merge(single))
                .withMessage("one part has a second number beside each number and the other has not");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pair.subtract(single))
                .withMessageContaining("one part has");
        ExactMoments more = single.copy();
        more.add(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> single.subtract(more))
                .withMessage("cannot take 2 numbers away from 1; they were not all added here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pair.add(1, Double.NaN))
                .withMessage("value must be finite, got NaN");
        assertThat(pair.count()).isEqualTo(1);
        pair.add(5);
        assertThatIllegalArgumentException()
                .isThrownBy(pair::paired)
                .withMessage("1 of 2 units have a second number; all or none must");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactMoments.of(2, ExactSum.of(4), ExactSum.of(1)))
                .withMessage("no 2 numbers have these sums and sums of squares");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactMoments.of(0, ExactSum.of(4), ExactSum.of(1)))
                .withMessageContaining("no 0 numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactMoments.of(-1, ExactSum.of(), ExactSum.of()))
                .withMessageContaining("no -1 numbers");
    }
}
