package io.clientele.optimization.experiment.health;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.optimization.experiment.MeanComparison;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.internal.EqualMeans;
import java.util.List;

/**
 * Is the effect another on some weekdays? If so, an experiment must run for whole weeks, and its average holds for the weekdays' shares
 * it had.
 *
 * <p>Cochran's test of equal effects: the squared distances of the days' effects from their weighted mean, in standard errors, add up to
 * a chi-square. Put each unit on one day, that of its first exposure, so that days are independent.
 *
 * @param q the statistic
 * @param degreesOfFreedom days less 1
 * @param p the chance of effects as far apart as seen if they are equal
 * @see <a href="https://doi.org/10.2307/3001666">Cochran (1954), The combination of estimates from different experiments</a>
 */
public record WeekdayCheck(double q, int degreesOfFreedom, double p) {

    /**
     * Compares the days' effects.
     *
     * @param control the metric of the units of each day; two or more days, usually seven
     * @param variant the same days
     * @return the check
     */
    public static WeekdayCheck of(List<MetricSample> control, List<MetricSample> variant) {
        Check.atLeast("days", control.size(), 2);
        Check.length("days of the variant", variant.size(), control.size(), "as many as the control");
        double[] effect = new double[control.size()];
        double[] variance = new double[effect.length];
        double[] degrees = new double[effect.length];
        for (int d = 0; d < effect.length; d++) {
            MeanComparison c = MeanTest.create().compare(control.get(d), variant.get(d));
            effect[d] = c.difference();
            variance[d] = c.standardError() * c.standardError();
            degrees[d] = c.degreesOfFreedom();
        }
        double q = EqualMeans.of(effect, variance, degrees).q();
        return new WeekdayCheck(q, effect.length - 1, Distributions.chiSquaredSurvival(q, effect.length - 1));
    }

    /** {@return the natural logarithm of {@link #p}, also where that is too small for a double} */
    public double logP() {
        return Distributions.chiSquaredLogSurvival(q, degreesOfFreedom);
    }
}
