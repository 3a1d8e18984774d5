package io.clientele.optimization.design;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.List;

/**
 * What one change, or two together, did.
 *
 * @param name such as "headline=new", or "headline=new x image=new" for an interaction
 * @param estimate in units of the metric
 * @param standardError of the estimate; 0 if none of the cells that it compares varies
 * @param degreesOfFreedom of Student's distribution
 * @param interval of this effect alone
 * @param simultaneous interval: all effects of the result lie in theirs at once with the stated confidence (Bonferroni)
 * @param p two-sided, of "no effect", of this effect alone
 * @param adjustedP the same for all effects of the result together
 * @param adjustedLogP natural logarithm of adjustedP, also where that is too small for a double
 * @param aliases in a fraction, what it is mixed with, such as "image x button"; else empty
 */
public record FactorialEffect(
        String name,
        double estimate,
        double standardError,
        double degreesOfFreedom,
        Interval interval,
        Interval simultaneous,
        double p,
        double adjustedP,
        double adjustedLogP,
        List<String> aliases) {

    /**
     * Copies the list.
     *
     * @param name of the effect
     * @param estimate of the effect
     * @param standardError of the estimate
     * @param degreesOfFreedom of the test
     * @param interval of the effect
     * @param simultaneous interval
     * @param p of the effect
     * @param adjustedP of the effect
     * @param adjustedLogP of the effect
     * @param aliases of the effect
     */
    public FactorialEffect {
        aliases = List.copyOf(aliases);
    }

    /**
     * The natural logarithm of {@link #p}.
     *
     * @return also where p is too small for a double; minus infinity only without any variation
     */
    public double logP() {
        if (standardError == 0) {
            return estimate == 0 ? 0 : Double.NEGATIVE_INFINITY;
        }
        double tail = Distributions.studentLogSurvival(Math.abs(estimate) / standardError, degreesOfFreedom);
        return Math.min(0, Math.log(2) + tail);
    }
}
