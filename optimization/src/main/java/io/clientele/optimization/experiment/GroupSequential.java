package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.internal.CrossingRecursion;
import java.util.Arrays;
import java.util.Objects;

/**
 * How can an experiment be looked at several times, stopped early for a clear result, and still err no more often than stated?
 *
 * <p>A recipe of looks: at what shares of the planned information (units, in effect) they are, how much error is allowed, and how it
 * is laid out over the looks. {@link #design} works out the limits, and for any true effect the chance of each outcome and how
 * long the experiment will take, exactly, before it begins.
 *
 * <ul>
 *   <li>Two-sided by default: the error is split evenly.
 *   <li>Spending rules take looks as they come: with the looks so far as information, the limits of the past ones do not change.
 *   <li>An early look may have an infinite limit: nothing is spent yet, and it can't stop.
 *   <li>Stopping below an upper limit alone (one-sided) says nothing of harm.
 * </ul>
 *
 * <p>Time grows with looks times panels squared: some ms for 20 looks. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * GroupSequentialDesign design = GroupSequential.looks(14).withAlpha(0.05).design();
 * boolean stop = Math.abs(z) >= design.criticalValue(look);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1201/9780367805326">Jennison and Turnbull (2000), Group Sequential Methods</a>
 */
public final class GroupSequential {

    private record Options(double alpha, boolean twoSided, StoppingRule rule) {}

    /** The least that information must rise by from look to look: a millionth of the plan. */
    static final double LEAST = 1e-6;

    private final Options o;
    private final double[] information;

    private GroupSequential(Options o, double[] information) {
        this.o = o;
        this.information = information;
    }

    /**
     * Equally spaced looks, the last at all of the information.
     *
     * @param looks at least 1
     * @return two-sided, at 5 %, spending as O'Brien and Fleming
     */
    public static GroupSequential looks(int looks) {
        Check.atLeast("looks", looks, 1);
        double[] information = new double[looks];
        for (int k = 0; k < looks; k++) {
            information[k] = (k + 1.0) / looks;
        }
        return at(information);
    }

    /**
     * Looks where they are.
     *
     * @param information share of the planned information at each look; rising, above 0, at most 1
     * @return two-sided, at 5 %, spending as O'Brien and Fleming
     */
    public static GroupSequential at(double... information) {
        return new GroupSequential(new Options(0.05, true, StoppingRule.obrienFleming()), rising(information, 1));
    }

    static double[] rising(double[] information, double most) {
        Check.atLeast("number of looks", information.length, 1);
        for (int k = 0; k < information.length; k++) {
            double before = k == 0 ? 0 : information[k - 1];
            if (!(information[k] > before && information[k] <= most)) {
                throw new IllegalArgumentException("look " + k + ": information must rise"
                        + (most == 1 ? " and be at most 1" : "") + ", got " + information[k] + " after " + before
                        + "; information can't go back"
                        + (most == 1 ? ", and what comes in beyond the plan counts as 1" : ""));
            }
            if (information[k] - before < LEAST) {
                throw new IllegalArgumentException("look " + k + ": information must rise by at least " + LEAST
                        + " of the plan, got " + information[k] + " after " + before
                        + "; there is nothing new to look at, leave the look out");
            }
        }
        return information.clone();
    }

    static double checkedAlpha(double alpha) {
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("alpha must be above 0 and below 0.5, got " + alpha);
        }
        return alpha;
    }

    /**
     * The same with another error.
     *
     * @param alpha above 0 and below 0.5, of both sides together
     * @return the recipe
     */
    public GroupSequential withAlpha(double alpha) {
        return new GroupSequential(new Options(checkedAlpha(alpha), o.twoSided, o.rule), information);
    }

    /**
     * The same with one upper limit, or with one on each side.
     *
     * @param twoSided true for both
     * @return the recipe
     */
    public GroupSequential withTwoSided(boolean twoSided) {
        return new GroupSequential(new Options(o.alpha, twoSided, o.rule), information);
    }

    /**
     * The same with another layout of the error.
     *
     * @param rule of stopping
     * @return the recipe
     */
    public GroupSequential withRule(StoppingRule rule) {
        return new GroupSequential(new Options(o.alpha, o.twoSided, Objects.requireNonNull(rule, "rule")), information);
    }

    /** {@return the share of the planned information at each look; a copy} */
    public double[] information() {
        return information.clone();
    }

    /** {@return the error allowed, of both sides together if there are two} */
    public double alpha() {
        return o.alpha;
    }

    /** {@return true if there is a limit on each side} */
    public boolean twoSided() {
        return o.twoSided;
    }

    /** {@return how the error is laid out over the looks} */
    public StoppingRule rule() {
        return o.rule;
    }

    /** {@return the limits, and what they mean} */
    public GroupSequentialDesign design() {
        double side = o.twoSided ? o.alpha / 2 : o.alpha;
        return new GroupSequentialDesign(
                information, o.rule.spends() ? spending(side) : classic(side), o.twoSided, o.alpha);
    }

    private double[] spending(double side) {
        double[] limits = new double[information.length];
        CrossingRecursion walk = new CrossingRecursion(0);
        double before = 0;
        for (int k = 0; k < limits.length; k++) {
            double spent = o.rule.spent(side, information[k]);
            walk.advance(information[k]);
            limits[k] = walk.limitFor(spent - before);
            walk.stay(o.twoSided ? -limits[k] : Double.NEGATIVE_INFINITY, limits[k]);
            before = spent;
        }
        return limits;
    }

    /** The constant at which the looks together spend the error: bisection sped up by the secant (ITP would be overkill). */
    private double[] classic(double side) {
        double last = information[information.length - 1];
        double low = 0;
        double high = 10;
        double at = 2.2;
        double[] limits = new double[information.length];
        double previous = Double.NaN;
        double previousError = Double.NaN;
        for (int i = 0; i < 100; i++) {
            for (int k = 0; k < limits.length; k++) {
                limits[k] = o.rule.limit(at, information[k], last);
            }
            double error = Math.log(GroupSequentialDesign.crossings(information, limits, o.twoSided, 0)
                            .upper()
                    / side);
            if (error > 0) {
                low = at;
            } else {
                high = at;
            }
            double next = at - error * (at - previous) / (error - previousError);
            if (!(next > low && next < high)) {
                next = low + (high - low) / 2;
            }
            if (Math.abs(next - at) < 1e-13 || error == 0) {
                break;
            }
            previous = at;
            previousError = error;
            at = next;
        }
        return limits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupSequential that
                && o.equals(that.o)
                && Arrays.equals(information, that.information);
    }

    @Override
    public int hashCode() {
        return 31 * o.hashCode() + Arrays.hashCode(information);
    }

    @Override
    public String toString() {
        return "GroupSequential[alpha=" + o.alpha + ", twoSided=" + o.twoSided + ", rule=" + o.rule + ", information="
                + Arrays.toString(information) + "]";
    }
}
