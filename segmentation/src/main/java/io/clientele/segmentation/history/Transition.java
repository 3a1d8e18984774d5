package io.clientele.segmentation.history;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What became of a segment, or where one came from.
 *
 * @param kind of transition
 * @param from names of the segments before; empty for a new one
 * @param to names of the segments after; empty for one that is gone
 * @param share of the customers of {@code from} who are now in {@code to}; 0 for new and gone ones
 * @param centerShift distance between the centres of a survivor, in the units of the features; empty for others and without centres
 */
public record Transition(Kind kind, List<String> from, List<String> to, double share, OptionalDouble centerShift) {

    /** Kinds of transitions. */
    public enum Kind {
        /** Most of its customers are still together, and most of the segment are they. */
        SURVIVED,
        /** Its customers make up most of two or more segments. */
        SPLIT,
        /** Most customers of two or more segments are together now. */
        MERGED,
        /** Comes from no segment before. */
        NEW,
        /** Its customers are scattered over others. */
        GONE
    }
}
