package io.clientele.core.stats;

import io.clientele.core.internal.check.Check;

/**
 * A range that covers the true value with a stated confidence.
 *
 * @param lower end; may be negative infinity
 * @param upper end; may be infinity; not below {@code lower}
 * @param confidence the share of such intervals that cover the truth, such as 0.95
 */
public record Interval(double lower, double upper, double confidence) {

    /**
     * Checks the ends and the confidence.
     *
     * @param lower end
     * @param upper end
     * @param confidence share
     */
    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("lower must be at most upper, got " + lower + " and " + upper);
        }
        if (lower == Double.POSITIVE_INFINITY || upper == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("an interval must hold a number, got " + lower + " and " + upper);
        }
        Check.confidence(confidence);
    }

    /**
     * Whether a value lies in the interval, ends included.
     *
     * @param value to look for
     * @return true if it does
     */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /** {@return upper less lower} */
    public double width() {
        return upper - lower;
    }
}
