package io.clientele.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReductionsTest {

    private static double[] numbers(int n, long index) {
        RandomGenerator random = RandomStreams.stream(1, "reductions", index);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3);
        }
        return x;
    }

    /** The order the Javadoc states, written down plainly: the bits are a promise to vector kernels. */
    private static double inLanes(double[] terms, int from, int to) {
        double[] lane = new double[8];
        int whole = from + (to - from) / 8 * 8;
        for (int i = from; i < whole; i++) {
            lane[(i - from) % 8] += terms[i];
        }
        double rest = 0;
        for (int i = whole; i < to; i++) {
            rest += terms[i];
        }
        for (int half = 4; half >= 1; half /= 2) {
            for (int l = 0; l < half; l++) {
                lane[l] += lane[l + half];
            }
        }
        return lane[0] + rest;
    }

    @Test
    void orderIsTheOneThatIsPromised() {
        double[] x = numbers(1_000, 0);
        double[] y = numbers(1_000, 1);
        double[] products = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            products[i] = x[i] * y[i];
        }
        for (int from = 0; from < 20; from++) {
            for (int to = from; to < from + 60; to++) {
                assertThat(Reductions.sum(x, from, to)).isEqualTo(inLanes(x, from, to));
                assertThat(Reductions.dot(x, y, from, to)).isEqualTo(inLanes(products, from, to));
            }
        }
        assertThat(Reductions.sum(x, 3, 997)).isEqualTo(inLanes(x, 3, 997));
        assertThat(Reductions.dot(x, y, 3, 997)).isEqualTo(inLanes(products, 3, 997));
    }

    @Test
    void compensatedSumIsTheRoundedTruth() {
        for (int n : new int[] {0, 1, 2, 9, 1_000, 100_000}) {
            double[] x = numbers(n, n);
            BigDecimal exact = BigDecimal.ZERO;
            double size = 0;
            for (double v : x) {
                exact = exact.add(new BigDecimal(v));
                size += Math.abs(v);
            }
            assertThat(Reductions.compensatedSum(x, 0, n)).isEqualTo(exact.doubleValue());
            // each lane adds n / 8 numbers: n / 8 roundings of at most the sum of sizes
            assertThat(Reductions.sum(x, 0, n))
                    .isEqualTo(exact.doubleValue(), within(0x1.0p-53 * (n / 8.0 + 11) * size));
        }
        assertThat(Reductions.compensatedSum(new double[] {1, 1e100, 1, -1e100}, 0, 4))
                .isEqualTo(2);
        assertThat(Reductions.compensatedSum(new double[] {9, 1, 2, 9}, 1, 3)).isEqualTo(3);
    }

    @Test
    void nothingAndNotANumber() {
        assertThat(Reductions.sum(new double[0], 0, 0)).isZero();
        assertThat(Reductions.dot(new double[3], new double[3], 2, 2)).isZero();
        double[] x = new double[20];
        x[11] = Double.NaN;
        assertThat(Reductions.sum(x, 0, 20)).isNaN();
        assertThat(Reductions.sum(x, 12, 20)).isZero();
    }
}
