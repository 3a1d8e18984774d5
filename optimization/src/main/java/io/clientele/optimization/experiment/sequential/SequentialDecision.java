package io.clientele.optimization.experiment.sequential;

/** What to do after a look. */
public enum SequentialDecision {
    /** No limit crossed, and more looks may come. */
    CONTINUE,
    /** The upper limit is crossed: the variant is better. */
    STOP_BETTER,
    /** The lower limit is crossed: the variant is worse. */
    STOP_WORSE,
    /** All of the error is spent and no limit was crossed: no effect was found. */
    STOP_NOTHING_FOUND
}
