package io.clientele.prediction.survival;

import io.clientele.core.stats.Distributions;

/**
 * A test whose statistic is chi-squared when there is no effect.
 *
 * @param chiSquare the statistic
 * @param degreesOfFreedom how many coefficients it is about
 * @param p the probability of a statistic at least as large without an effect; 1 when there is nothing to test
 */
public record ChiSquareTest(double chiSquare, int degreesOfFreedom, double p) {

    static ChiSquareTest of(double chiSquare, int degreesOfFreedom) {
        double own = Math.max(0, chiSquare);
        return new ChiSquareTest(
                own,
                degreesOfFreedom,
                degreesOfFreedom == 0 ? 1 : Distributions.chiSquaredSurvival(own, degreesOfFreedom));
    }
}
