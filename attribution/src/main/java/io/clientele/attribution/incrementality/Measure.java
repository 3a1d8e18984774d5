package io.clientele.attribution.incrementality;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;

/**
 * What an experiment found that a channel added.
 *
 * @param added conversions, may be negative; such as {@link Incrementality#total()}; within the interval
 * @param interval around them, such as {@link Incrementality#totalInterval()}
 */
public record Measure(double added, Interval interval) {

    /**
     * Checks the numbers.
     *
     * @param added finite, within the interval
     * @param interval around it
     */
    public Measure {
        Check.finite("added", added);
        if (!interval.contains(added)) {
            throw new IllegalArgumentException("what was added must lie in its interval, got " + added + " and "
                    + interval.lower() + " to " + interval.upper());
        }
    }
}
