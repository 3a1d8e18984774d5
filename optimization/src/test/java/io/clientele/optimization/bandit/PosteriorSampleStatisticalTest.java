package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Distributions;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Draws of posteriors by Kolmogorov-Smirnov and Anderson-Darling, over shapes from 1e-3 to 1e9. A scaled distance above 2.2 has a probability
 * of 1.3e-4, an Anderson-Darling statistic above 10 one of about 1e-5 (Marsaglia and Marsaglia 2004); of 36 tests of each, a false
 * alarm once in 200 choices of seeds.
 */
class PosteriorSampleStatisticalTest {

    private static final int N = Boolean.getBoolean("clientele.full") ? 1_000_000 : 2_000;
    private static final double[] SHAPES = {1e-3, 1e-2, 0.3, 1, 7, 1e3, 1e6, 1e9};
    /** What is below is one number: a tiny shape's draws are mostly smaller than any double. */
    private static final double TINY = 1e-300;

    @Test
    void gamma() {
        for (double shape : SHAPES) {
            check("gamma " + shape, new GammaPosterior(shape, 1), x -> Distributions.gammaCdf(x, shape, 1));
        }
    }

    @Test
    void beta() {
        for (double alpha : SHAPES) {
            for (double beta : new double[] {1, 50, 1e9}) {
                check(
                        "beta " + alpha + " " + beta,
                        new BetaPosterior(alpha, beta),
                        x -> Distributions.betaCdf(x, alpha, beta));
            }
        }
    }

    @Test
    void revenue() {
        RevenuePosterior[] cases = {
            new RevenuePosterior(0.5, 30, 2.5, 100),
            new RevenuePosterior(3, 97, 4.5, 200),
            new RevenuePosterior(400, 9_000, 300, 9_000),
            new RevenuePosterior(1e6, 3e7, 1e6, 5e7)
        };
        for (RevenuePosterior posterior : cases) {
            RevenueFamily family = RevenueFamily.of(posterior);
            check(posterior.toString(), posterior, x -> 1 - family.above(x), Math.min(N, 400));
        }
    }

    private static void check(String name, Posterior posterior, DoubleUnaryOperator cdf) {
        check(name, posterior, cdf, N);
    }

    private static void check(String name, Posterior posterior, DoubleUnaryOperator cdf, int n) {
        RandomGenerator random = RandomStreams.stream(name.hashCode(), "posterior.samples", 0);
        double[] u = new double[n];
        double atTiny = cdf.applyAsDouble(TINY);
        for (int i = 0; i < n; i++) {
            double x = posterior.sample(random);
            u[i] = x < TINY ? atTiny * random.nextDouble() : cdf.applyAsDouble(x);
        }
        Arrays.sort(u);
        double distance = 0;
        double anderson = -n;
        for (int i = 0; i < n; i++) {
            distance = Math.max(distance, Math.max((i + 1.0) / n - u[i], u[i] - (double) i / n));
            double low = Math.min(1 - 1e-15, Math.max(1e-300, u[i]));
            double high = Math.min(1 - 1e-15, Math.max(1e-300, u[n - 1 - i]));
            anderson -= (2 * i + 1.0) / n * (Math.log(low) + Math.log1p(-high));
        }
        assertThat(distance * Math.sqrt(n)).as("Kolmogorov-Smirnov of %s", name).isLessThan(2.2);
        assertThat(anderson).as("Anderson-Darling of %s", name).isLessThan(10);
    }
}
