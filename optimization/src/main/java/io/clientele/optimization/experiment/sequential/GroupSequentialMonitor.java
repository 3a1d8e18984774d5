package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.experiment.StoppingRule;
import io.clientele.optimization.internal.CrossingRecursion;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An experiment is running and is looked at whenever there is time: may it stop now?
 *
 * <p>Each look brings the estimate of the effect and its standard error, of all units so far. Their information, 1 by the squared
 * standard error, as a share of the planned one says how much error may be spent by now; the limit follows exactly (Lan and DeMets 1983). Looks need no plan, neither
 * in number nor in time, as long as they do not follow the results. A look continues from the state of the last one.
 *
 * <ul>
 *   <li>Information that goes back or stands still is refused: units were lost, or there is nothing new.
 *   <li>A look at or beyond the planned information (over-running) spends all that is left and is the last. {@link #lastLook} does the
 *       same before (under-running). After that there is no error left: a further look is refused.
 *   <li>Units that come in after stopping: {@link #overrun}.
 *   <li>The planned information is fixed before the start, as {@link GroupSequentialDesign#informationFor} says. A variance that
 *       turns out larger than thought needs no correction: information then comes slower.
 * </ul>
 *
 * <p>A look takes well below a millisecond. Immutable and thread-safe: each look gives a new state; equal by value. {@link #write(Path)}
 * carries it over a restart.
 *
 * <pre>{@code
 * GroupSequentialMonitor test = GroupSequentialMonitor.of(design.informationFor(0.01, 0.8));
 * test = test.look(c.difference(), c.unpooledError());
 * boolean stop = test.decision() != SequentialDecision.CONTINUE;
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/biomet/70.3.659">Lan and DeMets (1983), Discrete sequential boundaries for clinical trials</a>
 */
public final class GroupSequentialMonitor {

    private static final GroupSequentialMonitorCodec CODEC = new GroupSequentialMonitorCodec();

    private record Options(double planned, double alpha, boolean twoSided, StoppingRule rule) {}

    private static final double LEAST = 1e-6;

    private final Options o;
    private final double[] shares;
    private final double[] limits;
    private final double[] errors;
    private final double[] estimates;
    private final boolean last;
    /** The walk, staying within the limits so far. */
    private final CrossingRecursion walk;

    private final @Nullable GroupSequentialMonitor before;

    private GroupSequentialMonitor(Options o) {
        this.o = o;
        shares = new double[0];
        limits = shares;
        errors = shares;
        estimates = shares;
        last = false;
        walk = new CrossingRecursion(0);
        before = null;
    }

    private GroupSequentialMonitor(
            GroupSequentialMonitor before, double share, double estimate, double standardError, boolean last) {
        this.o = before.o;
        this.before = before;
        this.last = last;
        shares = appended(before.shares, share);
        estimates = appended(before.estimates, estimate);
        errors = appended(before.errors, standardError);
        double side = o.twoSided ? o.alpha / 2 : o.alpha;
        int n = before.shares.length;
        double spent = n == 0 ? 0 : o.rule.spent(side, before.shares[n - 1]);
        double allowed = last ? side : o.rule.spent(side, share);
        walk = before.walk.copy();
        walk.advance(share);
        double limit = walk.limitFor(allowed - spent);
        walk.stay(o.twoSided ? -limit : Double.NEGATIVE_INFINITY, limit);
        limits = appended(before.limits, limit);
    }

    private static double[] appended(double[] values, double value) {
        double[] more = Arrays.copyOf(values, values.length + 1);
        more[values.length] = value;
        return more;
    }

    /**
     * An experiment that nothing has been seen of: two-sided, at 5 %, spending as O'Brien and Fleming.
     *
     * @param plannedInformation 1 by the squared standard error that the effect is planned to have at the end, above 0
     * @return the test
     */
    public static GroupSequentialMonitor of(double plannedInformation) {
        return new GroupSequentialMonitor(new Options(
                Check.positive("plannedInformation", plannedInformation), 0.05, true, StoppingRule.obrienFleming()));
    }

    /**
     * The same before its first look, with another error.
     *
     * @param alpha above 0 and below 0.5, of both sides together
     * @return the test
     */
    public GroupSequentialMonitor withAlpha(double alpha) {
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("alpha must be above 0 and below 0.5, got " + alpha);
        }
        return new GroupSequentialMonitor(new Options(o.planned, alpha, o.twoSided, o.rule));
    }

    /**
     * The same before its first look, with one upper limit, or with one on each side.
     *
     * @param twoSided true for both
     * @return the test
     */
    public GroupSequentialMonitor withTwoSided(boolean twoSided) {
        return new GroupSequentialMonitor(new Options(o.planned, o.alpha, twoSided, o.rule));
    }

    /**
     * The same before its first look, with another layout of the error.
     *
     * @param rule that spends; the classical ones need their looks planned
     * @return the test
     */
    public GroupSequentialMonitor withRule(StoppingRule rule) {
        if (!Objects.requireNonNull(rule, "rule").spends()) {
            throw new IllegalArgumentException(
                    "rule must spend look by look, got " + rule + ", which fixes its looks beforehand; take "
                            + "StoppingRule.obrienFleming() or pocock(), which are alike and need no plan");
        }
        return new GroupSequentialMonitor(new Options(o.planned, o.alpha, o.twoSided, rule));
    }

    /**
     * Takes in what is known now, of all units since the start.
     *
     * @param estimate variant less control
     * @param standardError of the estimate, above 0
     * @return the test after this look
     * @throws IllegalStateException if the test has stopped or there is no error left
     */
    public GroupSequentialMonitor look(double estimate, double standardError) {
        double share = share(estimate, standardError);
        return new GroupSequentialMonitor(this, share, estimate, standardError, share >= 1);
    }

    /**
     * The last look, whatever the information: all error that is left is spent. Right only if the reason to end has nothing to do
     * with the results.
     *
     * @param estimate variant less control
     * @param standardError of the estimate, above 0
     * @return the test after this look
     * @throws IllegalStateException if the test has stopped or there is no error left
     */
    public GroupSequentialMonitor lastLook(double estimate, double standardError) {
        return new GroupSequentialMonitor(this, share(estimate, standardError), estimate, standardError, true);
    }

    private double share(double estimate, double standardError) {
        Check.finite("estimate", estimate);
        Check.positive("standardError", standardError);
        int n = shares.length;
        SequentialDecision decision = decision();
        if (decision == SequentialDecision.STOP_NOTHING_FOUND) {
            throw new IllegalStateException(
                    "all of the error was spent by look " + (n - 1) + ", at " + shares[n - 1]
                            + " of the planned information; a further look can't find anything. Report what there is (stageWise)");
        }
        if (decision != SequentialDecision.CONTINUE) {
            throw new IllegalStateException("the test stopped at look " + (n - 1) + " (" + decision
                    + "); for units that came in since then use overrun");
        }
        double share = 1 / (standardError * standardError * o.planned);
        double least = n == 0 ? 0 : shares[n - 1];
        if (share < least - LEAST) {
            throw new IllegalArgumentException("look " + n + ": information went back from " + least + " to " + share
                    + " of the plan; a look takes in all units since the start, and none is taken out again. "
                    + "Estimate the standard error at all looks in the same way");
        }
        if (share < least + LEAST) {
            throw new IllegalArgumentException("look " + n + ": information is " + share + " of the plan after " + least
                    + "; there is nothing new to look at, wait for more units");
        }
        return share;
    }

    /** {@return what to do after the last look} */
    public SequentialDecision decision() {
        int n = shares.length;
        if (n > 0) {
            double z = z();
            if (z >= limits[n - 1]) {
                return SequentialDecision.STOP_BETTER;
            }
            if (o.twoSided && z <= -limits[n - 1]) {
                return SequentialDecision.STOP_WORSE;
            }
        }
        return last ? SequentialDecision.STOP_NOTHING_FOUND : SequentialDecision.CONTINUE;
    }

    private int lastIndex() {
        if (shares.length == 0) {
            throw new IllegalStateException("there was no look yet; call look first");
        }
        return shares.length - 1;
    }

    /** {@return how many looks there were} */
    public int looks() {
        return shares.length;
    }

    /** {@return the share of the planned information that is in; 0 before the first look} */
    public double informationShare() {
        return shares.length == 0 ? 0 : shares[shares.length - 1];
    }

    /** {@return the estimate of the last look by its standard error} */
    public double z() {
        int k = lastIndex();
        return estimates[k] / errors[k];
    }

    /** {@return the limit of the last look; infinite if it could not stop} */
    public double criticalValue() {
        return limits[lastIndex()];
    }

    /** {@return the error spent so far, of both sides together if there are two} */
    public double spent() {
        double side = o.twoSided ? o.alpha / 2 : o.alpha;
        double spent = shares.length == 0 ? 0 : last ? side : o.rule.spent(side, shares[shares.length - 1]);
        return o.twoSided ? 2 * spent : spent;
    }

    /** {@return the repeated confidence interval of the last look: all of them together hold the true effect with 1 - alpha} */
    public Interval repeatedInterval() {
        int k = lastIndex();
        return design().interval(k, estimates[k], errors[k]);
    }

    /** {@return p-value, median-unbiased estimate and interval, if the experiment ends with the last look} */
    public StageWiseResult stageWise() {
        int k = lastIndex();
        return StageWiseAnalysis.of(design()).result(k, estimates[k], errors[k]);
    }

    /**
     * What the experiment says with the units that came in after it had stopped. The look that stopped it is left out, and the new one
     * takes its place (Whitehead 1992); the decision stays as it was.
     *
     * @param estimate variant less control, of all units
     * @param standardError of the estimate, below that of the last look
     * @return p-value, median-unbiased estimate and interval
     * @see <a href="https://doi.org/10.1016/0197-2456(92)90017-T">Whitehead (1992), Overrunning and underrunning in sequential clinical
     *     trials</a>
     */
    public StageWiseResult overrun(double estimate, double standardError) {
        int k = lastIndex();
        Check.finite("estimate", estimate);
        Check.positive("standardError", standardError);
        if (decision() == SequentialDecision.CONTINUE || before == null) {
            throw new IllegalStateException("the test has not stopped; use look");
        }
        double share = 1 / (standardError * standardError * o.planned);
        if (share < shares[k]) {
            throw new IllegalArgumentException("information went back from " + shares[k] + " to " + share
                    + " of the plan; give all units since the start");
        }
        GroupSequentialMonitor instead = new GroupSequentialMonitor(before, share, estimate, standardError, true);
        return StageWiseAnalysis.of(instead.design()).result(k, estimate, standardError);
    }

    /** {@return the looks so far with their limits} */
    public GroupSequentialDesign design() {
        lastIndex();
        return GroupSequentialDesign.ofLimits(shares, limits, o.twoSided, o.alpha);
    }

    /**
     * The looks so far and some to come, with their limits: what {@link ConditionalPower} asks for. The plan binds nobody.
     *
     * @param more shares of the planned information at looks to come, rising, the last usually 1
     * @return the design
     */
    public GroupSequentialDesign ahead(double... more) {
        GroupSequentialMonitor then = this;
        for (double share : more) {
            Check.positive("share", share);
            double error = 1 / Math.sqrt(share * o.planned);
            double next = 1 / (error * error * o.planned);
            if (!(share > then.informationShare() + LEAST) || then.last) {
                throw new IllegalArgumentException("looks to come must be at rising shares above "
                        + then.informationShare() + ", and none after all of the error is spent, got " + share);
            }
            then = new GroupSequentialMonitor(then, next, 0, error, share >= 1);
        }
        return then.design();
    }

    /**
     * The chance to cross the upper limit yet.
     *
     * @param more shares of the planned information at looks to come, rising, the last usually 1
     * @return the conditional power
     */
    public ConditionalPower conditionalPower(double... more) {
        return ConditionalPower.of(ahead(more), lastIndex(), z());
    }

    /** {@return the information that was planned for the end} */
    public double plannedInformation() {
        return o.planned;
    }

    double alpha() {
        return o.alpha;
    }

    boolean twoSided() {
        return o.twoSided;
    }

    StoppingRule rule() {
        return o.rule;
    }

    double[] estimates() {
        return estimates.clone();
    }

    double[] standardErrors() {
        return errors.clone();
    }

    /** Whether the last look spent all of the error. */
    boolean ended() {
        return last;
    }

    /**
     * Writes the plan and the looks so far as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the plan and the looks so far as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a test that {@link #write(Path)} wrote, to go on with it.
     *
     * @param file where from
     * @return the test
     */
    public static GroupSequentialMonitor read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a test that {@link #write(OutputStream)} wrote, to go on with it.
     *
     * @param in where from
     * @return the test
     */
    public static GroupSequentialMonitor read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupSequentialMonitor that
                && o.equals(that.o)
                && last == that.last
                && Arrays.equals(estimates, that.estimates)
                && Arrays.equals(errors, that.errors);
    }

    @Override
    public int hashCode() {
        return 31 * o.hashCode() + Arrays.hashCode(estimates);
    }

    @Override
    public String toString() {
        return "GroupSequentialMonitor[" + decision() + ", looks=" + shares.length + ", information="
                + informationShare() + "]";
    }
}
