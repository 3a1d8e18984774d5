package io.clientele.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.internal.random.RandomStreams;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FixedPointTest {

    private static final BigDecimal UNITS = new BigDecimal(BigInteger.ONE.shiftLeft(64));

    private static BigInteger units(double value) {
        return new BigDecimal(value)
                .multiply(UNITS)
                .setScale(0, RoundingMode.HALF_UP)
                .toBigInteger();
    }

    private static BigInteger kept(long high, long low) {
        BigInteger fraction = new BigInteger(Long.toUnsignedString(low));
        return BigInteger.valueOf(high).shiftLeft(64).add(fraction);
    }

    @Test
    void everyValueIsKeptAsAWholeNumberOfUnits() {
        RandomGenerator random = RandomStreams.stream(1, "fixed", 0);
        for (int i = 0; i < 20_000; i++) {
            double value = random.nextDouble() * Math.pow(2, random.nextInt(125) - 76);
            assertThat(kept(FixedPoint.high(value), FixedPoint.low(value)))
                    .as("%s", value)
                    .isEqualTo(units(value));
        }
        for (double value : new double[] {0, Double.MIN_VALUE, 0x1.0p-65, 0x1.8p-64, 0x1.0p-12, 1, 19.99, 1e15}) {
            assertThat(kept(FixedPoint.high(value), FixedPoint.low(value)))
                    .as("%s", value)
                    .isEqualTo(units(value));
        }
    }

    @Test
    void moneyComesBackExactly() {
        RandomGenerator random = RandomStreams.stream(2, "fixed", 0);
        for (int i = 0; i < 20_000; i++) {
            double value = random.nextDouble() * Math.pow(2, random.nextInt(60) - 11);
            assertThat(FixedPoint.value(FixedPoint.high(value), FixedPoint.low(value)))
                    .isEqualTo(value);
        }
    }
}
