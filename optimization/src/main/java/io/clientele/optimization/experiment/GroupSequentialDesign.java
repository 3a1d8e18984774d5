package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
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

    /** Chances to stop at a limit, look by look. */
    static final class Crossings {

        final double[] upper;
        final double[] lower;

        Crossings(int looks) {
            upper = new double[looks];
            lower = new double[looks];
        }

        double total() {
            return Arrays.stream(upper).sum();
        }
    }

    static Crossings crossings(double[] information, double[] limits, boolean twoSided, double drift) {
        CrossingRecursion walk = new CrossingRecursion(drift);
        Crossings chances = new Crossings(limits.length);
        for (int k = 0; k < limits.length; k++) {
            walk.advance(information[k]);
            chances.upper[k] = walk.above(limits[k]);
            chances.lower[k] = twoSided ? walk.below(-limits[k]) : 0;
            walk.stay(twoSided ? -limits[k] : Double.NEGATIVE_INFINITY, limits[k]);
        }
        return chances;
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
        return limits[look];
    }

    /** {@return the limits of all looks; a copy} */
    public double[] criticalValues() {
        return limits.clone();
    }

    /** {@return the error spent by each look, of both sides together if there are two} */
    public double[] spent() {
        Crossings none = crossings(information, limits, twoSided, 0);
        double[] spent = new double[limits.length];
        double sum = 0;
        for (int k = 0; k < spent.length; k++) {
            sum += none.upper[k] + none.lower[k];
            spent[k] = sum;
        }
        return spent;
    }

    /**
     * The chance to stop above the upper limit at each look.
     *
     * @param drift of the true effect
     * @return chances, look by look
     */
    public double[] crossingProbabilities(double drift) {
        return crossings(information, limits, twoSided, Check.finite("drift", drift)).upper;
    }

    /**
     * The chance to find a true effect: to cross the upper limit at some look.
     *
     * @param drift of the true effect
     * @return the power
     */
    public double power(double drift) {
        return crossings(information, limits, twoSided, Check.finite("drift", drift))
                .total();
    }

    /**
     * How much of the information is in, on average, when the experiment ends.
     *
     * @param drift of the true effect
     * @return from the first look's information to the last one's
     */
    public double expectedInformation(double drift) {
        Crossings all = crossings(information, limits, twoSided, Check.finite("drift", drift));
        double goingOn = 1;
        double sum = 0;
        for (int k = 0; k < limits.length; k++) {
            double stops = k == limits.length - 1 ? goingOn : all.upper[k] + all.lower[k];
            sum += stops * information[k];
            goingOn -= stops;
        }
        return sum;
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
        double half = limits[look] * standardError;
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
