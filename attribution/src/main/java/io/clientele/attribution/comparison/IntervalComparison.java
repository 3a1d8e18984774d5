package io.clientele.attribution.comparison;

import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.PathResampling;
import io.clientele.core.Execution;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Do methods differ by more than chance, and is the order of the channels more than chance? Several methods side by side, each with
 * its intervals, from the same draws.
 *
 * <ul>
 *   <li>Where the intervals of two methods do not overlap, they disagree, and more data will not reconcile them. Where they
 *       overlap, chance may hide a difference: they see the same draws, so that overlapping is no proof of agreement.
 *   <li>A rank that no draw changes is stable; {@link #rank} spans the ranks of all methods.
 * </ul>
 *
 * <p>Time: that of the methods, times the number of draws. Immutable, thread-safe, equal by value.
 *
 * <pre>{@code
 * IntervalComparison all = IntervalComparison.of(
 *         journeys.resampling(42), Comparison.usual(), Bootstrap.of(200), Execution.sequential());
 * List<Disagreement> beyondChance = all.disagreements();
 * }</pre>
 */
public final class IntervalComparison {

    private final List<AttributionIntervals> intervals;
    private final Comparison estimates;

    private IntervalComparison(List<AttributionIntervals> intervals, Comparison estimates) {
        this.intervals = intervals;
        this.estimates = estimates;
    }

    /**
     * Runs several methods on the same draws.
     *
     * @param resampling what to draw
     * @param methods at least one, under different names
     * @param bootstrap how often, and at which confidence
     * @param execution how to run
     * @return their intervals
     */
    public static IntervalComparison of(
            PathResampling resampling, List<AttributionMethod> methods, Bootstrap bootstrap, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        List<AttributionIntervals> intervals = new ArrayList<>();
        for (AttributionMethod method : methods) {
            intervals.add(bootstrap.intervals(method, resampling, execution));
            execution.progress("methods with intervals", intervals.size(), methods.size());
        }
        return of(intervals);
    }

    /**
     * Puts intervals side by side that were computed already.
     *
     * @param intervals at least one, of the same channels, of methods with different names
     * @return the comparison
     */
    public static IntervalComparison of(List<AttributionIntervals> intervals) {
        Comparison estimates = Comparison.of(
                intervals.stream().map(AttributionIntervals::estimate).toList());
        return new IntervalComparison(List.copyOf(intervals), estimates);
    }

    /** {@return the credits without intervals, with their ranks and how far these agree} */
    public Comparison estimates() {
        return estimates;
    }

    /** {@return the intervals of each method, in the order in which they were asked for} */
    public List<AttributionIntervals> intervals() {
        return intervals;
    }

    /**
     * The intervals of one method.
     *
     * @param method its name
     * @return its intervals
     */
    public AttributionIntervals intervals(String method) {
        return intervals.get(estimates.attributions().indexOf(estimates.attribution(method)));
    }

    /**
     * Whether the intervals of two methods overlap for a channel's conversions.
     *
     * @param channel its name
     * @param first name of a method
     * @param second name of a method
     * @return true if they have a value in common
     */
    public boolean overlap(String channel, String first, String second) {
        Interval one = intervals(first).conversions(channel);
        Interval two = intervals(second).conversions(channel);
        return one.lower() <= two.upper() && two.lower() <= one.upper();
    }

    /** {@return all pairs of methods and channels without overlap, by channel, then in the order of the methods} */
    public List<Disagreement> disagreements() {
        List<Disagreement> found = new ArrayList<>();
        for (String channel : estimates.channels()) {
            for (AttributionIntervals one : intervals) {
                for (AttributionIntervals two : intervals) {
                    Interval higher = one.conversions(channel);
                    Interval lower = two.conversions(channel);
                    if (higher.lower() > lower.upper()) {
                        found.add(new Disagreement(
                                channel, one.estimate().method(), two.estimate().method(), higher, lower));
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /**
     * From the best to the worst place by conversions that a channel takes under any method and in the draws of any that has
     * some.
     *
     * @param channel its name
     * @return whole numbers, 1 for the most
     */
    public Interval rank(String channel) {
        int code = estimates.channels().indexOf(channel);
        double best = Double.POSITIVE_INFINITY;
        double worst = 0;
        for (AttributionIntervals method : intervals) {
            Interval own = method.conversions(channel);
            int seen = estimates.ranks(method.estimate().method())[code];
            Interval drawn = method.rank(channel).orElse(new Interval(seen, seen, own.confidence()));
            best = Math.min(best, Math.min(seen, drawn.lower()));
            worst = Math.max(worst, Math.max(seen, drawn.upper()));
        }
        return new Interval(best, worst, intervals.get(0).conversions(channel).confidence());
    }

    /** {@return a table for people: a line a channel, conversions with their interval under each method, and the places} */
    public String table() {
        int width = 8;
        for (String channel : estimates.channels()) {
            width = Math.max(width, channel.length());
        }
        StringBuilder text = new StringBuilder(left("channel", width));
        for (AttributionIntervals method : intervals) {
            text.append("  ").append(right(method.estimate().method(), 24));
        }
        text.append("  ").append(right("places", 7));
        for (String channel : estimates.channels()) {
            text.append('\n').append(left(channel, width));
            for (AttributionIntervals method : intervals) {
                Interval sure = method.conversions(channel);
                text.append("  ")
                        .append(right(
                                String.format(
                                        Locale.ROOT,
                                        "%.1f [%.0f %.0f]",
                                        method.estimate().credit(channel).conversions(),
                                        sure.lower(),
                                        sure.upper()),
                                24));
            }
            Interval rank = rank(channel);
            String places = rank.width() == 0
                    ? String.format(Locale.ROOT, "%.0f", rank.lower())
                    : String.format(Locale.ROOT, "%.0f-%.0f", rank.lower(), rank.upper());
            text.append("  ").append(right(places, 7));
        }
        return text.append('\n').toString();
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntervalComparison that && intervals.equals(that.intervals);
    }

    @Override
    public int hashCode() {
        return intervals.hashCode();
    }

    @Override
    public String toString() {
        return "IntervalComparison" + intervals;
    }
}
