package io.clientele.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.internal.random.RandomStreams;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ExactSumTest {

    /** Of any size and sign, among them the smallest and largest doubles. */
    private static double[] numbers(RandomGenerator random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            long bits = random.nextLong();
            double any = Double.longBitsToDouble(bits);
            values[i] = switch (random.nextInt(4)) {
                case 0 -> Double.isFinite(any) ? any : 1;
                case 1 -> Math.rint(random.nextDouble() * 1e5) / 100;
                case 2 -> (random.nextInt(3) - 1) * Double.MIN_VALUE * random.nextInt(1000);
                default -> random.nextDouble() - 0.5;
            };
        }
        return values;
    }

    /** A BigDecimal holds every double exactly, and its doubleValue is the nearest. */
    @Test
    void sumsAndProductsAgainstBigDecimal() {
        for (int run = 0; run < 60; run++) {
            RandomGenerator random = RandomStreams.stream(run, "exact-sum", 0);
            double[] values = numbers(random, 1 + random.nextInt(60));
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal products = BigDecimal.ZERO;
            ExactSum exact = ExactSum.of(values);
            ExactSum exactProducts = ExactSum.create();
            for (int i = 0; i < values.length; i++) {
                BigDecimal one = new BigDecimal(values[i]);
                BigDecimal other = new BigDecimal(values[(7 * i + 3) % values.length]);
                sum = sum.add(one);
                products = products.add(one.multiply(other));
                exactProducts.addProduct(values[i], values[(7 * i + 3) % values.length]);
            }
            assertThat(exact.value()).isEqualTo(sum.doubleValue());
            assertThat(exactProducts.value()).isEqualTo(products.doubleValue());
            assertThat(exactProducts.signum()).isEqualTo(products.signum());
        }
    }

    @Test
    void carriesWaitAndComeOut() {
        ExactSum sum = ExactSum.create();
        ExactSum products = ExactSum.create();
        BigDecimal expected = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        double value = Math.nextDown(2.0); // 53 ones
        for (int i = 0; i < 10_000; i++) {
            double signed = i % 7 == 0 ? -value : value * (1 << i % 31);
            sum.add(signed);
            products.addProduct(signed, value);
            expected = expected.add(new BigDecimal(signed));
            squares = squares.add(new BigDecimal(signed).multiply(new BigDecimal(value)));
        }
        assertThat(sum.value()).isEqualTo(expected.doubleValue());
        assertThat(products.value()).isEqualTo(squares.doubleValue());
    }

    @Test
    void anyOrderAndSplitGivesTheSameBits() {
        RandomGenerator random = RandomStreams.stream(1, "exact-order", 0);
        double[] values = numbers(random, 9_000);
        ExactSum whole = ExactSum.of(values);
        ExactSum parts = ExactSum.create();
        ExactSum[] servers = {ExactSum.create(), ExactSum.create(), ExactSum.create()};
        for (double value : values) {
            servers[random.nextInt(3)].add(value);
        }
        for (int s = 2; s >= 0; s--) {
            parts.merge(servers[s]);
        }
        assertThat(parts).isEqualTo(whole).hasSameHashCodeAs(whole).hasToString(whole.toString());
        assertThat(parts.value()).isEqualTo(whole.value());
        parts.subtract(servers[1]);
        servers[0].merge(servers[2]);
        assertThat(parts).isEqualTo(servers[0]);
        parts.subtract(servers[0]);
        assertThat(parts.signum()).isZero();
        assertThat(parts).isEqualTo(ExactSum.create());
    }

    @Test
    void knownSums() {
        assertThat(ExactSum.of(1e100, 1, -1e100).value()).isEqualTo(1);
        assertThat(ExactSum.of(0.1, 0.2, -0.3).value()).isEqualTo(0x1p-55); // each double is off by a little
        assertThat(ExactSum.of().value()).isEqualTo(0.0);
        assertThat(ExactSum.of(-0.0).toString()).isEqualTo("0x0p0");
        assertThat(ExactSum.of(Double.MAX_VALUE, Double.MAX_VALUE).value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(ExactSum.of(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE)
                        .value())
                .isEqualTo(Double.MAX_VALUE);
        assertThat(ExactSum.of(Double.MIN_VALUE, -3 * Double.MIN_VALUE).value()).isEqualTo(-2 * Double.MIN_VALUE);
        assertThat(ExactSum.of(-1.5).toString()).isEqualTo("-0x3p-1");
        ExactSum huge = ExactSum.create();
        huge.addProduct(1e300, 1e300);
        huge.addProduct(Double.MIN_VALUE, Double.MIN_VALUE);
        huge.addProduct(-1e300, 1e300);
        assertThat(huge.toString()).isEqualTo("0x1p-2148");
        assertThat(huge.value()).isEqualTo(0);
        ExactSum most = ExactSum.create();
        most.addProduct(-Double.MAX_VALUE, Double.MAX_VALUE);
        assertThat(most.value()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    /** Halves go to the even neighbour, and a bit 2,000 places down decides. */
    @Test
    void rounding() {
        double ulp = Math.ulp(1.0);
        assertThat(ExactSum.of(1, ulp / 2).value()).isEqualTo(1);
        assertThat(ExactSum.of(1 + ulp, ulp / 2).value()).isEqualTo(1 + 2 * ulp);
        assertThat(ExactSum.of(1, ulp / 2, Double.MIN_VALUE).value()).isEqualTo(1 + ulp);
        assertThat(ExactSum.of(1, ulp / 2, -Double.MIN_VALUE).value()).isEqualTo(1);
        ExactSum half = ExactSum.create();
        half.addProduct(Double.MIN_VALUE, 0.5);
        assertThat(half.value()).isEqualTo(0);
        half.addProduct(Double.MIN_VALUE, 0x1p-60);
        assertThat(half.value()).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void readsWhatItWrote() {
        for (int run = 0; run < 40; run++) {
            RandomGenerator random = RandomStreams.stream(run, "exact-text", 0);
            ExactSum sum = ExactSum.of(numbers(random, 1 + run));
            assertThat(ExactSum.parse(sum.toString())).isEqualTo(sum).hasToString(sum.toString());
        }
        assertThat(ExactSum.parse("-0x6p-2")).isEqualTo(ExactSum.of(-1.5));
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactSum.of(1, Double.NaN))
                .withMessage("value must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactSum.create().addProduct(1, Double.NEGATIVE_INFINITY))
                .withMessage("value must be finite, got -Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactSum.create().addProduct(Double.NaN, 0))
                .withMessage("value must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactSum.parse("1.5"))
                .withMessage("an exact sum must be written as 0x<hexadecimal digits>p<exponent of two>, got '1.5'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactSum.parse("0x1p3000"))
                .withMessage("an exact sum must lie within 2^-2176 and 2^2112, got '0x1p3000'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactSum.parse("0x1p-2177"))
                .withMessageContaining("must lie within");
    }
}
