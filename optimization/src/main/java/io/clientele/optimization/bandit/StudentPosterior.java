package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import java.util.random.RandomGenerator;

/**
 * The mean of a metric whose spread is known from the same few values: Student's t distribution around the sample's mean.
 *
 * @param mean finite
 * @param scale the standard error of the mean, above 0
 * @param degreesOfFreedom at least 8; with fewer the tails are too heavy to compare expected values to 1e-12
 */
public record StudentPosterior(double mean, double scale, double degreesOfFreedom) implements Posterior {

    /**
     * Checks the parameters.
     *
     * @param mean of the distribution
     * @param scale of the distribution
     * @param degreesOfFreedom of the distribution
     */
    public StudentPosterior {
        Check.finite("mean", mean);
        Check.between("scale", scale, 1e-100, 1e100);
        Check.between("degreesOfFreedom", degreesOfFreedom, 8, 1e15);
    }

    /**
     * What a sample says of the mean when nothing was believed before (a flat prior on the mean and on the logarithm of the standard
     * deviation).
     *
     * @param count values, at least 9
     * @param mean of the values
     * @param variance of the values, with divisor count - 1, above 0
     * @return the posterior, with count - 1 degrees of freedom
     */
    public static StudentPosterior ofSample(long count, double mean, double variance) {
        Check.atLeast("count", count, 9L);
        Check.positive("variance", variance);
        return new StudentPosterior(mean, Math.sqrt(variance / count), count - 1.0);
    }

    @Override
    public double standardDeviation() {
        return scale * Math.sqrt(degreesOfFreedom / (degreesOfFreedom - 2));
    }

    @Override
    public double quantile(double p) {
        Check.between("p", p, Double.MIN_VALUE, Math.nextDown(1));
        return mean + scale * Distributions.studentQuantile(p, degreesOfFreedom);
    }

    @Override
    public double sample(RandomGenerator random) {
        double half = degreesOfFreedom / 2;
        return mean + scale * Samplers.gaussian(random) / StrictMath.sqrt(Samplers.gamma(random, half) / half);
    }
}
