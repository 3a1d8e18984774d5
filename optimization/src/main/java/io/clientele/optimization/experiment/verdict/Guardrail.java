package io.clientele.optimization.experiment.verdict;

import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * A metric that must not get worse by more than a margin.
 *
 * @param metric name
 * @param better which way it is better
 * @param margin the largest loss that does not matter, in the metric's unit; at least 0
 */
public record Guardrail(String metric, Direction better, double margin) {

    /**
     * Checks the values.
     *
     * @param metric name
     * @param better direction
     * @param margin at least 0
     */
    public Guardrail {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(better, "better");
        Check.atLeast("margin of guardrail '" + metric + "'", margin, 0.0);
    }

    GuardrailResult judge(Effect effect) {
        GuardrailResult.Outcome outcome = effect.worst(better) > -margin
                ? GuardrailResult.Outcome.KEPT
                : effect.best(better) < -margin ? GuardrailResult.Outcome.BROKEN : GuardrailResult.Outcome.UNDECIDED;
        return new GuardrailResult(this, effect, outcome);
    }
}
