package io.clientele.optimization.design;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.random.RandomGenerator;

/**
 * What did a change do that took turns with what was before?
 *
 * <p>Each period that counts (see {@link SwitchbackDesign}) is weighted by one through the chance that it counts on its side. The
 * variance is derived here, for blocks of any length, from the chances with which two periods count together; it is, on average, the true
 * one or larger, because no period is seen on both sides. For the blocks of {@link SwitchbackDesign#optimal} it is in the spirit of the
 * conservative estimator of Bojinov, Simchi-Levi and Zhao.
 *
 * <ul>
 *   <li>The p-value by tossing the coins again asks whether the change does nothing to any period. All ways are looked at if they are not
 *       too many, else a sample of them; ways that leave a side without periods are left out.
 *   <li>Its interval takes the effect to be the same for all periods, and to build up evenly over the carry-over.
 *   <li>Trends and seasons that span blocks do not bias it, but cost precision; take them off the values first, by what was forecast
 *       before the start.
 *   <li>Turns that change within a block, or leave a side without periods that count, are refused.
 * </ul>
 *
 * <p>Time O(blocks · assignments). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * SwitchbackResult result = SwitchbackTest.create().analyse(design, design.treated("free delivery"), ordersPerHour);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2009.00148">Bojinov, Simchi-Levi and Zhao (2023), Design and analysis of switchback
 *     experiments</a>
 */
public final class SwitchbackTest {

    private record Options(double confidence, int assignments, long seed) {}

    private final Options o;

    private SwitchbackTest(Options o) {
        this.o = o;
    }

    /** {@return intervals at 95 %, at most 20,000 assignments, seed 0} */
    public static SwitchbackTest create() {
        return new SwitchbackTest(new Options(0.95, 20_000, 0));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the test
     */
    public SwitchbackTest withConfidence(double confidence) {
        Check.confidence(confidence);
        return new SwitchbackTest(new Options(confidence, o.assignments, o.seed));
    }

    /**
     * The same with another number of assignments: all if there are no more than that, else so many, drawn.
     *
     * @param most at least 100
     * @return the test
     */
    public SwitchbackTest withAssignments(int most) {
        Check.atLeast("most", most, 100);
        return new SwitchbackTest(new Options(o.confidence, most, o.seed));
    }

    /**
     * The same with other draws.
     *
     * @param seed any
     * @return the test
     */
    public SwitchbackTest withSeed(long seed) {
        return new SwitchbackTest(new Options(o.confidence, o.assignments, seed));
    }

    /**
     * Analyses an experiment.
     *
     * @param design the blocks
     * @param treated for each period, whether it had the change
     * @param values of the metric, one a period, finite
     * @return the difference that the change makes
     */
    public SwitchbackResult analyse(SwitchbackDesign design, boolean[] treated, double[] values) {
        Check.length("treated", treated.length, design.periods(), "one for each period of the design");
        Check.length("values", values.length, design.periods(), "one for each period of the design");
        boolean[] sides = new boolean[design.starts().size()];
        for (int t = 0; t < values.length; t++) {
            if (!Double.isFinite(values[t])) {
                throw new IllegalArgumentException("values must be finite, got " + values[t] + " in period " + t
                        + "; give a period without the metric 0, or what it stood at");
            }
            int block = design.block(t);
            if (design.starts().get(block) == t) {
                sides[block] = treated[t];
            } else if (treated[t] != sides[block]) {
                throw new IllegalArgumentException("treated must stay the same within a block, but changes at period "
                        + t + " within block " + block);
            }
        }
        Stretches stretches = new Stretches(design, values);
        Stretches.Sums sums = stretches.sums(sides, stretches.shares(treated));
        if (!sums.hasBoth()) {
            throw new IllegalArgumentException("after a carry-over of " + design.carryOver() + " no period counts "
                    + (sums.periods(true) == 0 ? "with" : "without") + " the change; plan more or longer blocks");
        }
        double error = Math.sqrt(stretches.variance(sides, sums.mean(true), sums.mean(false), sums));
        double half = Distributions.normalTwoSided(o.confidence) * error;
        double difference = sums.difference();
        return new SwitchbackResult(
                difference,
                error,
                new Interval(difference - half, difference + half, o.confidence),
                sums.unbiased(),
                Math.sqrt(stretches.variance(sides, 0, 0, null)),
                sums.periods(true),
                sums.periods(false),
                tossed(stretches, stretches.shares(treated), sums));
    }

    private Randomisation tossed(Stretches stretches, double[] shares, Stretches.Sums observed) {
        int blocks = stretches.blocks();
        RandomisationDistribution distribution = new RandomisationDistribution(observed.difference());
        boolean exact = blocks < 31 && 1 << blocks <= o.assignments;
        boolean[] sides = new boolean[blocks];
        int ways = exact ? 1 << blocks : o.assignments;
        for (int way = 1; way < ways; way++) {
            if (exact) {
                for (int b = 0; b < blocks; b++) {
                    sides[b] = observed.side(b) ^ (way >> b & 1) == 1; // all but the one that happened, which is way 0
                }
            } else {
                RandomGenerator random = RandomStreams.stream(o.seed, "switchback", way);
                for (int b = 0; b < blocks; b++) {
                    sides[b] = random.nextBoolean();
                }
            }
            Stretches.Sums sums = stretches.sums(sides, shares);
            if (sums.hasBoth()) {
                distribution.add(sums.difference(), sums.shareDifference());
            }
        }
        return distribution.result(o.confidence, exact);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SwitchbackTest that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "SwitchbackTest" + o.toString().substring("Options".length());
    }
}
