package io.clientele.optimization.experiment.metric;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;

/**
 * Is a quantile of a metric, such as its median or 95th percentile, another under a variant than under the control, and by how much?
 *
 * <p>The interval of the difference comes from the two quantiles' own intervals (MOVER), so that it needs no density and may reach
 * farther to one side; p is 1 less the confidence at which it just reaches 0.
 *
 * <ul>
 *   <li>Many equal values at the quantile: the interval is wide or of no width, as the data are.
 * </ul>
 *
 * @param share that does not exceed the quantile
 * @param control the control's quantile
 * @param variant the variant's
 * @param interval of the difference, variant less control
 * @param p two-sided p-value of "no difference"
 * @see QuantileSample
 */
public record QuantileComparison(double share, double control, double variant, Interval interval, double p) {

    /**
     * Compares a quantile.
     *
     * @param share above 0 and below 1, such as 0.5 for the median
     * @param confidence such as 0.95
     * @param control what there was before
     * @param variant what is new
     * @return the comparison
     */
    public static QuantileComparison of(
            double share, double confidence, QuantileSample control, QuantileSample variant) {
        Check.confidence(confidence);
        double a = control.quantile(share);
        double b = variant.quantile(share);
        Mover.Part ofControl = (z, c) -> control.at(share, z, c);
        Mover.Part ofVariant = (z, c) -> variant.at(share, z, c);
        return new QuantileComparison(
                share,
                a,
                b,
                Mover.difference(a, ofControl, b, ofVariant, confidence),
                Mover.p(a, ofControl, b, ofVariant));
    }

    /** {@return the variant's quantile less the control's} */
    public double difference() {
        return variant - control;
    }
}
