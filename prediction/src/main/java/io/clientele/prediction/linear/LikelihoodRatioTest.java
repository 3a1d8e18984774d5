package io.clientele.prediction.linear;

import io.clientele.core.stats.Distributions;

/**
 * Whether a model explains more than a smaller one inside it than chance would (Wilks 1938).
 *
 * @param statistic twice the difference of the log-likelihoods; about chi-squared if the smaller model holds
 * @param degreesOfFreedom how many coefficients the larger model has more
 * @param p of a statistic as large as this
 */
public record LikelihoodRatioTest(double statistic, int degreesOfFreedom, double p) {

    static LikelihoodRatioTest of(double smaller, double larger, int degreesOfFreedom) {
        double statistic = Math.max(0, 2 * (larger - smaller));
        return new LikelihoodRatioTest(
                statistic, degreesOfFreedom, Distributions.chiSquaredSurvival(statistic, degreesOfFreedom));
    }
}
