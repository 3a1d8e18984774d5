package io.clientele.core.internal.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class ZigguratTest {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int N = Boolean.getBoolean("clientele.full") ? 50_000_000 : 2_000_000;

    private static double[] draws() {
        RandomGenerator random = RandomStreams.stream(3, "ziggurat", 0);
        double[] x = new double[N];
        for (int i = 0; i < N; i++) {
            x[i] = Ziggurat.gaussian(random);
        }
        Arrays.sort(x);
        return x;
    }

    /** Kolmogorov and Smirnov for the middle, Anderson and Darling for the tails. */
    @Test
    void drawsAreNormal() {
        double[] x = draws();
        double ks = 0;
        double sum = 0;
        for (int i = 0; i < N; i++) {
            double below = NORMAL.cumulativeProbability(x[i]);
            ks = Math.max(ks, Math.max(below - (double) i / N, (i + 1.0) / N - below));
            double above = NORMAL.survivalProbability(x[N - 1 - i]);
            sum += (2 * i + 1.0) * (Math.log(below) + Math.log(above));
        }
        double ad = -N - sum / N;
        // 1 in 1,000: 1.95 / sqrt(n), and 6.0 (Marsaglia and Marsaglia 2004)
        assertThat(ks * Math.sqrt(N)).isLessThan(1.95);
        assertThat(ad).isLessThan(6.0);
    }

    /** Each box, the wedges beside it and the tail get what the curve says: 200 cells that do not end where boxes do. */
    @Test
    void cellsHoldTheirShare() {
        double[] x = draws();
        int cells = 200;
        long[] seen = new long[cells];
        double width = 8.0 / (cells - 2);
        for (double v : x) {
            seen[(int) Math.min(cells - 1, Math.max(0, Math.floor((v + 4) / width) + 1))]++;
        }
        double chiSquare = 0;
        for (int c = 0; c < cells; c++) {
            double from = c == 0 ? Double.NEGATIVE_INFINITY : -4 + (c - 1) * width;
            double to = c == cells - 1 ? Double.POSITIVE_INFINITY : -4 + c * width;
            double expected = N * NORMAL.probability(from, to);
            chiSquare += (seen[c] - expected) * (seen[c] - expected) / expected;
        }
        // mean 199, standard deviation 20
        assertThat(chiSquare).isBetween(120.0, 285.0);
    }

    @Test
    void momentsAndTheTailBeyondTheLastBox() {
        double[] x = draws();
        double two = 0;
        double four = 0;
        int beyond = 0;
        for (double v : x) {
            two += v * v;
            four += v * v * v * v;
            beyond += Math.abs(v) > 3.442619855899 ? 1 : 0;
        }
        double error = 5 / Math.sqrt(N);
        assertThat(two / N).isEqualTo(1, within(error * Math.sqrt(2)));
        assertThat(four / N).isEqualTo(3, within(error * Math.sqrt(96)));
        double expected = N * 2 * NORMAL.survivalProbability(3.442619855899);
        assertThat((double) beyond).isEqualTo(expected, within(5 * Math.sqrt(expected)));
    }

    /** The first box is the one with the tail; both ends of all numbers that nextLong gives lead to an answer. */
    @Test
    void extremeBitsGiveFiniteNumbers() {
        for (long first : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 127, 128}) {
            RandomGenerator rest = RandomStreams.stream(4, "ziggurat", 0);
            boolean[] used = new boolean[1];
            double z = Ziggurat.gaussian(() -> {
                if (!used[0]) {
                    used[0] = true;
                    return first;
                }
                return rest.nextLong();
            });
            assertThat(z).as("%d", first).isFinite();
        }
    }
}
