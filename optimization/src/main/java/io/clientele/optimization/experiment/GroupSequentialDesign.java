package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.internal.Crossings;
import java.util.Arrays;

/**
 * The limits of an experiment with several looks, and what to expect of it. Immutable and thread-safe; equal by value.
 *
 * <p>A true effect is stated as the <em>drift</em>: the expected z-value when all of the planned information is in. A fixed experiment
 * with 80 % power at 5 % has drift 2.80.
 */
public final class GroupSequentialDesign {

    private final double[] information;
    private final double[] limits;
    private final boolean twoSided;
    private final double alpha;

    GroupSequentialDesign(double[] information, double[] limits, boolean twoSided, double alpha) {
        this.information = information;
        this.limits = limits;
        this.twoSided = twoSided;
        this.alpha = alpha;
    }

    /**
     * Limits of one's own, from wherever they come: what do they really mean?
     *
     * @param information share of the planned information at each look; rising, above 0
     * @param criticalValues limit of each look, above 0 if there are two; infinite where the look can't stop
     * @param twoSided true if minus the limits are limits too
     * @param alpha the error that the limits are meant to have, of both sides together; what they do have is {@link #error}
     * @return the design
     */
    public static GroupSequentialDesign ofLimits(
            double[] information, double[] criticalValues, boolean twoSided, double alpha) {
        double[] at = GroupSequential.rising(information, Double.MAX_VALUE);
        Check.length("criticalValues", criticalValues.length, at.length, "one limit per look");
        double[] limits = criticalValues.clone();
        for (int k = 0; k < limits.length; k++) {
            if (!(limits[k] > (twoSided ? 0 : Double.NEGATIVE_INFINITY))) {
                throw new IllegalArgumentException("look " + k + ": the limit must be "
                        + (twoSided ? "above 0" : "a number or infinity") + ", got " + limits[k]);
            }
        }
        return new GroupSequentialDesign(at, limits, twoSided, GroupSequential.checkedAlpha(alpha));
    }

    private Crossings crossings(double drift) {
        return crossings(information, limits, twoSided, Check.finite("drift", drift));
    }

    static Crossings crossings(double[] information, double[] limits, boolean twoSided, double drift) {
        return Crossings.of(information, lower(limits, twoSided), limits, drift);
    }

    private static double[] lower(double[] limits, boolean twoSided) {
        return Arrays.stream(limits)
                .map(limit -> twoSided ? -limit : Double.NEGATIVE_INFINITY)
                .toArray();
    }

    /** {@return how many looks there are} */
    public int looks() {
        return limits.length;
    }

    /** {@return the share of the planned information at each look; a copy} */
    public double[] information() {
        return information.clone();
    }

    /**
     * The limit of a look.
     *
     * @param look counted from 0
     * @return stop if z is at least as large (two-sided: or at most minus this); infinite where the look can't stop
     */
    public double criticalValue(int look) {
        return limits[look(look)];
    }

    /** {@return the limits of all looks; a copy} */
    public double[] criticalValues() {
        return limits.clone();
    }

    private int look(int look) {
        if (look < 0 || look >= limits.length) {
            throw new IllegalArgumentException("look must be from 0 to " + (limits.length - 1) + " (planned are "
                    + limits.length + " looks), got " + look
                    + "; for looks that come unplanned give GroupSequential.at "
                    + "the looks so far, with a rule that spends, or use GroupSequentialMonitor");
        }
        return look;
    }

    /** {@return true if there are limits on both sides} */
    public boolean twoSided() {
        return twoSided;
    }

    /** {@return the error that was asked for, of both sides together} */
    public double alpha() {
        return alpha;
    }

    /** {@return the chance to stop at a limit, on either side, where there is no effect} */
    public double error() {
        Crossings none = crossings(0);
        return none.upper() + none.lower();
    }

    /** {@return the error spent by each look, of both sides together if there are two} */
    public double[] spent() {
        double[] spent = stoppingProbabilities(0);
        for (int k = 1; k < spent.length; k++) {
            spent[k] += spent[k - 1];
        }
        return spent;
    }

    /**
     * The chance to stop at a limit, on either side, at each look.
     *
     * @param drift of the true effect
     * @return chances, look by look; what is missing to 1 runs to the end without a finding
     */
    public double[] stoppingProbabilities(double drift) {
        Crossings all = crossings(drift);
        double[] chances = new double[limits.length];
        for (int k = 0; k < chances.length; k++) {
            chances[k] = all.upper(k) + all.lower(k);
        }
        return chances;
    }

    /**
     * The chance to stop above the upper limit at each look.
     *
     * @param drift of the true effect
     * @return chances, look by look
     */
    public double[] crossingProbabilities(double drift) {
        Crossings all = crossings(drift);
        double[] chances = new double[limits.length];
        for (int k = 0; k < chances.length; k++) {
            chances[k] = all.upper(k);
        }
        return chances;
    }

    /**
     * The chance to find a true effect: to cross the upper limit at some look.
     *
     * @param drift of the true effect
     * @return the power
     */
    public double power(double drift) {
        return crossings(drift).upper();
    }

    /**
     * How much of the information is in, on average, when the experiment ends.
     *
     * @param drift of the true effect
     * @return from the first look's information to the last one's
     */
    public double expectedInformation(double drift) {
        return crossings(drift).expected(information);
    }

    /**
     * The information to plan for, so that an effect is found with a given power.
     *
     * @param effect in units of the difference, not 0
     * @param power above {@code alpha} and below 1
     * @return 1 by the squared standard error that the difference must have come down to at the share 1
     */
    public double informationFor(double effect, double power) {
        double size = Check.positive("size of the effect", Math.abs(Check.finite("effect", effect)));
        double ratio = driftFor(power) / size;
        return ratio * ratio;
    }

    /**
     * The smallest effect that is found with a given power.
     *
     * @param power above {@code alpha} and below 1
     * @return its drift
     */
    public double driftFor(double power) {
        if (!(power > alpha && power < 1)) {
            throw new IllegalArgumentException("power must be above alpha (" + alpha + ") and below 1, got " + power);
        }
        double low = 0;
        double high = 1;
        while (power(high) < power) {
            high *= 2;
        }
        // the power rises with the drift; regula falsi with Illinois' rule
        double below = power(low) - power;
        double above = power(high) - power;
        for (int i = 0; i < 100 && high - low > 1e-13 * high; i++) {
            double at = low - below * (high - low) / (above - below);
            double value = power(at) - power;
            if (value < 0) {
                low = at;
                below = value;
                above /= 2;
            } else {
                high = at;
                above = value;
                below /= 2;
            }
            if (Math.abs(value) < 1e-14) {
                return at;
            }
        }
        return low + (high - low) / 2;
    }

    /**
     * How much larger than a fixed experiment this one must be planned, to have the same power when it runs to the end.
     *
     * @param power such as 0.8
     * @return the factor, at least 1
     */
    public double inflation(double power) {
        double fixed = Distributions.normalQuantile(power) - Distributions.normalQuantile(twoSided ? alpha / 2 : alpha);
        double ratio = driftFor(power) / fixed;
        return ratio * ratio;
    }

    /**
     * The repeated confidence interval at a look: all of them together hold the true value with probability 1 - alpha, whenever one
     * stops (Jennison and Turnbull 1989).
     *
     * @param look counted from 0
     * @param estimate of the effect at this look
     * @param standardError of the estimate
     * @return the interval; the whole line where the look can't stop, one-sided designs have no upper end
     */
    public Interval interval(int look, double estimate, double standardError) {
        Check.finite("estimate", estimate);
        Check.positive("standardError", standardError);
        double half = limits[look(look)] * standardError;
        return new Interval(estimate - half, twoSided ? estimate + half : Double.POSITIVE_INFINITY, 1 - alpha);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupSequentialDesign that
                && Arrays.equals(information, that.information)
                && Arrays.equals(limits, that.limits)
                && twoSided == that.twoSided
                && alpha == that.alpha;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(information) + Arrays.hashCode(limits);
    }

    @Override
    public String toString() {
        return "GroupSequentialDesign[criticalValues=" + Arrays.toString(limits) + ", information="
                + Arrays.toString(information) + "]";
    }
}
