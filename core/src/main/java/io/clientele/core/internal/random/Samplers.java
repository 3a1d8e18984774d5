package io.clientele.core.internal.random;

import java.util.random.RandomGenerator;

/**
 * Draws from distributions; the same bits on every machine, because nothing but exact arithmetic and {@link StrictMath} is
 * used. Only {@code nextLong}, {@code nextDouble} and {@code nextInt(bound)} are asked of the generator.
 */
public final class Samplers {

    private Samplers() {}

    /**
     * A number in (0, 1), never 0.
     *
     * @param random source
     * @return a uniform number
     */
    public static double open(RandomGenerator random) {
        return ((random.nextLong() >>> 12) + 0.5) * 0x1.0p-52;
    }

    /**
     * Mean 0, variance 1, by the polar method (Marsaglia and Bray 1964); the second number of a pair is not kept, so that a
     * draw depends on the stream alone.
     *
     * @param random source
     * @return a normal number
     */
    public static double gaussian(RandomGenerator random) {
        while (true) {
            double u = 2 * open(random) - 1;
            double v = 2 * open(random) - 1;
            double s = u * u + v * v;
            if (s < 1 && s > 0) {
                return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }

    /**
     * Mean 1.
     *
     * @param random source
     * @return an exponential number
     */
    public static double exponential(RandomGenerator random) {
        return -StrictMath.log(open(random));
    }

    /**
     * Gamma with scale 1, by Marsaglia and Tsang (2000), "A Simple Method for Generating Gamma Variables"; shapes below 1 by
     * their boost.
     *
     * @param random source
     * @param shape above 0
     * @return a gamma number, mean {@code shape}
     */
    public static double gamma(RandomGenerator random, double shape) {
        if (!(shape > 0)) {
            throw new IllegalArgumentException("shape must be above 0, got " + shape);
        }
        if (shape < 1) {
            return gamma(random, shape + 1) * StrictMath.exp(StrictMath.log(open(random)) / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = gaussian(random);
            double t = 1 + c * x;
            if (t > 0) {
                double v = t * t * t;
                double u = open(random);
                if (StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                    return d * v;
                }
            }
        }
    }

    /**
     * Beta; for tiny shapes by logarithms, so that 0/0 cannot happen.
     *
     * @param random source
     * @param alpha first shape, above 0
     * @param beta second shape, above 0
     * @return a number in [0, 1]
     */
    public static double beta(RandomGenerator random, double alpha, double beta) {
        if (alpha < 0.1 && beta < 0.1) {
            // log gamma(a) = log gamma(a + 1) + log(u) / a keeps what the plain form underflows
            double x = logGamma(random, alpha);
            double y = logGamma(random, beta);
            return 1 / (1 + StrictMath.exp(y - x));
        }
        double x = gamma(random, alpha);
        double y = gamma(random, beta);
        return x / (x + y);
    }

    private static double logGamma(RandomGenerator random, double shape) {
        return StrictMath.log(gamma(random, shape + 1)) + StrictMath.log(open(random)) / shape;
    }

    /**
     * Poisson: by products of uniforms for small means, by Hörmann's (1993) transformed rejection PTRS from 10 up.
     *
     * @param random source
     * @param mean at least 0
     * @return a count
     */
    public static long poisson(RandomGenerator random, double mean) {
        if (!(mean >= 0) || mean > 1e15) {
            throw new IllegalArgumentException("mean must be between 0 and 1e15, got " + mean);
        }
        if (mean < 10) {
            double limit = StrictMath.exp(-mean);
            long k = 0;
            double p = open(random);
            while (p > limit) {
                k++;
                p *= open(random);
            }
            return k;
        }
        double root = StrictMath.sqrt(mean);
        double logMean = StrictMath.log(mean);
        double b = 0.931 + 2.53 * root;
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double r = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = open(random) - 0.5;
            double v = open(random);
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= r) {
                return (long) k;
            }
            if (k < 0 || (us < 0.013 && v > us)) {
                continue;
            }
            if (StrictMath.log(v * inverseAlpha / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) {
                return (long) k;
            }
        }
    }

    /**
     * How many trials fail before the first success.
     *
     * @param random source
     * @param probability of success, above 0, at most 1
     * @return a count from 0
     */
    public static long geometric(RandomGenerator random, double probability) {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be above 0 and at most 1, got " + probability);
        }
        if (probability == 1) {
            return 0;
        }
        return (long) Math.floor(StrictMath.log(open(random)) / StrictMath.log1p(-probability));
    }

    /**
     * Successes in a number of trials.
     *
     * @param random source
     * @param trials at least 0
     * @param probability of success
     * @return a count; time grows with {@code trials} when few successes are not expected
     */
    public static int binomial(RandomGenerator random, int trials, double probability) {
        if (probability > 0.5) {
            return trials - binomial(random, trials, 1 - probability);
        }
        if (probability <= 0) {
            return 0;
        }
        int successes = 0;
        long at = geometric(random, probability);
        while (at < trials) {
            successes++;
            at += 1 + geometric(random, probability);
        }
        return successes;
    }

    /**
     * One of several by weight.
     *
     * @param random source
     * @param weights not negative, not all 0
     * @return an index
     */
    public static int categorical(RandomGenerator random, double[] weights) {
        double total = 0;
        for (double w : weights) {
            total += w;
        }
        double at = random.nextDouble() * total;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                at -= weights[i];
                if (at < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /**
     * Puts numbers into random order (Fisher and Yates).
     *
     * @param random source
     * @param values shuffled in place
     */
    public static void shuffle(RandomGenerator random, int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int t = values[i];
            values[i] = values[j];
            values[j] = t;
        }
    }

    /** Stirling's series with four terms: absolute error below 1e-12 from 10 up; a product below. */
    private static double logFactorial(double k) {
        if (k < 10) {
            double product = 1;
            for (int i = 2; i <= k; i++) {
                product *= i;
            }
            return StrictMath.log(product);
        }
        double x = k + 1;
        double i = 1 / x;
        double i2 = i * i;
        return (x - 0.5) * StrictMath.log(x)
                - x
                + 0.9189385332046728
                + i * (1.0 / 12 - i2 * (1.0 / 360 - i2 * (1.0 / 1260 - i2 / 1680)));
    }
}
