package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * A variant beside the control, compared within groups.
 *
 * @param difference of the rates, variant less control, averaged by the groups' shares of all units
 * @param standardError of the difference
 * @param interval of the difference
 * @param oddsRatio Mantel and Haenszel's common odds ratio, variant by control; 0, infinite or NaN where a count is empty everywhere
 * @param oddsRatioInterval Robins, Breslow and Greenland's
 * @param chiSquare of Cochran, Mantel and Haenszel, one degree of freedom, without correction for continuity
 * @param correctedChiSquare the same with the correction
 */
public record StratifiedComparison(
        double difference,
        double standardError,
        Interval interval,
        double oddsRatio,
        Interval oddsRatioInterval,
        double chiSquare,
        double correctedChiSquare) {

    /** {@return the two-sided p-value of "no difference in any group", without correction for continuity} */
    public double p() {
        return Distributions.chiSquaredSurvival(chiSquare, 1);
    }

    /** {@return the natural logarithm of {@link #p}, also where that is too small for a double} */
    public double logP() {
        return Distributions.chiSquaredLogSurvival(chiSquare, 1);
    }
}
