package io.clientele.optimization.experiment.health;

import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.MeanComparison;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;

/**
 * Were the variants' customers alike before the start? A difference that chance does not explain means that customers were not dealt at
 * random, or that the "before" reaches into the experiment; CUPED would then carry it into the result.
 *
 * <p>Welch's test of the covariate; whether there are as many units as meant is asked by
 * {@link io.clientele.optimization.experiment.SampleRatio}. With ten covariates checked, one has p below 0.1 by chance: call an alarm at 0.001.
 *
 * <ul>
 *   <li>The covariate never varies: p is 1 if it is the same in both variants, else 0.
 * </ul>
 *
 * @param difference the variant's mean less the control's, before the start
 * @param standardized the same in standard deviations; 0.1 is a lot for a random split of many customers
 * @param p two-sided p-value of "no difference"
 * @param interval of the difference, at 95 %
 * @param logP natural logarithm of p, also where p is too small for a double
 */
public record PrePeriodBalance(double difference, double standardized, double p, Interval interval, double logP) {

    /**
     * Compares what is beside the metric.
     *
     * @param control with a covariate from before the start beside each value
     * @param variant the same
     * @return the check
     */
    public static PrePeriodBalance of(MetricSample control, MetricSample variant) {
        return ofCovariates(control.beside(), variant.beside());
    }

    /**
     * Compares covariates.
     *
     * @param control a covariate from before the start, one value a unit
     * @param variant the same
     * @return the check
     */
    public static PrePeriodBalance ofCovariates(MetricSample control, MetricSample variant) {
        if (control.variance() == 0 && variant.variance() == 0) {
            double difference = variant.mean() - control.mean();
            double far = Math.copySign(Double.POSITIVE_INFINITY, difference);
            return new PrePeriodBalance(
                    difference,
                    difference == 0 ? 0 : far,
                    difference == 0 ? 1 : 0,
                    new Interval(difference, difference, 0.95),
                    difference == 0 ? 0 : Double.NEGATIVE_INFINITY);
        }
        MeanComparison c = MeanTest.create().compare(control, variant);
        return new PrePeriodBalance(c.difference(), c.effectSize(), c.p(), c.interval(), c.logP());
    }
}
