package io.clientele.segmentation.history;

import io.clientele.core.internal.check.Check;

/**
 * Keeps a customer in its segment until another one has been seen several times in a row, so that noise does not flip a customer who
 * stands at a border.
 *
 * <p>If a customer who has not moved is misplaced at each look independently with probability p, the chance that a look ends a run
 * of n misplacements, and so changes the segment, is at most pⁿ. A real move shows after n looks, or at once if its margin is clear.
 * Immutable and thread-safe; a state is a small value to be kept with the customer.
 *
 * <pre>{@code
 * SegmentHold hold = SegmentHold.of(3);
 * SegmentHold.State state = hold.start(2);
 * state = hold.next(state, model.predict(row));
 * int shown = state.segment();
 * }</pre>
 */
public final class SegmentHold {

    private final int looks;
    private final double clearMargin;

    private SegmentHold(int looks, double clearMargin) {
        this.looks = looks;
        this.clearMargin = clearMargin;
    }

    /**
     * A hold until another segment has been seen so many times in a row.
     *
     * @param looks at least 1; 1 holds nothing
     * @return the hold
     */
    public static SegmentHold of(int looks) {
        return new SegmentHold(Check.atLeast("looks", looks, 1), Double.POSITIVE_INFINITY);
    }

    /**
     * The same with a margin that needs no second look, such as a distance to the border or a difference of probabilities.
     *
     * @param margin above 0
     * @return a new hold
     */
    public SegmentHold withClearMargin(double margin) {
        return new SegmentHold(looks, Check.positive("margin", margin));
    }

    /**
     * What a customer is shown as, and what it may become.
     *
     * @param segment that is shown
     * @param candidate seen instead at the last look; the same as {@code segment} if there is none
     * @param seen how often in a row the candidate was seen
     */
    public record State(int segment, int candidate, int seen) {}

    /**
     * The state of a customer at its first look.
     *
     * @param segment seen
     * @return the state
     */
    public State start(int segment) {
        return new State(segment, segment, 0);
    }

    /**
     * The state after another look.
     *
     * @param state before
     * @param segment seen now
     * @return the state now
     */
    public State next(State state, int segment) {
        return next(state, segment, 0);
    }

    /**
     * The state after another look with a known margin.
     *
     * @param state before
     * @param segment seen now
     * @param margin of it over the next best, at least 0
     * @return the state now
     */
    public State next(State state, int segment, double margin) {
        Check.atLeast("margin", margin, 0.0);
        if (segment == state.segment()) {
            return start(segment);
        }
        int seen = segment == state.candidate() ? state.seen() + 1 : 1;
        return seen >= looks || margin >= clearMargin ? start(segment) : new State(state.segment(), segment, seen);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentHold that && looks == that.looks && clearMargin == that.clearMargin;
    }

    @Override
    public int hashCode() {
        return 31 * looks + Double.hashCode(clearMargin);
    }

    @Override
    public String toString() {
        return "SegmentHold[looks=" + looks + ", clearMargin=" + clearMargin + "]";
    }
}
