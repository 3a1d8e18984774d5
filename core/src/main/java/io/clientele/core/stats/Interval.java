package io.clientele.core.stats;

import io.clientele.core.internal.check.Check;

/**
 * A range that covers the true value with a stated confidence.
 *
 * @param lower end; may be infinite: both ends are where a time lies beyond all that was observed
 * @param upper end; may be infinite; not below {@code lower}
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

    /** {@return upper less lower; 0 if both ends are the same infinity} */
    public double width() {
        return lower == upper ? 0 : upper - lower;
    }
}
