package io.clientele.optimization.experiment.verdict;

import java.util.Objects;

/**
 * Whether one thing that must hold for an experiment to be believed does hold.
 *
 * @param name such as {@code sample ratio}
 * @param status what came out
 * @param p chance of what was seen if all is well
 * @param words a sentence
 */
public record HealthCheck(String name, Status status, double p, String words) {

    /** What came out. */
    public enum Status {

        /** Nothing to be seen. */
        PASSED,

        /** The result holds, but read it with this in mind. */
        WARNING,

        /** The result does not hold. */
        FAILED
    }

    /**
     * Takes the values over.
     *
     * @param name of the check
     * @param status what came out
     * @param p chance
     * @param words a sentence
     */
    public HealthCheck {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(words, "words");
    }
}
