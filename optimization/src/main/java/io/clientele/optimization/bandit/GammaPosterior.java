package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import java.util.random.RandomGenerator;

/**
 * The mean of counts (orders a visit, items an order) that are Poisson: Gamma(shape, rate), where {@code shape} is a prior's
 * events and the observed ones, {@code rate} likewise the exposures.
 *
 * @param shape from 1e-6 to 1e15
 * @param rate above 0
 */
public record GammaPosterior(double shape, double rate) implements Posterior {

    /**
     * Checks the parameters.
     *
     * @param shape events
     * @param rate exposures
     */
    public GammaPosterior {
        Check.between("shape", shape, 1e-6, 1e15);
        Check.between("rate", rate, 1e-100, 1e100);
    }

    @Override
    public double mean() {
        return shape / rate;
    }

    @Override
    public double standardDeviation() {
        return Math.sqrt(shape) / rate;
    }

    @Override
    public double quantile(double p) {
        Check.between("p", p, Double.MIN_VALUE, Math.nextDown(1));
        double x = Distributions.gammaQuantile(p, shape, 1);
        if (!(x > 1e-300)) {
            return x / rate;
        }
        // the solver behind the quantile stops at an absolute 1e-9: Newton's rule over log x adds the missing digits
        GammaFamily self = new GammaFamily(new double[] {shape}, new double[] {1});
        double t = Math.log(x / shape);
        for (int step = 0; step < 40; step++) {
            double missing = p - Distributions.gammaCdf(shape * Math.exp(t), shape, 1);
            double change = missing / Math.exp(-self.fall(0, t) - self.logArea[0]);
            if (!Double.isFinite(change) || Math.abs(change) > 1) {
                return x / rate;
            }
            t += change;
            if (Math.abs(change) < 1e-9) {
                break;
            }
        }
        return shape * Math.exp(t) / rate;
    }

    @Override
    public double sample(RandomGenerator random) {
        return Samplers.gamma(random, shape) / rate;
    }
}
