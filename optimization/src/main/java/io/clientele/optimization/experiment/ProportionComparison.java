package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A variant beside the control, as {@link ProportionTest} sees them. Immutable and thread-safe; equal by value. */
public final class ProportionComparison {

    private record Content(
            Conversions control, Conversions variant, Interval interval, Interval lift, double p, double logP) {}

    private final Content c;

    ProportionComparison(
            Conversions control, Conversions variant, Interval interval, Interval lift, double p, double logP) {
        c = new Content(control, variant, interval, lift, p, logP);
    }

    /** {@return the control's counts} */
    public Conversions control() {
        return c.control;
    }

    /** {@return the variant's counts} */
    public Conversions variant() {
        return c.variant;
    }

    /** {@return the variant's rate less the control's} */
    public double difference() {
        return c.variant.rate() - c.control.rate();
    }

    /** {@return the interval of the difference, by the test's {@link DifferenceInterval}} */
    public Interval interval() {
        return c.interval;
    }

    /** {@return the two-sided p-value of "no difference", by the test's {@link ProportionMethod}} */
    public double p() {
        return c.p;
    }

    /** {@return the natural logarithm of {@link #p}, also where that is too small for a double} */
    public double logP() {
        return c.logP;
    }

    /** {@return the difference by the control's rate; empty if the control had no success} */
    public OptionalDouble relativeLift() {
        return c.control.successes() == 0 ? OptionalDouble.empty() : OptionalDouble.of(difference() / c.control.rate());
    }

    /** {@return the interval of the relative lift, by the test's {@link LiftInterval}; without upper end if that is unknown} */
    public Interval relativeLiftInterval() {
        return c.lift;
    }

    /** {@return the difference in pooled standard errors; 0 when nothing varies} */
    public double z() {
        double error = pooledError();
        return error == 0 ? 0 : difference() / error;
    }

    /** {@return the standard error of the difference if there is none, with the rates pooled} */
    public double pooledError() {
        return ProportionMethod.pooledError(c.control, c.variant);
    }

    /** {@return the standard error of the difference, each variant with its own variance} */
    public double unpooledError() {
        return ProportionMethod.unpooledError(c.control, c.variant);
    }

    /** {@return Pearson's chi-square with one degree of freedom, the square of {@link #z}} */
    public double chiSquare() {
        return z() * z();
    }

    /** {@return the variant's odds by the control's; empty if one of the four counts is 0} */
    public OptionalDouble oddsRatio() {
        return hasZero()
                ? OptionalDouble.empty()
                : OptionalDouble.of(((double) c.variant.successes() / c.variant.failures())
                        / ((double) c.control.successes() / c.control.failures()));
    }

    /**
     * Woolf's (1955) interval of the odds ratio, on the scale of logarithms.
     *
     * @return the interval, with the confidence of the others; empty if one of the four counts is 0
     */
    public Optional<Interval> oddsRatioInterval() {
        OptionalDouble ratio = oddsRatio();
        if (ratio.isEmpty()) {
            return Optional.empty();
        }
        double error = Math.sqrt(1.0 / c.control.successes()
                + 1.0 / c.control.failures()
                + 1.0 / c.variant.successes()
                + 1.0 / c.variant.failures());
        double half = Distributions.normalTwoSided(c.interval.confidence()) * error;
        double middle = Math.log(ratio.getAsDouble());
        return Optional.of(new Interval(Math.exp(middle - half), Math.exp(middle + half), c.interval.confidence()));
    }

    private boolean hasZero() {
        return c.control.successes() == 0
                || c.control.failures() == 0
                || c.variant.successes() == 0
                || c.variant.failures() == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProportionComparison that && c.equals(that.c);
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
