package io.clientele.optimization.design;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.assignment.Experiment;
import java.util.ArrayList;
import java.util.List;

/**
 * When does a change that touches everybody at once (a delivery fee, a ranking, a search engine) take its turns with what was before?
 *
 * <p>Time is cut into periods, periods into blocks, and each block is given to the one or the other by a fair coin: the hash of its
 * number. What a period shows may still depend on the periods before it, so a period counts only if all of the last
 * {@code carryOver} periods before it were on its side: the burn-in.
 *
 * <ul>
 *   <li>{@link #optimal} has the blocks that make the worst case best: of the length of the carry-over, the first and the last twice as
 *       long.
 *   <li>{@link #blocks} has blocks of any length, such as a day of 24 hours; the last may be shorter.
 *   <li>A carry-over that is stated too short biases the result; one too long costs precision.
 *   <li>Weekdays and hours differ: take many blocks, which the coin spreads over them.
 * </ul>
 *
 * <p>Analyse by {@link SwitchbackTest}. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * SwitchbackDesign design = SwitchbackDesign.optimal(336, 6);      // two weeks of hours, effects fade within six
 * boolean[] changed = design.treated("free delivery");             // the turns, the same on every server
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2009.00148">Bojinov, Simchi-Levi and Zhao (2023), Design and analysis of switchback
 *     experiments</a>
 */
public final class SwitchbackDesign {

    private record Content(int periods, int carryOver, List<Integer> starts) {}

    private final Content c;
    private final int[] block;

    private SwitchbackDesign(Content c) {
        this.c = c;
        block = new int[c.periods];
        int b = -1;
        for (int t = 0; t < c.periods; t++) {
            if (b + 1 < c.starts.size() && c.starts.get(b + 1) == t) {
                b++;
            }
            block[t] = b;
        }
    }

    /**
     * The blocks that are best against the worst, by Bojinov, Simchi-Levi and Zhao.
     *
     * @param periods a multiple of the carry-over, at least four times it
     * @param carryOver for how many periods after a switch the side before still shows, at least 1
     * @return the design
     */
    public static SwitchbackDesign optimal(int periods, int carryOver) {
        Check.atLeast("carryOver", carryOver, 1);
        if (periods < 4L * carryOver || periods % carryOver != 0) {
            throw new IllegalArgumentException("periods must be a multiple of the carry-over (" + carryOver
                    + "), at least four times it, got " + periods + "; take other periods, or blocks(...)");
        }
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int start = 2 * carryOver; start <= periods - 2 * carryOver; start += carryOver) {
            starts.add(start);
        }
        return new SwitchbackDesign(new Content(periods, carryOver, List.copyOf(starts)));
    }

    /**
     * Blocks of equal length.
     *
     * @param periods at least two blocks
     * @param carryOver for how many periods after a switch the side before still shows, at least 0
     * @param length of a block, at least 1
     * @return the design
     */
    public static SwitchbackDesign blocks(int periods, int carryOver, int length) {
        Check.atLeast("carryOver", carryOver, 0);
        Check.atLeast("length", length, 1);
        if (periods <= length) {
            throw new IllegalArgumentException(
                    "periods must be more than the length of a block (" + length + "), got " + periods);
        }
        Check.atMost("carryOver", carryOver, periods - 1, "one less than there are periods");
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start < periods; start += length) {
            starts.add(start);
        }
        return new SwitchbackDesign(new Content(periods, carryOver, List.copyOf(starts)));
    }

    /** {@return the number of periods} */
    public int periods() {
        return c.periods;
    }

    /** {@return for how many periods after a switch the side before still shows} */
    public int carryOver() {
        return c.carryOver;
    }

    /** {@return the first period of each block, counted from 0} */
    public List<Integer> starts() {
        return c.starts;
    }

    /**
     * The turns: those that {@link Experiment} gives to the block numbers from 0.
     *
     * @param salt of the experiment, not blank
     * @return for each period, whether it has the change
     */
    public boolean[] treated(String salt) {
        Experiment coin = Experiment.of(salt, "before", "change");
        boolean[] treated = new boolean[c.periods];
        for (int t = 0; t < treated.length; t++) {
            treated[t] = coin.variant((long) block[t]) == 1;
        }
        return treated;
    }

    /** The block of a period. */
    int block(int period) {
        return block[period];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SwitchbackDesign that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "SwitchbackDesign[" + c.periods + " periods, " + c.starts.size() + " blocks, carry-over " + c.carryOver
                + "]";
    }
}
