package io.clientele.segmentation.history;

import java.util.List;
import java.util.Locale;

/** What happened to segments between two times. Immutable; equal by value. */
public final class SegmentTransitions {

    private final List<Transition> transitions;
    private final Membership after;
    private final long common;

    SegmentTransitions(List<Transition> transitions, Membership after, long common) {
        this.transitions = List.copyOf(transitions);
        this.after = after;
        this.common = common;
    }

    /** {@return what happened: survivors first, then splits, mergers, new segments and those gone} */
    public List<Transition> all() {
        return transitions;
    }

    /**
     * The transitions of one kind.
     *
     * @param kind wanted
     * @return those of that kind
     */
    public List<Transition> of(Transition.Kind kind) {
        return transitions.stream().filter(t -> t.kind() == kind).toList();
    }

    /** {@return the newer segmentation, with names that go on} */
    public Membership after() {
        return after;
    }

    /** {@return how many customers were there at both times} */
    public long commonCustomers() {
        return common;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentTransitions that
                && transitions.equals(that.transitions)
                && after.equals(that.after)
                && common == that.common;
    }

    @Override
    public int hashCode() {
        return transitions.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("SegmentTransitions[");
        for (Transition t : transitions) {
            text.append(t.kind().name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(t.from())
                    .append(" -> ")
                    .append(t.to())
                    .append("; ");
        }
        return text.append(common).append(" customers in both]").toString();
    }
}
