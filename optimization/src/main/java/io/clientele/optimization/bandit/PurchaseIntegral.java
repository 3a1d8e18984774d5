package io.clientele.optimization.bandit;

import io.clientele.optimization.internal.SmallDifferences;

/**
 * The density of the logarithm of rate times order value, at one place.
 *
 * <p>It is the integral, over the log odds of the rate, of a Beta density and the order value's; there is one top, the root of a
 * quadratic equation. The trapezoid rule sees such curves to the last digits with steps of half their width (Trefethen and Weideman 2014,
 * "The exponentially convergent trapezoidal rule"), and the whole is Kummer's function ₁F₁.
 */
final class PurchaseIntegral {

    /** For curves as lopsided as a logarithm of a Gamma number of shape 1. */
    private static final double LONGEST_STEP = 0.23;

    private final double alpha;
    private final double beta;
    private final double shape;
    private final double total;
    private final double p0;
    private final double q0;
    private final double logArea;

    /** d/dt of the logarithm of the density. */
    double slope;
    /** Less its second derivative. */
    double bend;
    /** The order value's part of it, which is always positive. */
    double rise;

    private double sum;
    private double ofRate;
    private double ofSquare;

    PurchaseIntegral(double alpha, double beta, double shape) {
        this.alpha = alpha;
        this.beta = beta;
        this.shape = shape;
        total = alpha + beta;
        p0 = alpha / total;
        q0 = beta / total;
        logArea = 0.5 * StrictMath.log(2 * StrictMath.PI * (1 / alpha + 1 / beta))
                + SmallDifferences.stirlingError(alpha)
                + SmallDifferences.stirlingError(beta)
                - SmallDifferences.stirlingError(total)
                + 0.5 * StrictMath.log(2 * StrictMath.PI / shape)
                + SmallDifferences.stirlingError(shape);
    }

    /** log(p / p0) where the log odds are d above those of p0. */
    double logRate(double d) {
        return q0 * d - SmallDifferences.logOddsFall(p0, q0, d);
    }

    /** The logarithm of the density s above log(p0 scale / shape). */
    double logDensity(double s) {
        double kappa = shape / p0 * StrictMath.exp(-s);
        double all = alpha + shape;
        double more = all + beta - kappa;
        double root = Math.sqrt(more * more + 4 * kappa * beta);
        double q = more >= 0 ? 2 * beta / (more + root) : (root - more) / (2 * kappa);
        double whole = all + kappa + beta;
        double p = 2 * all / (whole + Math.sqrt((all - kappa) * (all - kappa) + beta * (beta + 2 * (all + kappa))));
        double mode = StrictMath.log(p / q) - StrictMath.log(p0 / q0);
        double curve = q * p * (total + shape + kappa * (1 - 2 * p));
        double step = Math.min(LONGEST_STEP, 0.5 / Math.sqrt(Math.max(curve, 1e-3)));
        double top = exponent(mode, s);
        sum = 0;
        ofRate = 0;
        ofSquare = 0;
        walk(mode, step, s, top);
        walk(mode - step, -step, s, top);
        double mean = ofRate / sum;
        double variance = Math.max(0, ofSquare / sum - mean * mean);
        double scaled = kappa * p;
        // by the rate's excess over that at the top, so that digits are kept where the curve is sharp
        rise = scaled * (1 + mean);
        slope = rise - shape;
        bend = rise - scaled * scaled * variance;
        return top + StrictMath.log(step * sum) - logArea;
    }

    private double exponent(double d, double s) {
        double fall = SmallDifferences.logOddsFall(p0, q0, d);
        return -total * fall - shape * SmallDifferences.expm1MinusS(q0 * d - fall - s);
    }

    private void walk(double from, double step, double s, double top) {
        double atTop = logRate(step > 0 ? from : from - step);
        double d = from;
        while (true) {
            double below = exponent(d, s) - top;
            if (!(below > -Family.FALL)) {
                return;
            }
            double weight = StrictMath.exp(below);
            double excess = StrictMath.expm1(logRate(d) - atTop);
            sum += weight;
            ofRate += weight * excess;
            ofSquare += weight * (excess * excess);
            d += step;
        }
    }
}
