package io.clientele.prediction.retention;

import io.clientele.core.stats.Interval;
import io.clientele.prediction.survival.RestrictedMean;
import java.util.OptionalDouble;

/**
 * What is to be expected of one customer who is still there. Times are in the unit of the data the model was fitted on; {@code now}
 * is how long the customer has been there. Intervals cover what the data leave open about the model, at the model's confidence.
 */
public interface Outlook {

    /** {@return the longest time that anybody like this customer was watched; what is said beyond it is extrapolated} */
    double lastTime();

    /**
     * How far a span reaches beyond the data.
     *
     * @param now at least 0
     * @param within length of the span
     * @return by how much it exceeds {@link #lastTime}; 0 if it does not
     */
    default double extrapolation(double now, double within) {
        return Math.max(0, now + within - lastTime());
    }

    /**
     * The risk of leaving within a span from now on: 1 - S(now + within)/S(now).
     *
     * @param now at least 0
     * @param within above 0; a model that ends with the data answers for a span that reaches beyond them with the risk in the last span
     *     of the same length in them, and refuses a span longer than all of the data
     * @return between 0 and 1
     */
    double risk(double now, double within);

    /**
     * How sure the risk is.
     *
     * @param now at least 0
     * @param within above 0, as for {@link #risk}
     * @return the interval
     */
    Interval riskInterval(double now, double within);

    /**
     * How much longer the customer stays on average, counted up to a horizon.
     *
     * @param now at least 0
     * @param within how far to count, above 0; not beyond the data unless the model is parametric
     * @return the mean with its standard error
     */
    RestrictedMean remaining(double now, double within);

    /**
     * In how much more time the customer has left with a given chance.
     *
     * @param now at least 0
     * @param p the chance, above 0 and below 1; 0.5 for the median
     * @return the time from now; empty if the model does not reach so far
     */
    OptionalDouble remainingQuantile(double now, double p);

    /**
     * How sure {@link #remainingQuantile} is.
     *
     * @param now at least 0
     * @param p the chance, above 0 and below 1
     * @return the interval; an end that the model does not reach is infinite
     */
    Interval remainingInterval(double now, double p);
}
