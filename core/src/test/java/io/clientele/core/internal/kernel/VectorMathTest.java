package io.clientele.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorMathTest {

    private static double exp(double x) {
        double[] arguments = {x};
        double[] results = new double[1];
        VectorMath.exp(arguments, results, 1);
        return results[0];
    }

    /** exp of the very double, by Taylor's series of x / 2^k in 50 digits. */
    private static BigDecimal exact(double x) {
        MathContext digits = new MathContext(50);
        BigDecimal reduced = new BigDecimal(x).divide(new BigDecimal(1 << 12), digits);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int i = 1; i < 40; i++) {
            term = term.multiply(reduced, digits).divide(new BigDecimal(i), digits);
            sum = sum.add(term, digits);
        }
        for (int i = 0; i < 12; i++) {
            sum = sum.multiply(sum, digits);
        }
        return sum;
    }

    @Test
    void errorIsBelowOneUnitInTheLastPlace() {
        RandomGenerator random = RandomStreams.stream(1, "exp", 0);
        double worst = 0;
        for (int i = 0; i < 20_000; i++) {
            double range = i % 3 == 0 ? 1 : i % 3 == 1 ? 20 : 708;
            double x = range * (2 * random.nextDouble() - 1);
            double actual = exp(x);
            BigDecimal error = new BigDecimal(actual).subtract(exact(x)).abs();
            worst = Math.max(
                    worst,
                    error.divide(new BigDecimal(Math.ulp(actual)), MathContext.DECIMAL64)
                            .doubleValue());
        }
        assertThat(worst).isLessThan(1);
    }

    @Test
    void manyAtOnceAreTheSameAsOneByOne() {
        RandomGenerator random = RandomStreams.stream(2, "exp", 0);
        double[] x = new double[1_003];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1_600 * random.nextDouble() - 800;
        }
        double[] y = new double[x.length + 1];
        for (int round = 0; round < 2_000; round++) { // interpreted, then compiled, then with vectors
            VectorMath.exp(x.clone(), y, x.length);
        }
        for (int i = 0; i < x.length; i++) {
            assertThat(y[i]).isEqualTo(exp(x[i]));
        }
        assertThat(y[x.length]).as("what lies behind n is left alone").isZero();
    }

    /** Written down on JDK 17; any other JDK or machine must give the same bits. */
    @Test
    void bitsAreTheSameEverywhere() {
        double[] x = new double[16_000];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 10.0 - 800;
        }
        VectorMath.exp(x, y, x.length);
        long hash = 0;
        for (double v : y) {
            hash = 31 * hash + Double.doubleToLongBits(v);
        }
        assertThat(hash).isEqualTo(5244588202598329308L);
    }

    /** Correctly rounded, mpmath 1.3.0; the smallest ones are subnormal. */
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "-0.0, 1",
        "1e-300, 1",
        "-1e-17, 1",
        "709.78, 1.7928227943945155e308",
        "709.79, Infinity",
        "1e300, Infinity",
        "Infinity, Infinity",
        "-Infinity, 0",
        "-1e300, 0",
        "-745.1, 4.9e-324",
        "-745.2, 0",
        "NaN, NaN",
        "-708.5, 2.006132305331306e-308",
        "-720, 2.03223080242429315e-313"
    })
    void ends(double x, double expected) {
        if (Double.isFinite(expected) && expected != 0) {
            assertThat(exp(x)).isEqualTo(expected, within(2 * Math.ulp(expected)));
        } else {
            assertThat(exp(x)).isEqualTo(Double.valueOf(expected));
        }
    }

    /** mpmath 1.3.0, 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.5, 0.69314718055994531",
        "2, 0.88079707797788243, 2.1269280110429725",
        "-2, 0.11920292202211756, 0.12692801104297249",
        "-40, 4.2483542552915889e-18, 4.2483542552915889e-18",
        "40, 1, 40",
        "-745, 4.9406564584124654e-324, 4.9406564584124654e-324",
        "1e300, 1, 1e300",
        "-1e300, 0, 0",
        "Infinity, 1, Infinity",
        "-Infinity, 0, 0",
        "36.5, 0.99999999999999986, 36.500000000000000141"
    })
    void logisticFunctions(double x, double sigmoid, double log1pExp) {
        assertThat(VectorMath.sigmoid(x)).isEqualTo(sigmoid, within(2 * Math.ulp(sigmoid)));
        if (Double.isInfinite(log1pExp)) {
            assertThat(VectorMath.log1pExp(x)).isEqualTo(log1pExp);
        } else {
            assertThat(VectorMath.log1pExp(x)).isEqualTo(log1pExp, within(2 * Math.ulp(log1pExp)));
        }
    }

    @Test
    void notANumberStaysOne() {
        assertThat(VectorMath.sigmoid(Double.NaN)).isNaN();
        assertThat(VectorMath.log1pExp(Double.NaN)).isNaN();
    }
}
