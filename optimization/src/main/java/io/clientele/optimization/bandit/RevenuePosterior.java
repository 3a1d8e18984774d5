package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.Samplers;
import java.util.random.RandomGenerator;

/**
 * Revenue a visitor, where most buy nothing: the chance of a purchase, Beta(alpha, beta), times the mean value of an order, which is
 * {@code scale} by a Gamma({@code shape}) number (an inverse gamma distribution). Both are independent of each other.
 *
 * <p>The logarithm's density is Kummer's function ₁F₁; it and all that follows from it are computed by quadrature without rounding that
 * shows: quantiles hold their probability to 1e-13.
 *
 * <p>{@link RevenuePrior} makes it from counts.
 *
 * @param alpha purchases, the prior's and the observed ones, from 0.1 to 1e12
 * @param beta visitors who bought nothing, likewise, from 0.1 to 1e12
 * @param shape how much is known of the order value, above 2 (there is no standard deviation below) and at most 1e12
 * @param scale in money, above 0; the expected order value is {@code scale / (shape - 1)}
 */
public record RevenuePosterior(double alpha, double beta, double shape, double scale) implements Posterior {

    /**
     * Checks the parameters.
     *
     * @param alpha purchases
     * @param beta others
     * @param shape of the order value
     * @param scale of the order value
     */
    public RevenuePosterior {
        Check.between("alpha", alpha, 0.1, 1e12);
        Check.between("beta", beta, 0.1, 1e12);
        if (!(shape > 2 && shape <= 1e12)) {
            throw new IllegalArgumentException("shape must be above 2 and at most 1e12, got " + shape);
        }
        Check.between("scale", scale, 1e-100, 1e100);
    }

    /** {@return the chance of a purchase} */
    public BetaPosterior rate() {
        return new BetaPosterior(alpha, beta);
    }

    /** {@return the expected value of an order} */
    public double orderValue() {
        return scale / (shape - 1);
    }

    @Override
    public double mean() {
        return rate().mean() * orderValue();
    }

    @Override
    public double standardDeviation() {
        double p = rate().mean();
        double ofRate = rate().standardDeviation() / p;
        double ofOrder = 1 / Math.sqrt(shape - 2);
        // (1 + a²)(1 + b²) - 1, of squared coefficients of variation
        return mean() * Math.sqrt(ofRate * ofRate + ofOrder * ofOrder * (1 + ofRate * ofRate));
    }

    @Override
    public double quantile(double p) {
        Check.between("p", p, Double.MIN_VALUE, Math.nextDown(1));
        return RevenueFamily.of(this).quantile(1 - p);
    }

    @Override
    public double sample(RandomGenerator random) {
        double rate = Samplers.beta(random, alpha, beta);
        return rate * scale / Samplers.gamma(random, shape);
    }
}
