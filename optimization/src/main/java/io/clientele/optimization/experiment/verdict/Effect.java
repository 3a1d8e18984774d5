package io.clientele.optimization.experiment.verdict;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.MeanComparison;
import io.clientele.optimization.experiment.ProportionComparison;
import java.util.Objects;

/**
 * What a variant did to a metric, however it was worked out.
 *
 * @param metric name
 * @param variant name
 * @param control the control's value
 * @param treated the variant's value
 * @param interval of the difference, variant less control
 * @param lift interval of the relative lift, the whole line if nothing is known of it
 * @param logP natural logarithm of the two-sided p-value of "no difference"; NaN if the method has none
 * @param method in words
 */
public record Effect(
        String metric,
        String variant,
        double control,
        double treated,
        Interval interval,
        Interval lift,
        double logP,
        String method) {

    /**
     * Checks the values.
     *
     * @param metric name
     * @param variant name
     * @param control value
     * @param treated value
     * @param interval of the difference
     * @param lift interval
     * @param logP logarithm
     * @param method in words
     */
    public Effect {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(lift, "lift");
        Objects.requireNonNull(method, "method");
        Check.finite("control", control);
        Check.finite("treated", treated);
        if (logP > 0) {
            throw new IllegalArgumentException("logP must be at most 0, got " + logP);
        }
    }

    /**
     * From two means.
     *
     * @param metric name
     * @param c the comparison
     * @return the effect
     */
    public static Effect of(String metric, MeanComparison c) {
        String test = Double.isInfinite(c.degreesOfFreedom()) ? "z test" : "t test, each variant with its own variance";
        return new Effect(
                metric,
                c.variant().variant(),
                c.control().mean(),
                c.variant().mean(),
                c.interval(),
                c.relativeLiftInterval(),
                c.logP(),
                test);
    }

    /**
     * From two rates.
     *
     * @param metric name
     * @param c the comparison
     * @return the effect
     */
    public static Effect of(String metric, ProportionComparison c) {
        return new Effect(
                metric,
                c.variant().variant(),
                c.control().rate(),
                c.variant().rate(),
                c.interval(),
                c.relativeLiftInterval(),
                c.logP(),
                "test of two rates");
    }

    /** {@return the variant's value less the control's} */
    public double difference() {
        return treated - control;
    }

    Effect with(Interval other, double otherLogP, String otherMethod) {
        return new Effect(metric, variant, control, treated, other, lift, otherLogP, otherMethod);
    }

    Effect withLift(Interval other) {
        return new Effect(metric, variant, control, treated, interval, other, logP, method);
    }

    /** The end of the interval on the bad side, counted so that more is better. */
    double worst(Direction better) {
        return better == Direction.HIGHER ? interval.lower() : -interval.upper();
    }

    double best(Direction better) {
        return better == Direction.HIGHER ? interval.upper() : -interval.lower();
    }
}
