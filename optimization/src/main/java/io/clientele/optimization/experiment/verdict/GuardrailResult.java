package io.clientele.optimization.experiment.verdict;

/**
 * What a variant did to a guardrail.
 *
 * @param guardrail what must not happen
 * @param effect what happened
 * @param outcome what that means
 */
public record GuardrailResult(Guardrail guardrail, Effect effect, Outcome outcome) {

    /** Where the interval lies. */
    public enum Outcome {

        /** All of it is better than the margin: non-inferior. */
        KEPT,

        /** All of it is worse than the margin. */
        BROKEN,

        /** The margin is inside: not known yet. */
        UNDECIDED
    }
}
