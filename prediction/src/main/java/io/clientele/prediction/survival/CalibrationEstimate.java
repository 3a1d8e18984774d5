package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * One figure of a {@link HorizonCalibration}.
 *
 * @param value of it
 * @param standardError of the value, which knows that the weights for censoring are estimated
 */
public record CalibrationEstimate(double value, double standardError) {

    /**
     * A normal interval of the value.
     *
     * @param confidence such as 0.95
     * @return the interval
     */
    public Interval interval(double confidence) {
        double half = Distributions.normalTwoSided(Check.confidence(confidence)) * standardError;
        return new Interval(value - half, value + half, confidence);
    }
}
