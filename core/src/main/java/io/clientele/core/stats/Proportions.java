package io.clientele.core.stats;

import io.clientele.core.internal.check.Check;

/** Intervals for shares and for their difference. Stateless and thread-safe. */
public final class Proportions {

    private Proportions() {}

    /**
     * Wilson's (1927) score interval, good also for few trials and shares near 0 or 1.
     *
     * @param successes between 0 and {@code trials}; may be fractional
     * @param trials above 0
     * @param confidence such as 0.95
     * @return the interval, within [0, 1]
     */
    public static Interval wilson(double successes, double trials, double confidence) {
        check(successes, trials);
        double z = Distributions.normalTwoSided(Check.confidence(confidence));
        double p = successes / trials;
        double zz = z * z / trials;
        double middle = (p + zz / 2) / (1 + zz);
        double half = z / (1 + zz) * Math.sqrt(p * (1 - p) / trials + zz / (4 * trials));
        double lower = successes == 0 ? 0 : Math.max(0, middle - half);
        double upper = successes == trials ? 1 : Math.min(1, middle + half);
        return new Interval(lower, upper, confidence);
    }

    /**
     * Clopper and Pearson's (1934) exact interval: never covers less than stated.
     *
     * @param successes whole number between 0 and {@code trials}
     * @param trials whole number above 0
     * @param confidence such as 0.95
     * @return the interval
     */
    public static Interval clopperPearson(double successes, double trials, double confidence) {
        check(successes, trials);
        double tail = (1 - Check.confidence(confidence)) / 2;
        double lower = successes == 0 ? 0 : Distributions.betaQuantile(tail, successes, trials - successes + 1);
        double upper =
                successes == trials ? 1 : Distributions.betaQuantile(1 - tail, successes + 1, trials - successes);
        return new Interval(lower, upper, confidence);
    }

    /**
     * Newcombe's (1998, method 10) interval for share 1 less share 2, from two Wilson intervals.
     *
     * @param successes1 of the first
     * @param trials1 of the first
     * @param successes2 of the second
     * @param trials2 of the second
     * @param confidence such as 0.95
     * @return the interval of the difference
     */
    public static Interval newcombe(
            double successes1, double trials1, double successes2, double trials2, double confidence) {
        Interval a = wilson(successes1, trials1, confidence);
        Interval b = wilson(successes2, trials2, confidence);
        double p = successes1 / trials1;
        double q = successes2 / trials2;
        double lower = p - q - Math.hypot(p - a.lower(), b.upper() - q);
        double upper = p - q + Math.hypot(a.upper() - p, q - b.lower());
        return new Interval(lower, upper, confidence);
    }

    private static void check(double successes, double trials) {
        Check.positive("trials", trials);
        if (!(successes >= 0 && successes <= trials)) {
            throw new IllegalArgumentException(
                    "successes must be between 0 and the number of trials (" + trials + "), got " + successes);
        }
    }
}
