package io.clientele.optimization.experiment;

import io.clientele.core.stats.Interval;
import java.util.Locale;

/** A variant beside the control, as {@link BayesianProportionTest} sees them. Immutable and thread-safe; equal by value. */
public final class BayesianComparison {

    private record Content(
            Conversions control,
            Conversions variant,
            double meanDifference,
            double better,
            double worse,
            double lossOfVariant,
            double lossOfControl,
            Interval interval) {}

    private final Content c;
    private final BetaDifference difference;

    BayesianComparison(Conversions control, Conversions variant, BetaDifference d, Interval interval) {
        difference = d;
        c = new Content(
                control,
                variant,
                d.mean(),
                Math.min(1, d.probabilityAbove()),
                Math.min(1, d.probabilityBelow()),
                d.lossOfB(),
                d.lossOfA(),
                interval);
    }

    /** {@return the control's counts} */
    public Conversions control() {
        return c.control;
    }

    /** {@return the variant's counts} */
    public Conversions variant() {
        return c.variant;
    }

    /** {@return the expected difference of the rates, variant less control} */
    public double meanDifference() {
        return c.meanDifference;
    }

    /** {@return the probability that the variant's rate is the higher one} */
    public double probabilityBetter() {
        return c.better;
    }

    /** {@return the probability that the control's rate is the higher one, with all its digits where it is small} */
    public double probabilityWorse() {
        return c.worse;
    }

    /** {@return how much rate choosing the variant loses on average: nothing where it is better, the difference where it is worse} */
    public double expectedLossOfVariant() {
        return c.lossOfVariant;
    }

    /** {@return the same of staying with the control} */
    public double expectedLossOfControl() {
        return c.lossOfControl;
    }

    /** {@return the central interval of the difference} */
    public Interval interval() {
        return c.interval;
    }

    /**
     * The probability that the difference is too small to matter (the region of practical equivalence).
     *
     * @param margin differences from -margin to margin do not matter; from 0 to 1
     * @return the probability
     */
    public double probabilityWithin(double margin) {
        if (!(margin >= 0 && margin <= 1)) {
            throw new IllegalArgumentException("margin must be from 0 to 1, got " + margin);
        }
        return Math.max(0, 1 - difference.below(-margin) - difference.above(margin));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BayesianComparison that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s against %s: better with %.4g, expected loss %.3g, difference %.4g [%.4g, %.4g]",
                c.variant.variant(),
                c.control.variant(),
                c.better,
                c.lossOfVariant,
                c.meanDifference,
                c.interval.lower(),
                c.interval.upper());
    }
}
