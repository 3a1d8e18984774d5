package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * What a {@link MixtureCureModel} says about one customer, at any horizon. Intervals cover what the data leave open about the
 * parameters of the chosen model, not whether it is the right one. Immutable and thread-safe.
 */
public final class MixtureCureCurve {

    private final double logOdds;
    private final double location;
    private final double scale;
    private final LifetimeShape shape;
    private final LifetimeDistribution distribution;
    /** Covariance of log odds, location and log scale. */
    private final double[][] covariance;

    private final double confidence;
    private final double lastTime;

    MixtureCureCurve(
            LifetimeDistribution distribution,
            double logOdds,
            double location,
            double scale,
            double[][] covariance,
            double confidence,
            double lastTime) {
        this.distribution = distribution;
        this.logOdds = logOdds;
        this.location = location;
        this.scale = scale;
        this.shape = new LifetimeShape(distribution, 1);
        this.covariance = covariance;
        this.confidence = confidence;
        this.lastTime = lastTime;
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    /** {@return the longest time that anybody was watched; what is said of later times rests on the model alone} */
    public double lastTime() {
        return lastTime;
    }

    /**
     * How far a time lies beyond the data.
     *
     * @param time at least 0, such as a horizon or the end of a span
     * @return by how much it exceeds {@link #lastTime}; 0 if it does not
     */
    public double extrapolation(double time) {
        return Math.max(0, Check.atLeast("time", time, 0.0) - lastTime);
    }

    /** {@return the chance never to leave, as of the beginning} */
    public double neverLeaves() {
        return neverLeaves(0);
    }

    /** {@return how sure that chance is: an interval of its log odds, carried over} */
    public Interval neverLeavesInterval() {
        return neverLeavesInterval(0);
    }

    /**
     * The chance that a customer who is still there will never leave; it grows with time.
     *
     * @param now how long the customer has been there, at least 0
     * @return between 0 and 1
     */
    public double neverLeaves(double now) {
        return 1 / (1 + Math.exp(logOdds + logLatency(now)));
    }

    /**
     * How sure that chance is: an interval of its log odds (delta method), carried over.
     *
     * @param now how long the customer has been there, at least 0
     * @return the interval
     */
    public Interval neverLeavesInterval(double now) {
        double value = logOdds + logLatency(now);
        double[] when = latencySlopes(now);
        if (value == Double.NEGATIVE_INFINITY) { // nobody who leaves is still there
            return new Interval(1, 1, confidence);
        }
        double half = Distributions.normalTwoSided(confidence) * error(1, when[0], when[1]);
        return new Interval(1 / (1 + Math.exp(value + half)), 1 / (1 + Math.exp(value - half)), confidence);
    }

    /** {@return how long the customer stays if it is one of those who leave} */
    public AftCurve ifLeaving() {
        double[][] own = {{covariance[1][1], covariance[1][2]}, {covariance[2][1], covariance[2][2]}};
        return new AftCurve(distribution, location, scale, 1, own, confidence, lastTime);
    }

    /**
     * The chance to be still there at a time.
     *
     * @param time at least 0
     * @return between 0 and 1; never below {@link #neverLeaves()}
     */
    public double survival(double time) {
        return Math.exp(logSurvival(Check.atLeast("time", time, 0.0)));
    }

    /**
     * How sure the chance at a time is: an interval of log(-log) (delta method), carried over.
     *
     * @param time at least 0
     * @return the interval
     */
    public Interval interval(double time) {
        Interval risk = riskInterval(0, time, Check.atLeast("time", time, 0.0));
        return new Interval(1 - risk.upper(), 1 - risk.lower(), confidence);
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
        return -Math.expm1(logSurvival(now + within) - logSurvival(now));
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
        return riskInterval(now, now + within, within);
    }

    private Interval riskInterval(double now, double then, double span) {
        double hazard = span == 0 ? 0 : logSurvival(now) - logSurvival(then);
        if (!(hazard > 0)) {
            return new Interval(0, 0, confidence);
        }
        double[] before = slopes(now);
        double[] after = slopes(then);
        double[] slopes = new double[3];
        for (int k = 0; k < 3; k++) {
            slopes[k] = (before[k] - after[k]) / hazard;
        }
        double factor = Math.exp(Distributions.normalTwoSided(confidence) * error(slopes));
        return new Interval(-Math.expm1(-hazard / factor), -Math.expm1(-hazard * factor), confidence);
    }

    /** log S of those who leave. */
    private double logLatency(double time) {
        Check.atLeast("now", time, 0.0);
        return time == 0 ? 0 : shape.logSurvival(z(time));
    }

    private double z(double time) {
        return (Math.log(time) - location) / scale;
    }

    /** Of log S of those who leave, in location and log scale. */
    private double[] latencySlopes(double time) {
        double z = z(time);
        if (time == 0 || shape.logSurvival(z) == Double.NEGATIVE_INFINITY) {
            return new double[2];
        }
        double slope = shape.logSurvivalSlope(z);
        return new double[] {-slope / scale, -slope * z};
    }

    /** log(1 - p + p S), p being the chance to leave some day. */
    private double logSurvival(double time) {
        double some = logOdds + logLatency(time);
        return softplus(some) - softplus(logOdds);
    }

    private static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }

    /** Of logSurvival in log odds, location and log scale. */
    private double[] slopes(double time) {
        double leaves = 1 - neverLeaves(time);
        double[] when = latencySlopes(time);
        return new double[] {leaves - (1 - neverLeaves(0)), leaves * when[0], leaves * when[1]};
    }

    private double error(double... slopes) {
        double variance = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                variance += slopes[i] * covariance[i][j] * slopes[j];
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }

    @Override
    public String toString() {
        return "MixtureCureCurve[never leaves=" + neverLeaves() + ", if leaving, median="
                + ifLeaving().quantile(0.5) + "]";
    }
}
