package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * An effect as it looks in the light of earlier tests: normal, with this mean and standard deviation.
 *
 * @param mean between the measured effect and that of earlier tests
 * @param standardDeviation of what is not known
 */
public record ShrunkenEffect(double mean, double standardDeviation) {

    /** {@return the probability that the effect is above 0} */
    public double probabilityPositive() {
        if (standardDeviation == 0) {
            return mean > 0 ? 1 : 0;
        }
        return Distributions.normalSurvival(-mean / standardDeviation);
    }

    /**
     * The central interval.
     *
     * @param confidence such as 0.95
     * @return the interval that holds the effect with this probability
     */
    public Interval interval(double confidence) {
        double half = Distributions.normalTwoSided(confidence) * standardDeviation;
        return new Interval(mean - half, mean + half, confidence);
    }
}
