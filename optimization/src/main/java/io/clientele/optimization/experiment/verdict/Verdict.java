package io.clientele.optimization.experiment.verdict;

import java.util.List;
import java.util.Objects;

/**
 * What to do with one variant, and why. Immutable and thread-safe; equal by value.
 *
 * @see VerdictRule
 */
public final class Verdict {

    record Content(
            Decision decision,
            Effect effect,
            List<GuardrailResult> guardrails,
            List<String> reasons,
            List<String> changes) {}

    private final Content c;

    Verdict(
            Decision decision,
            Effect effect,
            List<GuardrailResult> guardrails,
            List<String> reasons,
            List<String> changes) {
        c = new Content(
                Objects.requireNonNull(decision, "decision"),
                Objects.requireNonNull(effect, "effect"),
                List.copyOf(guardrails),
                List.copyOf(reasons),
                List.copyOf(changes));
    }

    /** {@return what to do} */
    public Decision decision() {
        return c.decision;
    }

    /** {@return the variant that this is about} */
    public String variant() {
        return c.effect.variant();
    }

    /** {@return what the variant did to the primary metric, with interval and method} */
    public Effect effect() {
        return c.effect;
    }

    /** {@return what it did to the guardrails} */
    public List<GuardrailResult> guardrails() {
        return c.guardrails;
    }

    /** {@return why, in sentences} */
    public List<String> reasons() {
        return c.reasons;
    }

    /** {@return what would change the decision, in sentences} */
    public List<String> changes() {
        return c.changes;
    }

    /** {@return everything, in sentences} */
    public List<String> words() {
        return Words.of(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Verdict that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return c.decision.words() + ": '" + variant() + "'";
    }
}
