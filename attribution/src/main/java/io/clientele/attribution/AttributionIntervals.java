package io.clientele.attribution;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Credits with an interval and a standard error for each, and, where they come from draws, how far the order of the channels may
 * change by chance. Immutable, thread-safe, equal by value.
 */
public final class AttributionIntervals {

    private final Attribution estimate;
    private final List<Interval> conversions;
    private final List<Interval> value;
    private final double[] standardErrors;
    /** Empty where there were no draws. */
    private final List<Interval> ranks;

    private AttributionIntervals(
            Attribution estimate,
            List<Interval> conversions,
            List<Interval> value,
            double[] standardErrors,
            List<Interval> ranks) {
        this.estimate = estimate;
        this.conversions = conversions;
        this.value = value;
        this.standardErrors = standardErrors;
        this.ranks = ranks;
    }

    /**
     * Credits with intervals that were computed otherwise.
     *
     * @param estimate credits of what was seen
     * @param conversions an interval for every channel, in their order
     * @param value the same in value
     * @param standardErrors of the conversions of every channel, at least 0
     * @return the intervals, without ranks
     */
    public static AttributionIntervals of(
            Attribution estimate, List<Interval> conversions, List<Interval> value, double[] standardErrors) {
        int n = estimate.channels().size();
        Check.length("conversions", conversions.size(), n, "one interval per channel");
        Check.length("value", value.size(), n, "one interval per channel");
        Check.length("standardErrors", standardErrors.length, n, "one error per channel");
        for (int c = 0; c < n; c++) {
            Check.atLeast("standard error of channel '" + estimate.channels().get(c) + "'", standardErrors[c], 0.0);
        }
        return new AttributionIntervals(
                estimate, List.copyOf(conversions), List.copyOf(value), standardErrors.clone(), List.of());
    }

    /**
     * Intervals from the credits of B draws: from the (B + 1) (1 - confidence) / 2-th smallest to the one as far from the
     * largest, so that a further draw would lie between them with the stated confidence (Davison and Hinkley 1997, 5.3.1).
     *
     * @param estimate credits of what was seen
     * @param conversions a row of credits for every draw, at least two
     * @param value the same in value
     * @param confidence above 0 and below 1
     * @return the intervals
     */
    public static AttributionIntervals of(
            Attribution estimate, double[][] conversions, double[][] value, double confidence) {
        Check.confidence(confidence);
        Check.atLeast("draws", conversions.length, 2);
        int n = estimate.channels().size();
        return new AttributionIntervals(
                Objects.requireNonNull(estimate, "estimate"),
                intervals(conversions, n, confidence),
                intervals(value, n, confidence),
                standardErrors(conversions, n),
                ranks(conversions, n, confidence));
    }

    /** Places by conversions in each draw: 1 for the most, ties share the better one; whole numbers, widened where between two. */
    private static List<Interval> ranks(double[][] draws, int n, double confidence) {
        double[][] ranks = new double[draws.length][n];
        for (int b = 0; b < draws.length; b++) {
            double[] sorted = draws[b].clone();
            Arrays.sort(sorted);
            for (int c = 0; c < n; c++) {
                int above = n;
                while (above > 0 && sorted[above - 1] > draws[b][c]) {
                    above--;
                }
                ranks[b][c] = 1 + n - above;
            }
        }
        return intervals(ranks, n, confidence).stream()
                .map(i -> new Interval(Math.floor(i.lower()), Math.ceil(i.upper()), confidence))
                .toList();
    }

    private static List<Interval> intervals(double[][] draws, int n, double confidence) {
        List<Interval> intervals = new ArrayList<>();
        double[] column = new double[draws.length];
        for (int c = 0; c < n; c++) {
            for (int b = 0; b < column.length; b++) {
                column[b] = draws[b][c];
            }
            Arrays.sort(column);
            double tail = (1 - confidence) / 2;
            intervals.add(new Interval(quantile(column, tail), quantile(column, 1 - tail), confidence));
        }
        return List.copyOf(intervals);
    }

    /** The p (B + 1)-th smallest of B draws, interpolated; within the draws. */
    private static double quantile(double[] sorted, double p) {
        double at = Math.max(0, Math.min(sorted.length - 1, p * (sorted.length + 1) - 1));
        int below = Math.min((int) at, sorted.length - 2);
        return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
    }

    private static double[] standardErrors(double[][] draws, int n) {
        double[] errors = new double[n];
        for (int c = 0; c < n; c++) {
            double mean = 0;
            for (double[] draw : draws) {
                mean += draw[c] / draws.length;
            }
            double squares = 0;
            for (double[] draw : draws) {
                squares += (draw[c] - mean) * (draw[c] - mean);
            }
            errors[c] = Math.sqrt(squares / (draws.length - 1));
        }
        return errors;
    }

    /** {@return the credits of what was seen} */
    public Attribution estimate() {
        return estimate;
    }

    /**
     * The interval of a channel's conversions.
     *
     * @param channel its name
     * @return the interval
     */
    public Interval conversions(String channel) {
        return conversions.get(code(channel));
    }

    /**
     * The interval of a channel's value.
     *
     * @param channel its name
     * @return the interval
     */
    public Interval value(String channel) {
        return value.get(code(channel));
    }

    /**
     * The standard error of a channel's conversions: the standard deviation of the draws.
     *
     * @param channel its name
     * @return at least 0
     */
    public double standardError(String channel) {
        return standardErrors[code(channel)];
    }

    /**
     * The places that a channel takes by conversions, 1 for the most: how far its rank may change by chance.
     *
     * @param channel its name
     * @return whole numbers; empty where the intervals do not come from draws
     */
    public Optional<Interval> rank(String channel) {
        int code = code(channel);
        return ranks.isEmpty() ? Optional.empty() : Optional.of(ranks.get(code));
    }

    private int code(String channel) {
        int code = estimate.channels().indexOf(channel);
        if (code < 0) {
            throw new IllegalArgumentException(
                    "there is no channel '" + channel + "'; channels are " + estimate.channels());
        }
        return code;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AttributionIntervals that
                && estimate.equals(that.estimate)
                && conversions.equals(that.conversions)
                && value.equals(that.value)
                && Arrays.equals(standardErrors, that.standardErrors)
                && ranks.equals(that.ranks);
    }

    @Override
    public int hashCode() {
        return 31 * estimate.hashCode() + conversions.hashCode();
    }

    @Override
    public String toString() {
        return "AttributionIntervals[" + estimate.method() + ", " + conversions.size() + " channels]";
    }
}
