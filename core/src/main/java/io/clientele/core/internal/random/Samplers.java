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
     * @param shape from 1e-300 to 1e300
     * @return a gamma number, mean {@code shape}; of a shape below about 0.05 it can be too small for a double, and so 0
     */
    public static double gamma(RandomGenerator random, double shape) {
        check("shape", shape);
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
                double x2 = x * x;
                // the first of the two implies the second and is their own, without logarithms
                if (u < 1 - 0.0331 * (x2 * x2) || StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                    return d * v;
                }
            }
        }
    }

    /**
     * Beta; for tiny shapes by logarithms, so that 0/0 cannot happen.
     *
     * @param random source
     * @param alpha first shape, from 1e-300 to 1e300
     * @param beta second shape, from 1e-300 to 1e300
     * @return a number in [0, 1]
     */
    public static double beta(RandomGenerator random, double alpha, double beta) {
        check("alpha", alpha);
        check("beta", beta);
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

    private static void check(String name, double shape) {
        if (!(shape >= 1e-300 && shape <= 1e300)) {
            throw new IllegalArgumentException(name + " must be between 1e-300 and 1e300, got " + shape);
        }
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
            if (StrictMath.log(v * inverseAlpha / (a / (us * us) + b)) <= logPoisson(k, mean)) {
                return (long) k;
            }
        }
    }

    /** Loader (2000), "Fast and Accurate Computation of Binomial Probabilities": no large terms that cancel. */
    private static double logPoisson(double k, double mean) {
        return k == 0 ? -mean : deviance(k, mean) - 0.5 * StrictMath.log(2 * Math.PI * k) - stirling(k);
    }

    /** {@code k log(mean / k) + k - mean}, at most 0. */
    private static double deviance(double k, double mean) {
        double x = (mean - k) / k;
        return k * (StrictMath.log1p(x) - x);
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
     * Successes in a number of trials: by the gaps between successes when few are expected, by Hörmann's (1993) transformed
     * rejection BTRS when 10 or more are, so that a draw takes no longer for more trials.
     *
     * @param random source
     * @param trials at least 0
     * @param probability of success, from 0 to 1
     * @return a count
     */
    public static int binomial(RandomGenerator random, int trials, double probability) {
        if (trials < 0) {
            throw new IllegalArgumentException("trials must be at least 0, got " + trials);
        }
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be between 0 and 1, got " + probability);
        }
        if (probability > 0.5) {
            return trials - seldom(random, trials, 1 - probability);
        }
        return seldom(random, trials, probability);
    }

    private static int seldom(RandomGenerator random, int trials, double probability) {
        if (probability == 0) {
            return 0;
        }
        if (trials * probability >= 10) {
            return rejection(random, trials, probability);
        }
        int successes = 0;
        long left = trials;
        long gap = geometric(random, probability);
        while (gap < left) {
            successes++;
            left -= gap + 1;
            gap = geometric(random, probability);
        }
        return successes;
    }

    private static int rejection(RandomGenerator random, int n, double p) {
        double root = StrictMath.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * root;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double alpha = (2.83 + 5.1 / b) * root;
        double r = 0.92 - 4.2 / b;
        double mode = Math.floor((n + 1.0) * p);
        double logMode = logBinomial(mode, n, p);
        while (true) {
            double u = open(random) - 0.5;
            double v = open(random);
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + n * p + 0.5);
            if (us >= 0.07 && v <= r) {
                return (int) k;
            }
            if (k < 0 || k > n) {
                continue;
            }
            if (StrictMath.log(v * alpha / (a / (us * us) + b)) <= logBinomial(k, n, p) - logMode) {
                return (int) k;
            }
        }
    }

    /** Loader (2000). */
    private static double logBinomial(double k, double n, double p) {
        if (k == 0) {
            return n * StrictMath.log1p(-p);
        }
        if (k == n) {
            return n * StrictMath.log(p);
        }
        return deviance(k, n * p)
                + deviance(n - k, n * (1 - p))
                + stirling(n)
                - stirling(k)
                - stirling(n - k)
                + 0.5 * StrictMath.log(n / (2 * Math.PI * k * (n - k)));
    }

    /**
     * One of several by weight.
     *
     * @param random source
     * @param weights not negative, not all 0, with a finite sum
     * @return an index; never that of a weight 0
     */
    public static int categorical(RandomGenerator random, double[] weights) {
        double total = 0;
        for (double w : weights) {
            if (!(w >= 0)) {
                throw new IllegalArgumentException("weights must be at least 0, got " + w);
            }
            total += w;
        }
        if (!(total > 0 && total <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("the sum of the weights must be finite and above 0, got " + total);
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

    /**
     * {@code log(k!)} less {@code (k + 1/2) log(k) - k + log(2 pi) / 2}, k at least 1: from 10 up by four terms of Stirling's
     * series, to 1e-12, below from the product.
     */
    static double stirling(double k) {
        if (k < 10) {
            double product = 1;
            for (int i = 2; i <= k; i++) {
                product *= i;
            }
            return StrictMath.log(product) - ((k + 0.5) * StrictMath.log(k) - k + 0.9189385332046728);
        }
        double i = 1 / k;
        double i2 = i * i;
        return i * (1.0 / 12 - i2 * (1.0 / 360 - i2 * (1.0 / 1260 - i2 / 1680)));
    }
}
