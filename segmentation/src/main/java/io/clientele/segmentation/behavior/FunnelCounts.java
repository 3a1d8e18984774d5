package io.clientele.segmentation.behavior;

import io.clientele.core.data.Dictionary;
import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Proportions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How deep customers went into a funnel. Steps count from 1. Immutable and thread-safe. */
public final class FunnelCounts {

    private final List<String> steps;
    private final Dictionary customers;
    private final int[] depths;
    private final int[] reached;

    FunnelCounts(List<String> steps, Dictionary customers, int[] depths) {
        this.steps = steps;
        this.customers = customers;
        this.depths = depths;
        this.reached = new int[steps.size()];
        for (int depth : depths) {
            for (int s = 0; s < depth; s++) {
                reached[s]++;
            }
        }
    }

    /** {@return the kinds of the steps} */
    public List<String> steps() {
        return steps;
    }

    /** {@return how many customers have activities; the codes of {@link #depth} go up to it} */
    public int customers() {
        return depths.length;
    }

    /**
     * The id of a customer.
     *
     * @param code of the customer in the log
     * @return the id
     */
    public String customer(int code) {
        return customers.id(code);
    }

    /**
     * How deep a customer went.
     *
     * @param code of the customer in the log
     * @return the number of steps; 0 for none
     */
    public int depth(int code) {
        return depths[code];
    }

    /**
     * How many customers reached a step.
     *
     * @param step from 1
     * @return their number
     */
    public int reached(int step) {
        Check.between("step", step, 1, steps.size());
        return reached[step - 1];
    }

    /**
     * The share of those at one step who reached the next.
     *
     * @param step the earlier one, from 1
     * @return the share; empty if nobody reached it
     */
    public OptionalDouble conversion(int step) {
        Check.between("step", step, 1, steps.size() - 1.0);
        int before = reached[step - 1];
        return before == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) reached[step] / before);
    }

    /**
     * How sure that share is.
     *
     * @param step the earlier one, from 1
     * @param confidence such as 0.95
     * @return Wilson interval; empty if nobody reached it
     */
    public Optional<Interval> conversion(int step, double confidence) {
        Check.confidence(confidence);
        Check.between("step", step, 1, steps.size() - 1.0);
        int before = reached[step - 1];
        return before == 0 ? Optional.empty() : Optional.of(Proportions.wilson(reached[step], before, confidence));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("FunnelCounts[");
        for (int s = 0; s < reached.length; s++) {
            text.append(s == 0 ? "" : " > ").append(steps.get(s)).append(' ').append(reached[s]);
        }
        return text.append("]").toString();
    }
}
