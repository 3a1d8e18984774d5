package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import java.util.random.RandomGenerator;

/**
 * A mean of known spread, such as the mean spend of many customers with its standard error.
 *
 * @param mean finite
 * @param standardDeviation of the mean (its standard error), above 0
 */
public record NormalPosterior(double mean, double standardDeviation) implements Posterior {

    /**
     * Checks the parameters.
     *
     * @param mean of the distribution
     * @param standardDeviation of the distribution
     */
    public NormalPosterior {
        Check.finite("mean", mean);
        Check.between("standardDeviation", standardDeviation, 1e-100, 1e100);
    }

    @Override
    public double quantile(double p) {
        Check.between("p", p, Double.MIN_VALUE, Math.nextDown(1));
        return mean + standardDeviation * Distributions.normalQuantile(p);
    }

    @Override
    public double sample(RandomGenerator random) {
        return mean + standardDeviation * Samplers.gaussian(random);
    }
}
