package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What a {@link CoxModel} says about one customer: the chance to be still there at any time, and how sure that is. Intervals
 * cover what the data leave open about the model's curve, not the toss of this customer's coin; they are symmetric on the log
 * scale, as R's. Immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/sim.4780030309">Link (1984), Confidence intervals for the survival function using Cox's
 *     proportional-hazard model with covariates</a>
 */
public final class CoxCurve {

    private final CoxBaseline base;
    /** The row less the centre. */
    private final double[] distance;

    private final double[][] covariance;
    private final double ratio;
    private final double confidence;

    CoxCurve(CoxBaseline base, double[] distance, double logRatio, double[][] covariance, double confidence) {
        this.base = base;
        this.distance = distance;
        this.covariance = covariance;
        this.ratio = Math.exp(logRatio);
        this.confidence = confidence;
    }

    /** {@return the event times at which the curve falls; a copy} */
    public double[] times() {
        return base.times.clone();
    }

    /** {@return the chance to be still there after each event time; a copy} */
    public double[] survival() {
        return Arrays.stream(base.hazard).map(h -> Math.exp(-h * ratio)).toArray();
    }

    /** {@return the last time anybody was watched; the model says nothing beyond it} */
    public double lastTime() {
        return base.lastTime;
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    /**
     * The cumulative hazard up to a time.
     *
     * @param time between 0 and {@link #lastTime}
     * @return at least 0
     */
    public double cumulativeHazard(double time) {
        return base.hazard(point(time)) * ratio;
    }

    /**
     * The chance to be still there at a time.
     *
     * @param time between 0 and {@link #lastTime}
     * @return between 0 and 1
     */
    public double survival(double time) {
        return Math.exp(-cumulativeHazard(time));
    }

    /**
     * The standard error of the cumulative hazard, which is that of log survival.
     *
     * @param time between 0 and {@link #lastTime}
     * @return at least 0
     */
    public double cumulativeHazardError(double time) {
        return error(-1, point(time));
    }

    /**
     * How sure the chance at a time is.
     *
     * @param time between 0 and {@link #lastTime}
     * @return the pointwise interval
     */
    public Interval interval(double time) {
        int at = point(time);
        double half = Distributions.normalTwoSided(confidence) * error(-1, at);
        double h = base.hazard(at) * ratio;
        return new Interval(Math.exp(-h - half), Math.min(1, Math.exp(half - h)), confidence);
    }

    /**
     * The risk of leaving within a span, for a customer who is still there at its beginning.
     *
     * @param now how long the customer has been there, at least 0
     * @param within length of the span, above 0; {@code now + within} is at most {@link #lastTime}
     * @return between 0 and 1
     */
    public double risk(double now, double within) {
        Check.positive("within", within);
        return -Math.expm1((base.hazard(point(now)) - base.hazard(point(now + within))) * ratio);
    }

    /**
     * How sure the risk of leaving within a span is.
     *
     * @param now how long the customer has been there, at least 0
     * @param within length of the span, above 0
     * @return the interval
     */
    public Interval riskInterval(double now, double within) {
        Check.positive("within", within);
        int from = point(now);
        int to = point(now + within);
        double h = (base.hazard(to) - base.hazard(from)) * ratio;
        double half = Distributions.normalTwoSided(confidence) * error(from, to);
        return new Interval(Math.max(0, -Math.expm1(half - h)), -Math.expm1(-h - half), confidence);
    }

    /**
     * By when the customer has left with a given chance.
     *
     * @param p the chance, above 0 and below 1; 0.5 for the median
     * @return the first event time at which the chance to be still there is at most 1 - p; empty if it never falls that far
     */
    public OptionalDouble quantile(double p) {
        double needed = -Math.log1p(-checked(p)) / ratio;
        for (int k = 0; k < base.hazard.length; k++) {
            if (base.hazard[k] >= needed) {
                return OptionalDouble.of(base.times[k]);
            }
        }
        return OptionalDouble.empty();
    }

    /** {@return the time by which the customer has left with a chance of one half; empty if that is beyond the data} */
    public OptionalDouble median() {
        return quantile(0.5);
    }

    /**
     * How much longer a customer who is still there stays on average, counted up to a horizon.
     *
     * @param now how long the customer has been there, at least 0
     * @param within how far to count, above 0; {@code now + within} is at most {@link #lastTime}
     * @return the area under the curve from now on, over the chance to be there now, with its standard error by the delta method
     */
    public RestrictedMean remaining(double now, double within) {
        Check.positive("within", within);
        int from = point(now);
        int to = point(now + within);
        int p = distance.length;
        double area = 0;
        double variance = 0;
        double[] lever = new double[p];
        double end = now + within;
        // back in time: area after a point is what a rise of the hazard there takes away
        for (int k = to; k > from; k--) {
            area += (end - base.times[k]) * Math.exp((base.hazard(from) - base.hazard(k)) * ratio);
            end = base.times[k];
            variance += area * area * (base.variance(k) - base.variance(k - 1));
            for (int j = 0; j < p; j++) {
                double drift = base.drift(k, j) - base.drift(k - 1, j);
                lever[j] += area * (distance[j] * (base.hazard(k) - base.hazard(k - 1)) - drift);
            }
        }
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                variance += lever[j] * covariance[j][k] * lever[k];
            }
        }
        return new RestrictedMean(within, area + end - now, ratio * Math.sqrt(Math.max(0, variance)));
    }

    /**
     * In how much more time a customer who is still there has left with a given chance.
     *
     * @param now how long the customer has been there, at least 0 and at most {@link #lastTime}
     * @param p the chance, above 0 and below 1; 0.5 for the median
     * @return from now to the first event time by which the risk is at least p; empty if that is beyond the data
     */
    public OptionalDouble remainingQuantile(double now, double p) {
        double needed = -Math.log1p(-checked(p)) / ratio;
        int from = point(now);
        for (int k = from + 1; k < base.hazard.length; k++) {
            if (base.hazard[k] - base.hazard(from) >= needed) {
                return OptionalDouble.of(base.times[k] - now);
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * How sure {@link #remainingQuantile} is: the times at which the ends of the risk's interval reach p.
     *
     * @param now how long the customer has been there, at least 0 and at most {@link #lastTime}
     * @param p the chance, above 0 and below 1
     * @return the interval; an end that lies beyond the data is infinite
     */
    public Interval remainingInterval(double now, double p) {
        double needed = -Math.log1p(-checked(p));
        int from = point(now);
        double z = Distributions.normalTwoSided(confidence);
        double lower = Double.POSITIVE_INFINITY;
        for (int k = from + 1; k < base.hazard.length; k++) {
            double h = (base.hazard[k] - base.hazard(from)) * ratio;
            double half = z * error(from, k);
            if (lower == Double.POSITIVE_INFINITY && h + half >= needed) {
                lower = base.times[k] - now;
            }
            if (h - half >= needed) {
                return new Interval(lower, base.times[k] - now, confidence);
            }
        }
        return new Interval(lower, Double.POSITIVE_INFINITY, confidence);
    }

    private static double checked(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("p must be above 0 and below 1, such as 0.5, got " + p);
        }
        return p;
    }

    /** Of the cumulative hazard gathered after one point up to another. */
    private double error(int from, int to) {
        int p = distance.length;
        double h = base.hazard(to) - base.hazard(from);
        double[] lever = new double[p];
        for (int j = 0; j < p; j++) {
            lever[j] = distance[j] * h - (base.drift(to, j) - base.drift(from, j));
        }
        double variance = base.variance(to) - base.variance(from);
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                variance += lever[j] * covariance[j][k] * lever[k];
            }
        }
        return ratio * Math.sqrt(Math.max(0, variance));
    }

    private int point(double time) {
        Check.atLeast("time", time, 0.0);
        if (time > base.lastTime) {
            throw new IllegalArgumentException("time " + time + " is " + (time - base.lastTime)
                    + " beyond the last observed time (" + base.lastTime + ") of stratum '" + base.stratum
                    + "', and the data say nothing there; ask for an earlier time, or fit a parametric model");
        }
        return base.at(time);
    }

    @Override
    public String toString() {
        OptionalDouble median = median();
        return "CoxCurve[stratum=" + base.stratum + ", median="
                + (median.isPresent() ? median.getAsDouble() : "beyond " + base.lastTime) + "]";
    }
}
