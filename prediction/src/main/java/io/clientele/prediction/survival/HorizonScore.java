package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * How good predictions for a horizon are, by some measure between 0 and 1, and how sure that is.
 *
 * @param horizon what the predictions are for
 * @param value of the measure
 * @param standardError of the value, which knows that the weights for censoring are estimated, too
 */
public record HorizonScore(double horizon, double value, double standardError) {

    /**
     * A normal interval of the value, cut off at 0 and 1.
     *
     * @param confidence such as 0.95
     * @return the interval
     */
    public Interval interval(double confidence) {
        double half = Distributions.normalTwoSided(Check.confidence(confidence)) * standardError;
        return new Interval(Math.max(0, value - half), Math.min(1, value + half), confidence);
    }
}
