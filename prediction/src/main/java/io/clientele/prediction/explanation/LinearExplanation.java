package io.clientele.prediction.explanation;

import io.clientele.core.internal.check.Check;
import java.util.Comparator;
import java.util.List;

/**
 * The log-odds of one customer in parts. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * for (Contribution part : explanation.strongest(3)) {
 *     String line = part.inWords();
 * }
 * }</pre>
 */
public final class LinearExplanation {

    private record Content(double averageLogOdds, double logOdds, List<Contribution> contributions) {}

    private final Content c;

    LinearExplanation(double averageLogOdds, double logOdds, List<Contribution> contributions) {
        this.c = new Content(averageLogOdds, logOdds, contributions);
    }

    /** {@return the log-odds of the average customer} */
    public double averageLogOdds() {
        return c.averageLogOdds;
    }

    /** {@return the log-odds of this customer: those of the average customer and all contributions} */
    public double logOdds() {
        return c.logOdds;
    }

    /** {@return one part per feature, in the order of the features} */
    public List<Contribution> contributions() {
        return c.contributions;
    }

    /**
     * The parts that matter most, whichever way; those of 0 are left out, and equal ones stay in the order of the features.
     *
     * @param most how many, at least 1
     * @return strongest first
     */
    public List<Contribution> strongest(int most) {
        Check.atLeast("most", most, 1);
        return c.contributions.stream()
                .filter(part -> part.logOdds() != 0)
                .sorted(Comparator.comparingDouble((Contribution part) -> -Math.abs(part.logOdds())))
                .limit(most)
                .toList();
    }

    /**
     * The parts that pull the probability down, as they are named when something is refused.
     *
     * @param most how many, at least 1
     * @return strongest first
     */
    public List<Contribution> against(int most) {
        Check.atLeast("most", most, 1);
        return strongest(c.contributions.size()).stream()
                .filter(part -> part.logOdds() < 0)
                .limit(most)
                .toList();
    }

    /**
     * Reason codes in words.
     *
     * @param most how many, at least 1
     * @return one sentence per part, strongest first
     */
    public List<String> reasons(int most) {
        return strongest(most).stream().map(Contribution::inWords).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearExplanation that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "LinearExplanation[" + c.logOdds + " against " + c.averageLogOdds + ": "
                + reasons(c.contributions.size()) + "]";
    }
}
