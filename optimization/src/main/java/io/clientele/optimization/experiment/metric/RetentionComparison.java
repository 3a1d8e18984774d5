package io.clientele.optimization.experiment.metric;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;

/**
 * Do more customers stay until a day under a variant than under the control, and by how many points?
 *
 * <p>The interval of the difference comes from the two shares' own intervals (MOVER); p is 1 less the confidence at which it just
 * reaches 0.
 *
 * @param day of the comparison
 * @param control the share kept by the control
 * @param variant the share kept by the variant
 * @param interval of the difference, variant less control
 * @param p two-sided p-value of "no difference"
 * @see RetentionCounts
 */
public record RetentionComparison(int day, double control, double variant, Interval interval, double p) {

    /**
     * Compares the shares kept.
     *
     * @param day fixed before the start
     * @param confidence such as 0.95
     * @param control what there was before
     * @param variant what is new
     * @return the comparison
     */
    public static RetentionComparison of(int day, double confidence, RetentionCounts control, RetentionCounts variant) {
        Check.confidence(confidence);
        double a = control.kept(day);
        double b = variant.kept(day);
        Mover.Part ofControl = (z, c) -> control.at(day, z, c);
        Mover.Part ofVariant = (z, c) -> variant.at(day, z, c);
        return new RetentionComparison(
                day,
                a,
                b,
                Mover.difference(a, ofControl, b, ofVariant, confidence),
                Mover.p(a, ofControl, b, ofVariant));
    }

    /** {@return the variant's share less the control's} */
    public double difference() {
        return variant - control;
    }
}
