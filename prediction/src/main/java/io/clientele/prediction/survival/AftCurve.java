package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * What an {@link AftModel} says about one customer, at any horizon. Intervals cover what the data leave open about the parameters
 * of the chosen distribution, not whether it is the right one. Immutable and thread-safe.
 */
public final class AftCurve {

    /** Step of the differences in q. */
    private static final double STEP = 1e-3;

    private final LifetimeDistribution distribution;
    private final double location;
    private final double scale;
    private final double q;
    private final LifetimeShape shape;
    /** Covariance of location, log scale and, for the generalised gamma, q. */
    private final double[][] covariance;

    private final double confidence;

    AftCurve(
            LifetimeDistribution distribution,
            double location,
            double scale,
            double q,
            double[][] covariance,
            double confidence) {
        this.distribution = distribution;
        this.location = location;
        this.scale = scale;
        this.q = q;
        this.shape = new LifetimeShape(distribution, q);
        this.covariance = covariance;
        this.confidence = confidence;
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    private double z(double time) {
        return (Math.log(time) - location) / scale;
    }

    /**
     * The chance to be still there at a time.
     *
     * @param time at least 0
     * @return between 0 and 1
     */
    public double survival(double time) {
        Check.atLeast("time", time, 0.0);
        return time == 0 ? 1 : Math.exp(shape.logSurvival(z(time)));
    }

    /**
     * How sure the chance at a time is: an interval of z = (log t - location)/scale, carried over; for the generalised gamma the z
     * with the same survival at the best q stands for what is uncertain about q.
     *
     * @param time at least 0
     * @return the interval
     */
    public Interval interval(double time) {
        Check.atLeast("time", time, 0.0);
        if (time == 0) {
            return new Interval(1, 1, confidence);
        }
        double z = z(time);
        double half = Distributions.normalTwoSided(confidence) * error(-1 / scale, -z, -quantileSlope(shape, z));
        return new Interval(Math.exp(shape.logSurvival(z + half)), Math.exp(shape.logSurvival(z - half)), confidence);
    }

    /** How the z with a given survival moves with q: minus what survival at z moves by, over the density there. */
    private double quantileSlope(LifetimeShape at, double z) {
        if (covariance.length < 3) {
            return 0;
        }
        double up = new LifetimeShape(distribution, q + STEP).logSurvival(z);
        double down = new LifetimeShape(distribution, q - STEP).logSurvival(z);
        double slope = at.logSurvivalSlope(z);
        return slope == 0 ? 0 : -(up - down) / (2 * STEP) / slope;
    }

    /** Of a quantity with these derivatives in location, log scale and q. */
    private double error(double... slopes) {
        double variance = 0;
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j < covariance.length; j++) {
                variance += slopes[i] * covariance[i][j] * slopes[j];
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }

    /**
     * The risk of leaving within a span, for a customer who is still there at its beginning.
     *
     * @param now how long the customer has been there, at least 0
     * @param within length of the span, above 0
     * @return between 0 and 1
     */
    public double risk(double now, double within) {
        Check.atLeast("now", now, 0.0);
        Check.positive("within", within);
        double before = now == 0 ? 0 : shape.logSurvival(z(now));
        return -Math.expm1(shape.logSurvival(z(now + within)) - before);
    }

    /**
     * By when the customer has left with a given chance.
     *
     * @param p the chance, above 0 and below 1; 0.5 for the median
     * @return the time
     */
    public double quantile(double p) {
        return Math.exp(location + scale * shape.quantile(checked(p)));
    }

    /**
     * The standard error of a quantile, by the delta method.
     *
     * @param p the chance, above 0 and below 1
     * @return at least 0
     */
    public double quantileError(double p) {
        return quantile(p) * logError(p);
    }

    /**
     * How sure a quantile is: an interval of its logarithm, carried over.
     *
     * @param p the chance, above 0 and below 1
     * @return the interval
     */
    public Interval quantileInterval(double p) {
        double factor = Math.exp(Distributions.normalTwoSided(confidence) * logError(p));
        return new Interval(quantile(p) / factor, quantile(p) * factor, confidence);
    }

    private double logError(double p) {
        double z = shape.quantile(checked(p));
        return error(1, scale * z, scale * quantileSlope(shape, z));
    }

    private static double checked(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("p must be above 0 and below 1, such as 0.5, got " + p);
        }
        return p;
    }

    @Override
    public String toString() {
        return "AftCurve[median=" + quantile(0.5) + "]";
    }
}
