package io.clientele.optimization.design;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * A variant's mean beside the control's, as {@link ClusterTest} sees them.
 *
 * @param difference of the means over units, variant less control
 * @param standardError that allows for units of a cluster to be alike (CR2)
 * @param degreesOfFreedom of Student's distribution (Satterthwaite)
 * @param interval of the difference
 * @param p two-sided, of "no difference"
 * @param randomisation the same by dealing the clusters again
 */
public record ClusterComparison(
        double difference,
        double standardError,
        double degreesOfFreedom,
        Interval interval,
        double p,
        Randomisation randomisation) {

    /** {@return the natural logarithm of {@link #p}, also where that is too small for a double} */
    public double logP() {
        double tail = Distributions.studentLogSurvival(Math.abs(difference) / standardError, degreesOfFreedom);
        return Math.min(0, Math.log(2) + tail);
    }
}
