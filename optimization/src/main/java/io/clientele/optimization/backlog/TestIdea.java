package io.clientele.optimization.backlog;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.experiment.EffectPrior;
import java.util.Objects;

/**
 * A change that could be tested: where it works, on how many, and what is believed of it.
 *
 * @param name of the change
 * @param unitsPerWeek how many units meet it a week, above 0
 * @param rate of success without it, above 0 and below 1
 * @param valuePerSuccess what one more success is worth, above 0
 * @param buildCost what it takes to make it, 0 or more
 * @param prior of its effect on the log odds of success (for small rates nearly the relative lift), such as from past tests
 * @param evidence why it was thought of, in words; may be empty
 */
public record TestIdea(
        String name,
        double unitsPerWeek,
        double rate,
        double valuePerSuccess,
        double buildCost,
        EffectPrior prior,
        String evidence) {

    /**
     * Checks the numbers.
     *
     * @param name of the change
     * @param unitsPerWeek units
     * @param rate of success
     * @param valuePerSuccess value
     * @param buildCost cost
     * @param prior of the effect
     * @param evidence in words
     */
    public TestIdea {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(prior, "prior");
        Objects.requireNonNull(evidence, "evidence");
        String place = "idea '" + name + "': ";
        Check.positive(place + "unitsPerWeek", unitsPerWeek);
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException(place + "rate must be above 0 and below 1, got " + rate);
        }
        Check.positive(place + "valuePerSuccess", valuePerSuccess);
        Check.atLeast(place + "buildCost", buildCost, 0.0);
    }

    /** What one unit of log odds more is worth a week, if everybody has it. */
    double valuePerWeek() {
        return unitsPerWeek * rate * (1 - rate) * valuePerSuccess;
    }
}
