package io.clientele.core;

import java.util.Objects;

/**
 * How far a fit has come.
 *
 * @param phase what is being done, such as {@code iterations}
 * @param completed steps done so far in this phase
 * @param total steps in this phase, or -1 when that is not known
 */
public record Progress(String phase, long completed, long total) {

    /**
     * Checks that the steps done are between 0 and the total.
     *
     * @param phase what is being done
     * @param completed steps done so far
     * @param total steps in this phase, or -1
     */
    public Progress {
        Objects.requireNonNull(phase, "phase");
        if (completed < 0) {
            throw new IllegalArgumentException("completed must be at least 0, got " + completed);
        }
        if (total < -1) {
            throw new IllegalArgumentException("total must be at least 0, or -1 when unknown, got " + total);
        }
        if (total >= 0 && completed > total) {
            throw new IllegalArgumentException("completed must be at most the total (" + total + "), got " + completed);
        }
    }

    /**
     * The share done.
     *
     * @return a number from 0 to 1, or NaN when the total is not known
     */
    public double fraction() {
        if (total < 0) {
            return Double.NaN;
        }
        return total == 0 ? 1.0 : (double) completed / total;
    }
}
