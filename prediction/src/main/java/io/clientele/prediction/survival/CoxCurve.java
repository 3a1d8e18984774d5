package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What a {@link CoxModel} says about one customer: the chance to be still there at any time, and how sure that is. Intervals
 * cover what the data leave open about the model's curve, not the toss of this customer's coin; they are symmetric on the log
 * scale, as R's.
 *
 * <p>Along a {@link CovariatePath} the features change: the hazard of each time is that of the features of that time, and so is its
 * share in the standard error. (R's {@code survfit} with {@code id}, as of survival 3.5-3, has the same curve, but takes the last
 * features' errors for all the time before.) Immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/sim.4780030309">Link (1984), Confidence intervals for the survival function using Cox's
 *     proportional-hazard model with covariates</a>
 */
public final class CoxCurve {

    private final CoxHazard hazard;
    private final double confidence;

    CoxCurve(CoxHazard hazard, double confidence) {
        this.hazard = hazard;
        this.confidence = confidence;
    }

    /** {@return the event times at which the curve falls; a copy} */
    public double[] times() {
        return Arrays.copyOfRange(hazard.base.times, hazard.first() + 1, hazard.last() + 1);
    }

    /** {@return the chance to be still there after each event time; a copy} */
    public double[] survival() {
        double[] chances = new double[hazard.last() - hazard.first()];
        for (int k = 0; k < chances.length; k++) {
            chances[k] = Math.exp(-hazard.between(hazard.first(), hazard.first() + 1 + k));
        }
        return chances;
    }

    /** {@return the last time anybody was watched, or the end of the path if that is earlier; beyond it nothing is said} */
    public double lastTime() {
        return Math.min(hazard.base.lastTime, hazard.end);
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
        return hazard.between(hazard.first(), hazard.point(time));
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
        return hazard.error(hazard.first(), hazard.point(time));
    }

    /**
     * How sure the chance at a time is.
     *
     * @param time between 0 and {@link #lastTime}
     * @return the pointwise interval
     */
    public Interval interval(double time) {
        int at = hazard.point(time);
        double half = Distributions.normalTwoSided(confidence) * hazard.error(hazard.first(), at);
        double h = hazard.between(hazard.first(), at);
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
        return -Math.expm1(-hazard.between(hazard.point(now), hazard.point(now + within)));
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
        int from = hazard.point(now);
        int to = hazard.point(now + within);
        double h = hazard.between(from, to);
        double half = Distributions.normalTwoSided(confidence) * hazard.error(from, to);
        return new Interval(Math.max(0, -Math.expm1(half - h)), -Math.expm1(-h - half), confidence);
    }

    /**
     * By when the customer has left with a given chance.
     *
     * @param p the chance, above 0 and below 1; 0.5 for the median
     * @return the first event time at which the chance to be still there is at most 1 - p; empty if it never falls that far
     */
    public OptionalDouble quantile(double p) {
        double needed = -Math.log1p(-checked(p));
        int k = reached(hazard.first(), needed);
        return k < 0 ? OptionalDouble.empty() : OptionalDouble.of(hazard.base.times[k]);
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
        int from = hazard.point(now);
        int to = hazard.point(now + within);
        double area = 0;
        double variance = 0;
        double[] lever = hazard.lever();
        double end = now + within;
        // back in time: area after a point is what a rise of the hazard there takes away
        for (int k = to; k > from; k--) {
            area += (end - hazard.base.times[k]) * Math.exp(-hazard.between(from, k));
            end = hazard.base.times[k];
            variance += hazard.variance(k, area);
            hazard.addLever(lever, k, area);
        }
        variance += hazard.form(lever);
        return new RestrictedMean(within, area + end - now, Math.sqrt(Math.max(0, variance)));
    }

    /**
     * In how much more time a customer who is still there has left with a given chance.
     *
     * @param now how long the customer has been there, at least 0 and at most {@link #lastTime}
     * @param p the chance, above 0 and below 1; 0.5 for the median
     * @return from now to the first event time by which the risk is at least p; empty if that is beyond the data
     */
    public OptionalDouble remainingQuantile(double now, double p) {
        double needed = -Math.log1p(-checked(p));
        int k = reached(hazard.point(now), needed);
        return k < 0 ? OptionalDouble.empty() : OptionalDouble.of(hazard.base.times[k] - now);
    }

    /** The first point by which the hazard since another one is as large as needed; -1 if none is. */
    private int reached(int from, double needed) {
        for (int k = from + 1; k <= hazard.last(); k++) {
            if (hazard.between(from, k) >= needed) {
                return k;
            }
        }
        return -1;
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
        int from = hazard.point(now);
        double z = Distributions.normalTwoSided(confidence);
        double lower = Double.POSITIVE_INFINITY;
        for (int k = from + 1; k <= hazard.last(); k++) {
            double h = hazard.between(from, k);
            double half = z * hazard.error(from, k);
            if (lower == Double.POSITIVE_INFINITY && h + half >= needed) {
                lower = hazard.base.times[k] - now;
            }
            if (h - half >= needed) {
                return new Interval(lower, hazard.base.times[k] - now, confidence);
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

    CoxHazard hazard() {
        return hazard;
    }

    @Override
    public String toString() {
        OptionalDouble median = median();
        return "CoxCurve[stratum=" + hazard.base.stratum + ", median="
                + (median.isPresent() ? median.getAsDouble() : "beyond " + lastTime()) + "]";
    }
}
