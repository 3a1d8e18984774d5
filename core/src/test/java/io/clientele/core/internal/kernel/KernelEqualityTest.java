package io.clientele.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The implementation by the Vector API against plain Java, to the bit, over 10,000 random cases a kernel: sizes from 0 up, ordinary
 * numbers, tiny, denormal and huge ones, zeros of both signs, infinities and NaN. Runs where the module is there, as in the
 * second run of the tests that the build makes.
 */
class KernelEqualityTest {

    private static final int CASES = 10_000;

    private final PlainKernels plain = new PlainKernels();
    private final Kernels vector = vectorKernels();

    private static Kernels vectorKernels() {
        boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assumeTrue(there, "needs --add-modules jdk.incubator.vector");
        return KernelChoice.vector().orElseThrow();
    }

    @Test
    void theVectorApiIsChosenWhereItIsThere() {
        assertThat(KernelChoice.CHOSEN.name()).isEqualTo(vector.name()).startsWith("Vector API");
    }

    /** Ordinary numbers in most cases, so that sums do not all end as NaN. */
    static double[] numbers(RandomGenerator random, int n, int round) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> switch (round % 5 == 4 ? random.nextInt(12) : round % 5) {
            case 0, 1 -> random.nextDouble() - 0.5;
            case 2 -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20);
            case 3 -> (random.nextDouble() - 0.5) * Math.pow(2, random.nextInt(2000) - 1000);
            case 4 -> Double.MIN_VALUE * random.nextInt(1000);
            case 5 -> Double.MAX_VALUE * (random.nextDouble() - 0.5);
            case 6 -> Double.POSITIVE_INFINITY;
            case 7 -> Double.NEGATIVE_INFINITY;
            case 8 -> random.nextInt(20) == 0 ? Double.NaN : -1;
            case 9 -> -0.0;
            case 10 -> random.nextInt(5);
            default -> 1600 * random.nextDouble() - 800;
        });
        return x;
    }

    /** Every tenth case longer than a tile. */
    static int size(RandomGenerator random, int round) {
        return round % 10 == 9 ? random.nextInt(500) : random.nextInt(140);
    }

    static RandomGenerator random(String kernel) {
        return RandomStreams.stream(1, kernel, 0);
    }

    @Test
    void sums() {
        RandomGenerator random = random("sum");
        for (int round = 0; round < CASES; round++) {
            int n = size(random, round);
            double[] x = numbers(random, n, round);
            double[] y = numbers(random, n, round);
            int from = random.nextInt(n + 1);
            int to = from + random.nextInt(n - from + 1);
            assertThat(vector.sum(x, from, to)).isEqualTo(Double.valueOf(plain.sum(x, from, to)));
            assertThat(vector.dot(x, y, from, to)).isEqualTo(Double.valueOf(plain.dot(x, y, from, to)));
        }
    }

    @Test
    void squaredDistances() {
        RandomGenerator random = random("squared distances");
        for (int round = 0; round < CASES; round++) {
            int n = size(random, round);
            int features = random.nextInt(14);
            double[][] x = new double[features][];
            Arrays.setAll(x, j -> numbers(random, n, random.nextInt(20)));
            double[] center = numbers(random, features, round);
            double[] expected = new double[n + 1];
            double[] actual = new double[n + 1];
            plain.squaredDistances(x, features, center, expected, n);
            vector.squaredDistances(x, features, center, actual, n);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void scores() {
        RandomGenerator random = random("scores");
        for (int round = 0; round < CASES; round++) {
            int n = size(random, round);
            int features = random.nextInt(11);
            double[][] x = new double[features][];
            Arrays.setAll(x, j -> numbers(random, n, random.nextInt(20)));
            double[][] minus = new double[random.nextInt(10)][];
            Arrays.setAll(minus, c -> numbers(random, features, random.nextInt(10)));
            double[] half = numbers(random, minus.length, round);
            double[][] expected = new double[minus.length][n + 1];
            double[][] actual = new double[minus.length][n + 1];
            plain.scores(x, features, minus, half, expected, n);
            vector.scores(x, features, minus, half, actual, n);
            assertThat(Arrays.deepEquals(actual, expected)).as("case " + round).isTrue();
        }
    }

    @Test
    void leastOthers() {
        RandomGenerator random = random("least other");
        for (int round = 0; round < CASES; round++) {
            int n = size(random, round);
            double[][] s = new double[1 + random.nextInt(10)][];
            // neither NaN nor -0, but ties and infinities
            Arrays.setAll(
                    s,
                    c -> Arrays.stream(numbers(random, n, random.nextInt(20)))
                            .map(v -> Double.isNaN(v) || v == 0 ? 1 : v)
                            .toArray());
            double[] label = new double[n];
            Arrays.setAll(label, i -> random.nextInt(s.length + 1) - 1);
            double[][] expected = new double[2][n + 1];
            double[][] actual = new double[2][n + 1];
            double[][] before = Arrays.stream(s).map(double[]::clone).toArray(double[][]::new);
            plain.leastOther(s, label, expected[0], expected[1], n);
            assertThat(s).as("put back").isDeepEqualTo(before);
            vector.leastOther(s, label, actual[0], actual[1], n);
            assertThat(s).as("put back").isDeepEqualTo(before);
            assertThat(actual).isDeepEqualTo(expected);
        }
    }

    @Test
    void crossProducts() {
        RandomGenerator random = random("cross products");
        for (int round = 0; round < CASES; round++) {
            int n = round % 3 == 0 ? random.nextInt(140) : 8 * random.nextInt(17);
            double[][] x = new double[1 + random.nextInt(9)][];
            Arrays.setAll(x, j -> numbers(random, n, random.nextInt(20)));
            double[][] scaled = new double[x.length][];
            Arrays.setAll(scaled, j -> numbers(random, n, random.nextInt(20)));
            double[] expected = numbers(random, CrossProducts.lanes(x.length).length, 0);
            double[] actual = expected.clone();
            plain.crossProducts(x, scaled, n, expected);
            vector.crossProducts(x, scaled, n, actual);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void innerProducts() {
        RandomGenerator random = random("inner products");
        for (int round = 0; round < CASES; round++) {
            int n = round % 3 == 0 ? random.nextInt(140) : 8 * random.nextInt(17);
            double[][] x = new double[1 + random.nextInt(9)][];
            Arrays.setAll(x, j -> numbers(random, n, random.nextInt(20)));
            double[] r = numbers(random, n, random.nextInt(20));
            double[] expected = numbers(random, InnerProducts.lanes(x.length).length, 0);
            double[] actual = expected.clone();
            plain.innerProducts(x, r, n, expected);
            vector.innerProducts(x, r, n, actual);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void exponentials() {
        RandomGenerator random = random("exp");
        for (int round = 0; round < CASES; round++) {
            double[] x = numbers(random, size(random, round), round);
            double scale = round % 2 == 0 ? 1 : Math.pow(10, random.nextInt(6) - 2);
            Arrays.setAll(x, i -> x[i] * scale);
            double[] expected = new double[x.length + 1];
            double[] actual = new double[x.length + 1];
            plain.exp(x.clone(), expected, x.length);
            vector.exp(x.clone(), actual, x.length);
            assertThat(actual).isEqualTo(expected);
        }
    }
}
