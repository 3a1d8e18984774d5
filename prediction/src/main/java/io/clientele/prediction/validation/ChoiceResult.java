package io.clientele.prediction.validation;

import io.clientele.prediction.evaluation.Metric;
import java.util.List;

/**
 * Which candidate a {@link ModelChoice} keeps, and the differences that decided. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * String why = choice.differences().get(0).toString();
 * }</pre>
 */
public final class ChoiceResult {

    private record Content(List<String> names, List<ValidationResult> results, List<Metric> differences, int chosen) {}

    private final Content c;

    ChoiceResult(List<String> names, List<ValidationResult> results, List<Metric> differences, int chosen) {
        this.c = new Content(List.copyOf(names), List.copyOf(results), List.copyOf(differences), chosen);
    }

    /** {@return the name of the candidate that is kept} */
    public String chosen() {
        return c.names.get(c.chosen);
    }

    /** {@return its number, from 0 for the simplest} */
    public int chosenIndex() {
        return c.chosen;
    }

    /** {@return the names of the candidates, simplest first} */
    public List<String> names() {
        return c.names;
    }

    /** {@return what cross-validation found for each candidate} */
    public List<ValidationResult> results() {
        return c.results;
    }

    /** {@return for each candidate but the first, how much better it is than the one that was kept before it} */
    public List<Metric> differences() {
        return c.differences;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChoiceResult that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "ChoiceResult['" + chosen() + "', " + c.differences + "]";
    }
}
