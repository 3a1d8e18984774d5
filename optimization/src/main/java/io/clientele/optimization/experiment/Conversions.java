package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Proportions;
import java.util.Objects;

/**
 * How many units of a variant did what was hoped for.
 *
 * @param variant name of the variant, such as {@code "control"}
 * @param successes how many did, from 0 to {@code trials}
 * @param trials how many units there were, at least 1 and at most 2<sup>53</sup>
 */
public record Conversions(String variant, long successes, long trials) {

    private static final long MOST = 1L << 53;

    /**
     * Checks the counts.
     *
     * @param variant name
     * @param successes count
     * @param trials count
     */
    public Conversions {
        Objects.requireNonNull(variant, "variant");
        String place = "variant '" + variant + "': ";
        if (trials < 1 || trials > MOST) {
            throw new IllegalArgumentException(place + "trials must be from 1 to 2^53, got " + trials
                    + (trials == 0 ? "; leave a variant without units out" : ""));
        }
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(place + "successes must be from 0 to the number of trials (" + trials
                    + "), got " + successes + "; count each unit once");
        }
    }

    /** {@return successes by trials} */
    public double rate() {
        return (double) successes / trials;
    }

    /**
     * Adds other units of the same variant.
     *
     * @param later their counts
     * @return both together, under this one's name
     */
    public Conversions plus(Conversions later) {
        return new Conversions(variant, Math.addExact(successes, later.successes), Math.addExact(trials, later.trials));
    }

    /**
     * Takes units away, as if they had never been counted.
     *
     * @param some counts of units that are among these, and not all of them
     * @return the others
     */
    public Conversions minus(Conversions some) {
        return new Conversions(variant, successes - some.successes, trials - some.trials);
    }

    /** {@return trials less successes} */
    public long failures() {
        return trials - successes;
    }

    /**
     * Wilson's score interval of the rate.
     *
     * @param confidence such as 0.95
     * @return the interval
     */
    public Interval interval(double confidence) {
        return Proportions.wilson((double) successes, (double) trials, Check.confidence(confidence));
    }
}
