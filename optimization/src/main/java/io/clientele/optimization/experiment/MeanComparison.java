package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Locale;
import java.util.OptionalDouble;

/** A variant's mean beside the control's, as {@link MeanTest} sees them. Immutable and thread-safe; equal by value. */
public final class MeanComparison {

    record Content(
            MetricSample control,
            MetricSample variant,
            double error,
            double degrees,
            Interval interval,
            Interval lift,
            double p) {}

    private final Content c;

    MeanComparison(Content c) {
        this.c = c;
    }

    /** {@return the control's sample} */
    public MetricSample control() {
        return c.control;
    }

    /** {@return the variant's sample} */
    public MetricSample variant() {
        return c.variant;
    }

    /** {@return the variant's mean less the control's} */
    public double difference() {
        return c.variant.mean() - c.control.mean();
    }

    /** {@return the standard error of the difference} */
    public double standardError() {
        return c.error;
    }

    /** {@return the difference in standard errors} */
    public double t() {
        return difference() / c.error;
    }

    /** {@return of Student's distribution; infinite for the normal} */
    public double degreesOfFreedom() {
        return c.degrees;
    }

    /** {@return the two-sided p-value of "no difference"; 0 if it is below 4.9e-324, see {@link #logP}} */
    public double p() {
        return c.p;
    }

    /** {@return the natural logarithm of the two-sided p-value, also where that is too small for a double} */
    public double logP() {
        double t = Math.abs(t());
        double tail = Double.isInfinite(c.degrees)
                ? Distributions.normalLogSurvival(t)
                : Distributions.studentLogSurvival(t, c.degrees);
        return Math.min(0, Math.log(2) + tail);
    }

    /** {@return the interval of the difference} */
    public Interval interval() {
        return c.interval;
    }

    /** {@return the difference by the control's mean; empty if that is 0} */
    public OptionalDouble relativeLift() {
        return c.control.mean() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(c.variant.mean() / c.control.mean() - 1);
    }

    /** {@return Fieller's interval of the relative lift; the whole line if the control's mean is not clearly different from 0} */
    public Interval relativeLiftInterval() {
        return c.lift;
    }

    /** {@return Cohen's d: the difference in standard deviations, pooled over both variants} */
    public double effectSize() {
        double m = c.control.count() - 1.0;
        double n = c.variant.count() - 1.0;
        return difference() / Math.sqrt((m * c.control.variance() + n * c.variant.variance()) / (m + n));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeanComparison that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s against %s: difference %.4g [%.4g, %.4g], p %.3g",
                c.variant.variant(),
                c.control.variant(),
                difference(),
                c.interval.lower(),
                c.interval.upper(),
                c.p);
    }
}
