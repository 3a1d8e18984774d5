package io.clientele.optimization.experiment.verdict;

/** What to do with a variant. */
public enum Decision {

    /** Give it to everybody: the metric is better, and no guardrail is harmed. */
    SHIP("Ship"),

    /** Leave everything as it was: the variant is worse, harms a guardrail, or has not shown that it is better. */
    STOP("Stop"),

    /** It is too early to say. */
    KEEP_RUNNING("Keep running"),

    /** The experiment is broken; its numbers mean nothing until the cause is found. */
    NO_DECISION("No decision");

    private final String words;

    Decision(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
