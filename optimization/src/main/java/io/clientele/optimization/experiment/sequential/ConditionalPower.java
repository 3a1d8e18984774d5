package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.internal.CrossingRecursion;
import io.clientele.optimization.internal.Crossings;
import java.util.Arrays;
import java.util.Objects;

/**
 * Will this experiment still find something? The chance to cross the upper limit at one of the looks to come, given what is known now.
 *
 * <p>It depends on the true effect, so there are several answers: {@link #at} an effect one believes in, {@link #atTrend} that of the
 * data so far, and {@link #predictive} averages over what the effect may be. All are exact, over all looks to come.
 *
 * <ul>
 *   <li>Above the upper limit now: 1. Below a lower limit now: 0. No looks to come: 0, unless found.
 *   <li>A small value is a reason to stop, a large one none to stop and claim success.
 *   <li>Dropping variants for a small value makes no false finding more likely; it costs power, which
 *       {@link FutilityDesign} works out.
 * </ul>
 *
 * <p>Effects are drifts, as in {@link GroupSequentialDesign}: the z-value expected at the share 1. Immutable and thread-safe; equal
 * by value.
 *
 * <pre>{@code
 * boolean drop = ConditionalPower.of(design, 6, 0.4).atTrend() < 0.1;
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1201/9780367805326">Jennison and Turnbull (2000), Group Sequential Methods, chapter 10</a>
 * @see <a href="https://doi.org/10.1016/0197-2456(86)90003-6">Spiegelhalter, Freedman and Blackburn (1986), Monitoring clinical
 *     trials: conditional or predictive power?</a>
 */
public final class ConditionalPower {

    private final double time;
    private final double z;
    private final double[] information;
    private final double[] lower;
    private final double[] upper;
    /** 1 or 0 where the answer is already there, NaN otherwise. */
    private final double known;

    ConditionalPower(double[] information, double[] lower, double[] upper, int look, double z) {
        Check.finite("z", z);
        if (look < 0 || look >= information.length) {
            throw new IllegalArgumentException(
                    "look must be from 0 to " + (information.length - 1) + ", one of the design's, got " + look);
        }
        int n = information.length;
        this.time = information[look];
        this.z = z;
        this.information = Arrays.copyOfRange(information, look + 1, n);
        this.lower = Arrays.copyOfRange(lower, look + 1, n);
        this.upper = Arrays.copyOfRange(upper, look + 1, n);
        known = z >= upper[look] ? 1 : z <= lower[look] || look == n - 1 ? 0 : Double.NaN;
    }

    /**
     * At a look of a design.
     *
     * @param design with the looks to come; unplanned looks: {@link GroupSequentialMonitor#ahead}
     * @param look counted from 0
     * @param z the estimate by its standard error
     * @return the chances
     */
    public static ConditionalPower of(GroupSequentialDesign design, int look, double z) {
        Objects.requireNonNull(design, "design");
        double[] upper = design.criticalValues();
        double[] lower = Arrays.stream(upper)
                .map(u -> design.twoSided() ? -u : Double.NEGATIVE_INFINITY)
                .toArray();
        return new ConditionalPower(design.information(), lower, upper, look, z);
    }

    /**
     * If a given effect is true.
     *
     * @param drift of the effect
     * @return the conditional power
     */
    public double at(double drift) {
        Check.finite("drift", drift);
        if (!Double.isNaN(known)) {
            return known;
        }
        CrossingRecursion walk = new CrossingRecursion(drift, time, z * Math.sqrt(time));
        return Crossings.of(walk, information, lower, upper).upper();
    }

    /** {@return the conditional power if the effect is the one seen so far} */
    public double atTrend() {
        return at(z / Math.sqrt(time));
    }

    /** {@return the predictive power: averaged over the effects that the data so far leave open, knowing nothing else} */
    public double predictive() {
        return predictive(0, Double.POSITIVE_INFINITY);
    }

    /**
     * The predictive power, with what was known of such effects before.
     *
     * <p>The mean of the belief about the effect, as it moves with the data, is itself a walk without drift whose clock is the variance that
     * has gone; so this is one recursion, not an average of many.
     *
     * @param mean drift of the effects that were to be expected
     * @param standardDeviation of their drifts, above 0; infinite: nothing was known
     * @return the chance to cross the upper limit
     */
    public double predictive(double mean, double standardDeviation) {
        Check.finite("mean", mean);
        if (!(standardDeviation > 0)) {
            throw new IllegalArgumentException("standardDeviation must be above 0, got " + standardDeviation);
        }
        if (!Double.isNaN(known)) {
            return known;
        }
        double prior = 1 / (standardDeviation * standardDeviation);
        double place = z * Math.sqrt(time);
        int n = information.length;
        double[] clock = new double[n];
        double[] below = new double[n];
        double[] above = new double[n];
        for (int k = 0; k < n; k++) {
            double t = information[k];
            // differences written out, so that a strong belief loses no digits
            double both = (prior + time) * (prior + t);
            clock[k] = (t - time) / both;
            double unit = 1 / (both * Math.sqrt(clock[k]));
            double pull = prior * (mean * (time - t) - place) - place * t;
            below[k] = unit * (pull + (prior + time) * (lower[k] * Math.sqrt(t)));
            above[k] = unit * (pull + (prior + time) * (upper[k] * Math.sqrt(t)));
        }
        return Crossings.of(clock, below, above, 0).upper();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConditionalPower that
                && time == that.time
                && z == that.z
                && Arrays.equals(information, that.information)
                && Arrays.equals(lower, that.lower)
                && Arrays.equals(upper, that.upper);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(z) + Arrays.hashCode(information);
    }

    @Override
    public String toString() {
        return "ConditionalPower[z=" + z + " at " + time + ", " + information.length + " looks to come]";
    }
}
