package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import java.util.random.RandomGenerator;

/**
 * A success rate: Beta(alpha, beta), where {@code alpha} is a prior's successes and the observed ones, {@code beta} likewise the
 * failures.
 *
 * @param alpha from 1e-6 to 1e15
 * @param beta from 1e-6 to 1e15
 */
public record BetaPosterior(double alpha, double beta) implements Posterior {

    /**
     * Checks the parameters.
     *
     * @param alpha successes
     * @param beta failures
     */
    public BetaPosterior {
        Check.between("alpha", alpha, 1e-6, 1e15);
        Check.between("beta", beta, 1e-6, 1e15);
    }

    @Override
    public double mean() {
        return alpha / (alpha + beta);
    }

    @Override
    public double standardDeviation() {
        double n = alpha + beta;
        return Math.sqrt(alpha / n * (beta / n) / (n + 1));
    }

    @Override
    public double quantile(double p) {
        Check.between("p", p, Double.MIN_VALUE, Math.nextDown(1));
        return p <= 0.5 ? lowerTail(p, alpha, beta) : 1 - lowerTail(1 - p, beta, alpha);
    }

    /**
     * Newton's rule on the logarithm of the distribution function over the log odds, where it is concave: from the left it comes
     * closer without passing.
     */
    private static double lowerTail(double p, double a, double b) {
        double x = Distributions.betaQuantile(p, a, b);
        if (!(x > 1e-300)) {
            return x;
        }
        BetaFamily self = new BetaFamily(new double[] {a}, new double[] {b});
        double t = Math.log(x) - Math.log1p(-x) - Math.log(a / b);
        for (int step = 0; step < 40; step++) {
            double odds = a / b * Math.exp(t);
            double below = Distributions.betaCdf(odds / (1 + odds), a, b);
            double density = Math.exp(-self.fall(0, t) - self.logArea[0]);
            double change = below / density * Math.log(p / below);
            if (!Double.isFinite(change)) {
                return x;
            }
            t += change;
            if (Math.abs(change) < 1e-9) {
                break;
            }
        }
        double odds = a / b * Math.exp(t);
        return odds / (1 + odds);
    }

    @Override
    public double sample(RandomGenerator random) {
        return Samplers.beta(random, alpha, beta);
    }
}
