package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * How long customers stay on average within a horizon: the area under a survival curve up to it.
 *
 * @param horizon up to when
 * @param mean time spent before the horizon
 * @param standardError of the mean
 */
public record RestrictedMean(double horizon, double mean, double standardError) {

    /**
     * A normal interval of the mean.
     *
     * @param confidence such as 0.95
     * @return the interval
     */
    public Interval interval(double confidence) {
        double half = Distributions.normalTwoSided(Check.confidence(confidence)) * standardError;
        return new Interval(mean - half, mean + half, confidence);
    }

    /**
     * How much longer these customers stay than others, within the same horizon.
     *
     * @param other independent of these, with the same horizon
     * @param confidence such as 0.95
     * @return a normal interval of the difference of the means
     */
    public Interval differenceFrom(RestrictedMean other, double confidence) {
        requireSameHorizon(other);
        double half = Distributions.normalTwoSided(Check.confidence(confidence))
                * Math.hypot(standardError, other.standardError);
        double difference = mean - other.mean;
        return new Interval(difference - half, difference + half, confidence);
    }

    /**
     * Whether these customers stay as long as others within the same horizon.
     *
     * @param other independent of these, with the same horizon
     * @return the test of equal means: the squared difference over its variance
     */
    public ChiSquareTest test(RestrictedMean other) {
        requireSameHorizon(other);
        double error = Math.hypot(standardError, other.standardError);
        if (error == 0) {
            throw new IllegalArgumentException(
                    "both means have a standard error of 0, because nobody left within the horizon; take a longer one");
        }
        double z = (mean - other.mean) / error;
        return ChiSquareTest.of(z * z, 1);
    }

    private void requireSameHorizon(RestrictedMean other) {
        if (horizon != other.horizon) {
            throw new IllegalArgumentException(
                    "horizons must be equal to compare means, got " + horizon + " and " + other.horizon);
        }
    }
}
