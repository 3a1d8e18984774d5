package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.internal.RisingRoot;
import java.util.Arrays;
import java.util.Objects;

/**
 * An experiment was stopped at a look: what is the p-value, how large is the effect, and how sure is that?
 *
 * <p>The plain estimate of an experiment that stopped early is too large on average, because it stopped for being large; its p-value and
 * interval do not know of the other looks. Here results are ordered by stage: stopping above at an earlier look says more
 * for an effect than stopping above at a later one, then come results that did not stop above, by their z-value. The p-value is the
 * chance of a result at least as high without an effect, the interval holds the effects at which the result is not unusual,
 * and the estimate is the effect at which it is as likely exceeded as not.
 *
 * <ul>
 *   <li>Exact for a normal estimate, whatever the look: stopped early, at the last look, or at one that came unplanned (give the
 *       design of the looks so far). The interval holds 0 just when the limit was not crossed.
 *   <li>Looks that were to come do not matter: no plan of them is needed.
 *   <li>A look at which no limit is crossed can be read too: as if the experiment ended there. That is right only if it does, for a
 *       reason that has nothing to do with the result.
 *   <li>One-sided designs get an interval with both ends, with confidence 1 - 2 &#183; alpha.
 *   <li>A futility limit that one may ignore (non-binding) is left out: the error is then at most the stated one.
 * </ul>
 *
 * <p>Time: some 30 designs' worth. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * StageWiseResult result = StageWiseAnalysis.of(design).result(6, 0.012, 0.0036);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.2307/2531334">Tsiatis, Rosner and Mehta (1984), Exact confidence intervals following a group
 *     sequential test</a>
 * @see <a href="https://doi.org/10.1201/9780367805326">Jennison and Turnbull (2000), Group Sequential Methods, chapter 8</a>
 */
public final class StageWiseAnalysis {

    private final StageWiseOrder order;
    private final boolean twoSided;
    private final double confidence;

    private StageWiseAnalysis(StageWiseOrder order, boolean twoSided, double confidence) {
        this.order = order;
        this.twoSided = twoSided;
        this.confidence = confidence;
    }

    /**
     * The analysis that belongs to a design.
     *
     * @param design of the looks so far, or of all that were planned
     * @return with confidence 1 - alpha (two-sided) or 1 - 2 &#183; alpha
     */
    public static StageWiseAnalysis of(GroupSequentialDesign design) {
        Objects.requireNonNull(design, "design");
        double[] upper = design.criticalValues();
        double[] lower = Arrays.stream(upper)
                .map(u -> design.twoSided() ? -u : Double.NEGATIVE_INFINITY)
                .toArray();
        return of(design.information(), lower, upper, design.twoSided(), design.alpha());
    }

    static StageWiseAnalysis of(double[] information, double[] lower, double[] upper, boolean twoSided, double alpha) {
        return new StageWiseAnalysis(
                new StageWiseOrder(information, lower, upper), twoSided, 1 - (twoSided ? alpha : 2 * alpha));
    }

    /**
     * The same with another confidence.
     *
     * @param level such as 0.9
     * @return the analysis
     */
    public StageWiseAnalysis withConfidence(double level) {
        return new StageWiseAnalysis(order, twoSided, Check.confidence(level));
    }

    /**
     * Reads the result at the look where the experiment ended.
     *
     * @param look counted from 0
     * @param estimate of the effect, of all units
     * @param standardError of the estimate, above 0
     * @return what it says
     */
    public StageWiseResult result(int look, double estimate, double standardError) {
        Check.finite("estimate", estimate);
        Check.positive("standardError", standardError);
        if (look < 0 || look >= order.looks()) {
            throw new IllegalArgumentException("look must be from 0 to " + (order.looks() - 1)
                    + ", one of the design's, got " + look + "; make a design of the looks so far");
        }
        double z = estimate / standardError;
        double logAbove = order.logAbove(look, z);
        double logP = twoSided ? Math.min(0, Math.log(2) + Math.min(logAbove, order.logBelow(look, z))) : logAbove;
        // the drift 1 is an effect of one standard error at the share 1
        double unit = standardError * Math.sqrt(order.information(look));
        double side = (1 - confidence) / 2;
        return new StageWiseResult(
                Math.exp(logP),
                Math.exp(logAbove),
                logP,
                logAbove,
                unit * driftAt(look, z, 0.5),
                new Interval(unit * driftAt(look, z, side), unit * driftAt(look, z, 1 - side), confidence));
    }

    /** The drift at which a result this high or higher has a given chance, which rises with the drift. */
    private double driftAt(int look, double z, double chance) {
        double root = Math.sqrt(order.information(look));
        double target = Distributions.normalQuantile(chance);
        return RisingRoot.near(
                drift -> {
                    // in probits, nearly a straight line; from the smaller of the two tails, so that none is lost to
                    // rounding
                    double above = order.above(look, z, drift);
                    double probit = above <= 0.5
                            ? Distributions.normalQuantile(above)
                            : -Distributions.normalQuantile(Math.min(1, order.below(look, z, drift)));
                    return probit - target;
                },
                (z + target) / root,
                0.5 / root);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StageWiseAnalysis that
                && order.equals(that.order)
                && twoSided == that.twoSided
                && confidence == that.confidence;
    }

    @Override
    public int hashCode() {
        return 31 * order.hashCode() + Double.hashCode(confidence);
    }

    @Override
    public String toString() {
        return "StageWiseAnalysis[" + order.looks() + " looks, confidence=" + confidence + "]";
    }
}
