package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.optimization.internal.Crossings;
import io.clientele.optimization.internal.RisingRoot;
import java.util.Arrays;

/**
 * Upper and lower limits of a one-sided experiment with several looks, and exactly what to expect of it. Made by {@link Futility}.
 *
 * <p>Effects are drifts: the z-value expected at the share 1. Chances are those of an experiment that stops at either limit, unless
 * stated otherwise. Immutable and thread-safe; equal by value.
 */
public final class FutilityDesign {

    private final double[] information;
    private final double[] lower;
    private final double[] upper;
    private final double alpha;
    private final double power;
    private final double drift;
    private final boolean binding;

    FutilityDesign(
            double[] information,
            double[] lower,
            double[] upper,
            double alpha,
            double power,
            double drift,
            boolean binding) {
        this.information = information;
        this.lower = lower;
        this.upper = upper;
        this.alpha = alpha;
        this.power = power;
        this.drift = drift;
        this.binding = binding;
    }

    /** {@return how many looks there are} */
    public int looks() {
        return upper.length;
    }

    /** {@return the share of the planned information at each look; a copy} */
    public double[] information() {
        return information.clone();
    }

    /** {@return the limits at or above which an effect is found, look by look; a copy} */
    public double[] upperLimits() {
        return upper.clone();
    }

    /** {@return the limits at or below which it is futile to go on; at the last look the upper one; a copy} */
    public double[] lowerLimits() {
        return lower.clone();
    }

    /** {@return true if the error is as stated only when the lower limits are kept} */
    public boolean binding() {
        return binding;
    }

    /** {@return the effect that is found with the stated power} */
    public double drift() {
        return drift;
    }

    /**
     * What to do after a look.
     *
     * @param look counted from 0
     * @param z the estimate by its standard error
     * @return found, futile, or go on
     */
    public SequentialDecision decide(int look, double z) {
        Check.finite("z", z);
        if (look < 0 || look >= upper.length) {
            throw new IllegalArgumentException("look must be from 0 to " + (upper.length - 1) + " (planned are "
                    + upper.length + " looks), got " + look + "; for one more, make a design of the looks as they are");
        }
        return z >= upper[look]
                ? SequentialDecision.STOP_BETTER
                : z <= lower[look] ? SequentialDecision.STOP_NOTHING_FOUND : SequentialDecision.CONTINUE;
    }

    private Crossings crossings(double effect) {
        return Crossings.of(information, lower, upper, Check.finite("drift", effect));
    }

    /** {@return the chance to find something where there is nothing, if the lower limits are kept} */
    public double error() {
        return crossings(0).upper();
    }

    /** {@return the same chance if one always goes on below a lower limit} */
    public double errorIgnoringFutility() {
        double[] none = new double[upper.length];
        Arrays.fill(none, Double.NEGATIVE_INFINITY);
        return Crossings.of(information, none, upper, 0).upper();
    }

    /**
     * The chance to find an effect.
     *
     * @param effect its drift
     * @return the power
     */
    public double power(double effect) {
        return crossings(effect).upper();
    }

    /**
     * The chances to find an effect at each look.
     *
     * @param effect its drift
     * @return look by look
     */
    public double[] upperProbabilities(double effect) {
        Crossings all = crossings(effect);
        double[] chances = new double[upper.length];
        Arrays.setAll(chances, all::upper);
        return chances;
    }

    /**
     * The chances to stop for futility at each look.
     *
     * @param effect its drift
     * @return look by look; the last holds all who reach the end without a finding
     */
    public double[] lowerProbabilities(double effect) {
        Crossings all = crossings(effect);
        double[] chances = new double[upper.length];
        Arrays.setAll(chances, all::lower);
        return chances;
    }

    /**
     * How much of the information is in, on average, when the experiment ends.
     *
     * @param effect its drift
     * @return from the first look's information to the last one's
     */
    public double expectedInformation(double effect) {
        return crossings(effect).expected(information);
    }

    /**
     * The effect that is found with a given power.
     *
     * @param chance above alpha and below 1
     * @return its drift
     */
    public double driftFor(double chance) {
        if (!(chance > alpha && chance < 1)) {
            throw new IllegalArgumentException("power must be above alpha (" + alpha + ") and below 1, got " + chance);
        }
        return RisingRoot.near(effect -> power(effect) - chance, drift, 0.3);
    }

    /** {@return how much larger than a fixed experiment this one must be planned, for the stated power} */
    public double inflation() {
        double fixed = Distributions.normalQuantile(power) - Distributions.normalQuantile(alpha);
        return drift / fixed * (drift / fixed);
    }

    /**
     * The chance to find something yet.
     *
     * @param look counted from 0
     * @param z the estimate by its standard error
     * @return the conditional power, with the lower limits kept
     */
    public ConditionalPower conditionalPower(int look, double z) {
        return new ConditionalPower(information, lower, upper, look, z);
    }

    /** {@return how to read the result at the end; limits that one may pass over are left out} */
    public StageWiseAnalysis analysis() {
        double[] kept = lower.clone();
        if (!binding) {
            Arrays.fill(kept, Double.NEGATIVE_INFINITY);
        }
        return StageWiseAnalysis.of(information, kept, upper, false, alpha);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FutilityDesign that
                && Arrays.equals(information, that.information)
                && Arrays.equals(lower, that.lower)
                && Arrays.equals(upper, that.upper)
                && alpha == that.alpha
                && power == that.power
                && binding == that.binding;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lower) + Arrays.hashCode(upper);
    }

    @Override
    public String toString() {
        return "FutilityDesign[lower=" + Arrays.toString(lower) + ", upper=" + Arrays.toString(upper) + ", information="
                + Arrays.toString(information) + ", drift=" + drift + "]";
    }
}
