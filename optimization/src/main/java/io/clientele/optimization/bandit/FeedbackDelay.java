package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;

/**
 * How long successes take to become known: the distribution function of the time from trial to success, among trials that succeed.
 *
 * <p>Implementations are thread-safe and give the same answer every time.
 */
@FunctionalInterface
public interface FeedbackDelay {

    /**
     * The share of successes that is known after a time.
     *
     * @param days since the trial, at least 0
     * @return from 0 to 1, rising in the days
     */
    double known(double days);

    /**
     * Successes come at a constant rate: 1 - exp(-days / mean).
     *
     * @param meanDays average time from trial to success, above 0
     * @return the delay
     */
    static FeedbackDelay exponential(double meanDays) {
        record Exponential(double meanDays) implements FeedbackDelay {
            @Override
            public double known(double days) {
                return -StrictMath.expm1(-days / meanDays);
            }
        }
        return new Exponential(Check.positive("meanDays", meanDays));
    }
}
