package io.clientele.optimization.experiment.sequential;

import io.clientele.optimization.experiment.GroupSequentialDesign;
import java.util.Objects;

/**
 * Of several variants that run against one control, which can be dropped because they will hardly win any more?
 *
 * <p>A variant is dropped when the chance that it still crosses its upper limit, if its trend goes on, is below a threshold. Units that it
 * would have got go to those that remain.
 *
 * <ul>
 *   <li>Dropping is non-binding: no false finding becomes more likely, whether one follows it or not. Keep the remaining variants' limits, and their
 *       correction for the number of variants that began.
 *   <li>What it costs in power: {@link Futility#withConditionalPower} with the same threshold.
 *   <li>A variant beyond its upper limit is never dropped. All may be dropped: then the experiment is over.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * boolean[] out = DropLosers.below(0.1).dropped(design, 6, 0.3, 1.8, -0.6);   // z of three variants on day 7
 * }</pre>
 */
public final class DropLosers {

    private final double threshold;

    private DropLosers(double threshold) {
        this.threshold = threshold;
    }

    /**
     * A rule.
     *
     * @param conditionalPower above 0 and below 1; 0.1 is usual
     * @return the rule
     */
    public static DropLosers below(double conditionalPower) {
        if (!(conditionalPower > 0 && conditionalPower < 1)) {
            throw new IllegalArgumentException(
                    "conditional power must be above 0 and below 1, got " + conditionalPower);
        }
        return new DropLosers(conditionalPower);
    }

    /**
     * Which to drop after a look.
     *
     * @param design of each comparison with the control, with the looks to come
     * @param look counted from 0
     * @param z of each variant against the control
     * @return true for those to drop
     */
    public boolean[] dropped(GroupSequentialDesign design, int look, double... z) {
        Objects.requireNonNull(design, "design");
        boolean[] dropped = new boolean[z.length];
        for (int i = 0; i < z.length; i++) {
            dropped[i] = ConditionalPower.of(design, look, z[i]).atTrend() < threshold;
        }
        return dropped;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DropLosers that && threshold == that.threshold;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(threshold);
    }

    @Override
    public String toString() {
        return "DropLosers[below=" + threshold + "]";
    }
}
