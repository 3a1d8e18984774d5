package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * What an {@link AftModel} says about one customer, at any horizon. Intervals cover what the data leave open about the parameters
 * of the chosen distribution, not whether it is the right one; {@link #extrapolation} says how far a time lies beyond the data. Immutable and
 * thread-safe.
 */
public final class AftCurve {

    /** Step of the differences in location (in units of scale), log scale and q. */
    private static final double STEP = 1e-3;

    private final LifetimeDistribution distribution;
    private final double location;
    private final double scale;
    private final double q;
    private final LifetimeShape shape;
    /** Covariance of location, log scale and, for the generalised gamma, q. */
    private final double[][] covariance;

    private final double confidence;
    private final double lastTime;

    AftCurve(
            LifetimeDistribution distribution,
            double location,
            double scale,
            double q,
            double[][] covariance,
            double confidence,
            double lastTime) {
        this.distribution = distribution;
        this.location = location;
        this.scale = scale;
        this.q = q;
        this.shape = new LifetimeShape(distribution, q);
        this.covariance = covariance;
        this.confidence = confidence;
        this.lastTime = lastTime;
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    /** {@return the longest time that anybody was watched; NaN where that is not known, see {@link AftModel#lastTime}} */
    public double lastTime() {
        return lastTime;
    }

    /**
     * How far a time lies beyond the data. What is said of such a time rests on the distribution alone, and no interval covers that.
     *
     * @param time at least 0, such as a horizon, the end of a span, or a quantile
     * @return by how much it exceeds {@link #lastTime}; 0 if it does not, NaN where that is not known
     */
    public double extrapolation(double time) {
        return Math.max(0, Check.atLeast("time", time, 0.0) - lastTime);
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
        reachable(now);
        double before = now == 0 ? 0 : shape.logSurvival(z(now));
        return -Math.expm1(shape.logSurvival(z(now + within)) - before);
    }

    /**
     * How sure that risk is: an interval of the logarithm of the hazard added up over the span (delta method), carried over.
     *
     * @param now how long the customer has been there, at least 0
     * @param within length of the span, above 0
     * @return the interval
     */
    public Interval riskInterval(double now, double within) {
        Check.atLeast("now", now, 0.0);
        Check.positive("within", within);
        reachable(now);
        Interval hazard = carried(life -> life.logHazard(within), now);
        return new Interval(-Math.expm1(-hazard.lower()), -Math.expm1(-hazard.upper()), confidence);
    }

    /**
     * How long such customers stay on average.
     *
     * @return the mean of the lifetimes; infinite where the distribution has none, such as a log-logistic one with a scale of at least
     *     1
     */
    public double mean() {
        return meanResidualLife(0);
    }

    /**
     * How sure the mean is: an interval of its logarithm (delta method), carried over.
     *
     * @return the interval; from 0 to infinity where there is no mean, or none close by
     */
    public Interval meanInterval() {
        return meanResidualLifeInterval(0);
    }

    /**
     * How much longer a customer stays on average who is still there.
     *
     * @param now how long the customer has been there, at least 0
     * @return the mean residual life; infinite where there is none
     */
    public double meanResidualLife(double now) {
        Check.atLeast("now", now, 0.0);
        return Math.exp(reachable(now).logMean());
    }

    /**
     * How sure the mean residual life is: an interval of its logarithm (delta method), carried over.
     *
     * @param now how long the customer has been there, at least 0
     * @return the interval; from 0 to infinity where there is no mean, or none close by
     */
    public Interval meanResidualLifeInterval(double now) {
        Check.atLeast("now", now, 0.0);
        reachable(now);
        return carried(ResidualLife::logMean, now);
    }

    /**
     * By when a customer who is still there has left with a given chance.
     *
     * @param now how long the customer has been there, at least 0
     * @param p the chance, above 0 and below 1; 0.5 for the median
     * @return the time from now on
     */
    public double remainingQuantile(double now, double p) {
        Check.atLeast("now", now, 0.0);
        return Math.exp(reachable(now).logQuantile(checked(p)));
    }

    /**
     * How sure that time is: an interval of its logarithm (delta method), carried over.
     *
     * @param now how long the customer has been there, at least 0
     * @param p the chance, above 0 and below 1; 0.5 for the median
     * @return the interval
     */
    public Interval remainingInterval(double now, double p) {
        Check.atLeast("now", now, 0.0);
        checked(p);
        reachable(now);
        return carried(life -> life.logQuantile(p), now);
    }

    /**
     * How much longer a customer who is still there stays on average, counted up to a horizon.
     *
     * @param now how long the customer has been there, at least 0
     * @param within how far to count, above 0
     * @return the area under the curve from now on, over the chance to be there now, with its standard error by the delta method
     */
    public RestrictedMean remaining(double now, double within) {
        Check.atLeast("now", now, 0.0);
        Check.positive("within", within);
        reachable(now);
        int size = covariance.length;
        double[] area = Quadrature.integrate(within, size + 1, (u, value) -> {
            double stays = Math.exp(-gathered(now, u));
            value[0] = stays;
            if (stays > 0) {
                double[] slopes = gatheredSlopes(now, u);
                for (int k = 0; k < size; k++) {
                    value[k + 1] = -stays * slopes[k];
                }
            }
        });
        return new RestrictedMean(within, area[0], error(Arrays.copyOfRange(area, 1, size + 1)));
    }

    /** The hazard gathered in a span. */
    private double gathered(double now, double within) {
        double before = now == 0 ? 0 : shape.logSurvival(z(now));
        return within == 0 ? 0 : Math.max(0, before - shape.logSurvival(z(now + within)));
    }

    /** Its derivatives in location, log scale and q. */
    private double[] gatheredSlopes(double now, double within) {
        double[] before = now == 0 ? new double[covariance.length] : slopes(z(now));
        double[] after = slopes(z(now + within));
        for (int k = 0; k < after.length; k++) {
            after[k] = before[k] - after[k];
        }
        return after;
    }

    /** Derivatives of log survival at z. */
    private double[] slopes(double z) {
        double slope = shape.logSurvivalSlope(z);
        double[] slopes = new double[covariance.length];
        slopes[0] = -slope / scale;
        slopes[1] = -slope * z;
        if (slopes.length > 2) {
            double up = new LifetimeShape(distribution, q + STEP).logSurvival(z);
            double down = new LifetimeShape(distribution, q - STEP).logSurvival(z);
            slopes[2] = (up - down) / (2 * STEP);
        }
        return slopes;
    }

    private ResidualLife reachable(double now) {
        ResidualLife life = life(0, 0, 0, now);
        if (!life.exists()) {
            throw new IllegalArgumentException(
                    "now (" + now
                            + ") is so late that the chance to be still there is too small for a number; ask for an earlier one");
        }
        return life;
    }

    /** With the parameters moved by so many steps. */
    private ResidualLife life(double locationSteps, double scaleSteps, double qSteps, double now) {
        return new ResidualLife(
                qSteps == 0 ? shape : new LifetimeShape(distribution, q + STEP * qSteps),
                location + STEP * locationSteps * scale,
                scale * Math.exp(STEP * scaleSteps),
                now);
    }

    /** The interval of something whose logarithm is at hand; slopes by differences of fourth order. */
    private Interval carried(ToDoubleFunction<ResidualLife> log, double now) {
        double value = log.applyAsDouble(life(0, 0, 0, now));
        double[] slopes = new double[covariance.length];
        for (int k = 0; k < slopes.length; k++) {
            double[] at = new double[5];
            for (int m = -2; m <= 2; m++) {
                at[m + 2] = m == 0 ? 0 : log.applyAsDouble(life(k == 0 ? m : 0, k == 1 ? m : 0, k == 2 ? m : 0, now));
            }
            slopes[k] = (at[0] - 8 * at[1] + 8 * at[3] - at[4]) / (12 * STEP) / (k == 0 ? scale : 1);
        }
        double half = Distributions.normalTwoSided(confidence) * error(slopes);
        return Double.isFinite(half)
                ? new Interval(Math.exp(value - half), Math.exp(value + half), confidence)
                : new Interval(0, Double.POSITIVE_INFINITY, confidence);
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
