package io.clientele.core.internal.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.stats.Distributions;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Draws against the distribution they are said to have: Kolmogorov-Smirnov where it is continuous, chi-square where it is
 * discrete. Seeds are fixed, each test rejects at 1e-4.
 */
class SamplersStatisticalTest {

    // 37 tests at 1e-4: the chance that a right sampler failed when the seed was chosen is 0.0037
    private static final double LEVEL = 1e-4;
    private static final int DRAWS = 40_000;

    @Test
    void uniformGaussianExponential() {
        continuous("open", Samplers::open, x -> x);
        continuous("gaussian", Samplers::gaussian, Distributions::normalCdf);
        continuous("exponential", Samplers::exponential, x -> -Math.expm1(-x));
        continuous("nextDouble", RandomGenerator::nextDouble, x -> x);
    }

    @Test
    void gammaOfSmallAndLargeShapes() {
        for (double shape : new double[] {0.01, 0.3, 0.999, 1, 2.5, 40, 1e6}) {
            continuous("gamma " + shape, r -> Samplers.gamma(r, shape), x -> Distributions.gammaCdf(x, shape, 1));
        }
    }

    @Test
    void betaOfAnyPairOfShapes() {
        double[][] shapes = {
            {2, 5}, {0.5, 0.5}, {0.02, 0.03}, {0.05, 3}, {0.01, 400}, {400, 0.01}, {0.099, 0.101}, {1, 1e6}, {5e5, 1e6}
        };
        for (double[] s : shapes) {
            continuous(
                    "beta " + Arrays.toString(s),
                    r -> Samplers.beta(r, s[0], s[1]),
                    x -> Distributions.betaCdf(x, s[0], s[1]));
        }
    }

    @Test
    void poissonBelowAndAboveTheChangeOfMethod() {
        for (double mean : new double[] {0.2, 3, 9.999, 10, 31.7, 5000}) {
            discrete(
                    "poisson " + mean,
                    r -> Samplers.poisson(r, mean),
                    mean,
                    mean,
                    k -> Math.exp(k * Math.log(mean) - mean - logFactorial(k)));
        }
    }

    @Test
    void poissonOfHugeMeansIsNormal() {
        // skewness is 1 over the root of the mean, far below what 40,000 draws can show
        for (double mean : new double[] {1e11, 1e15}) {
            continuous(
                    "poisson " + mean,
                    r -> (Samplers.poisson(r, mean) - mean) / Math.sqrt(mean),
                    Distributions::normalCdf);
        }
    }

    @Test
    void binomialBelowAndAboveTheChangeOfMethod() {
        Object[][] cases = {{1, 0.5}, {30, 0.3}, {34, 0.3}, {20, 0.5}, {500, 0.97}, {100_000, 0.4}, {2_000_000, 1e-6}};
        for (Object[] c : cases) {
            int n = (int) c[0];
            double p = (double) c[1];
            discrete(
                    "binomial " + n + " " + p,
                    r -> Samplers.binomial(r, n, p),
                    n * p,
                    n * p * (1 - p),
                    k -> k > n
                            ? 0
                            : Math.exp(logFactorial(n)
                                    - logFactorial(k)
                                    - logFactorial(n - k)
                                    + k * Math.log(p)
                                    + (n - k) * Math.log1p(-p)));
        }
    }

    @Test
    void geometricCategoricalAndBoundedNumbers() {
        discrete("geometric", r -> Samplers.geometric(r, 0.07), 13, 190, k -> 0.07 * Math.pow(0.93, k));
        double[] weights = {0, 1, 3, 0, 0.5, 2, 0};
        discrete("categorical", r -> Samplers.categorical(r, weights), 3, 3, k -> k > 6 ? 0 : weights[k] / 6.5);
        discrete("nextInt(7)", r -> r.nextInt(7), 3, 4, k -> k > 6 ? 0 : 1 / 7.0);
        discrete("nextBoolean", r -> r.nextBoolean() ? 1 : 0, 0.5, 0.25, k -> k > 1 ? 0 : 0.5);
        // three quarters of the range of int: a modulus would prefer small numbers by half
        int bound = 3 << 29;
        continuous("nextInt(3 << 29)", r -> (r.nextInt(bound) + 0.5) / bound, x -> x);
    }

    @Test
    void everyOrderIsAsLikely() {
        discrete(
                "shuffle",
                r -> {
                    int[] four = {0, 1, 2, 3};
                    Samplers.shuffle(r, four);
                    return 6 * four[0] + 2 * (four[1] > four[0] ? four[1] - 1 : four[1]) + (four[2] > four[3] ? 1 : 0);
                },
                11.5,
                48,
                k -> k > 23 ? 0 : 1 / 24.0);
    }

    private static void continuous(String name, ToDoubleFunction<RandomGenerator> draw, DoubleUnaryOperator cdf) {
        RandomGenerator random = RandomStreams.stream(20_261_125, "test " + name, 0);
        double[] x = new double[DRAWS];
        for (int i = 0; i < x.length; i++) {
            x[i] = draw.applyAsDouble(random);
            assertThat(x[i]).as(name).isFinite();
        }
        Arrays.sort(x);
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            if (i + 1 == x.length || x[i + 1] != x[i]) {
                worst = Math.max(worst, (i + 1.0) / x.length - cdf.applyAsDouble(x[i]));
            }
            if (i == 0 || x[i - 1] != x[i]) {
                // a double stands for the numbers that round to it, which is many near 0 and 1 of a tiny shape
                worst = Math.max(worst, cdf.applyAsDouble(Math.nextDown(x[i])) - (double) i / x.length);
            }
        }
        // Kolmogorov's limit: P(D sqrt(n) > t) is about 2 exp(-2 t^2)
        assertThat(worst * Math.sqrt(DRAWS)).as(name).isLessThan(Math.sqrt(-Math.log(LEVEL / 2) / 2));
    }

    private static void discrete(
            String name, ToLongFunction<RandomGenerator> draw, double mean, double variance, IntToDoubleFunction pmf) {
        RandomGenerator random = RandomStreams.stream(20_261_125, "test " + name, 0);
        int from = (int) Math.max(0, mean - 6 * Math.sqrt(variance) - 6);
        int to = (int) (mean + 6 * Math.sqrt(variance) + 6);
        long[] counts = new long[to - from + 1];
        long outside = 0;
        for (int i = 0; i < DRAWS; i++) {
            long k = draw.applyAsLong(random);
            if (k >= from && k <= to) {
                counts[(int) (k - from)]++;
            } else {
                outside++;
            }
        }
        // neighbours are joined until 10 are expected; what is outside goes with the last cell
        double chi = 0;
        int cells = 0;
        double expected = 0;
        double left = DRAWS;
        long seen = 0;
        long open = DRAWS;
        for (int k = from; k <= to; k++) {
            expected += DRAWS * pmf.applyAsDouble(k);
            seen += counts[k - from];
            if (expected >= 10 && left - expected >= 10) {
                chi += (seen - expected) * (seen - expected) / expected;
                left -= expected;
                open -= seen;
                expected = 0;
                seen = 0;
                cells++;
            }
        }
        assertThat(outside).as(name + ": draws beyond six standard deviations").isLessThan(DRAWS / 100);
        chi += (open - left) * (open - left) / left;
        assertThat(Distributions.chiSquaredSurvival(chi, cells))
                .as(name + " chi-square " + chi + " on " + cells)
                .isGreaterThan(LEVEL);
    }

    private static double logFactorial(int k) {
        return org.apache.commons.numbers.gamma.LogGamma.value(k + 1.0);
    }
}
