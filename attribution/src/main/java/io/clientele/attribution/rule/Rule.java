package io.clientele.attribution.rule;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What did each channel earn, by a rule that looks at the place of a touch on its path?
 *
 * <p>A rule gives every touch of a path a weight; the weights of a path add up to 1, and its conversions and their value are
 * shared by them. Rules describe a convention, not an effect: they never look at journeys without conversion.
 *
 * <ul>
 *   <li>A path with one touch gives it everything under every rule.
 *   <li>{@link #position}: with two touches the first and last shares are rescaled to 1; with more, the middle share is split
 *       evenly.
 *   <li>{@link #wShaped}: without a milestone between the first and the last touch its share is dropped and the rest rescaled
 *       to 1; likewise the share of the others when there are none.
 *   <li>{@link #lastNonDirect}: a path of direct touches only gives its last touch everything. Names that do not occur in the
 *       table are no error, but a warning of the report.
 *   <li>{@link #timeDecayByTouches} counts touches, because a path table knows no times; by elapsed time see {@link
 *       TimeDecay}.
 *   <li>A table without conversions is refused.
 * </ul>
 *
 * <p>Time O(touches). Immutable and thread-safe.
 *
 * <pre>{@code
 * Attribution uShaped = Rule.position(0.4, 0.2, 0.4).attribute(paths);
 * double[] shares = Rule.linear().shares(List.of("search", "email", "search"));
 * }</pre>
 */
public final class Rule implements Estimator<PathTable, Attribution>, AttributionMethod {

    private record Options(
            RuleShape shape, double first, double middle, double last, double halfLife, Set<String> names) {}

    private final String name;
    private final Options o;

    private Rule(String name, Options o) {
        this.name = name;
        this.o = o;
    }

    private static Rule plain(String name, RuleShape shape) {
        return new Rule(name, new Options(shape, 0, 0, 0, 0, Set.of()));
    }

    /** {@return everything to the first touch} */
    public static Rule first() {
        return plain("first", RuleShape.FIRST);
    }

    /** {@return everything to the last touch} */
    public static Rule last() {
        return plain("last", RuleShape.LAST);
    }

    /**
     * Everything to the last touch that is not direct.
     *
     * @param direct channels by which customers come of themselves, such as {@code direct}; at least one
     * @return the rule
     */
    public static Rule lastNonDirect(Collection<String> direct) {
        return new Rule(
                "last-non-direct",
                new Options(RuleShape.LAST_NON_DIRECT, 0, 0, 0, 0, names("direct channels", direct)));
    }

    /** {@return the same to every touch} */
    public static Rule linear() {
        return plain("linear", RuleShape.LINEAR);
    }

    /**
     * Stated shares to the first touch, to all in between, and to the last.
     *
     * @param first share, at least 0
     * @param middle share of all touches in between, at least 0
     * @param last share, at least 0; the three add up to 1, and the first and the last to more than 0
     * @return the rule
     */
    public static Rule position(double first, double middle, double last) {
        Check.between("first", first, 0, 1);
        Check.between("middle", middle, 0, 1);
        Check.between("last", last, 0, 1);
        if (Math.abs(first + middle + last - 1) > 1e-9) {
            throw new IllegalArgumentException(
                    "the shares must add up to 1, got " + first + " + " + middle + " + " + last);
        }
        if (first + last == 0) {
            throw new IllegalArgumentException(
                    "first and last share must not both be 0, because a path of two touches has no middle");
        }
        return new Rule("position", new Options(RuleShape.POSITION, first, middle, last, 0, Set.of()));
    }

    /** {@return 40 % to the first touch, 20 % to those in between, 40 % to the last} */
    public static Rule uShaped() {
        return position(0.4, 0.2, 0.4);
    }

    /** {@return 20 % to the first touch, 20 % to those in between, 60 % to the last} */
    public static Rule jShaped() {
        return new Rule("j-shaped", position(0.2, 0.2, 0.6).o);
    }

    /** {@return 60 % to the first touch, 20 % to those in between, 20 % to the last} */
    public static Rule inverseJShaped() {
        return new Rule("inverse-j-shaped", position(0.6, 0.2, 0.2).o);
    }

    /**
     * 30 % to the first touch, 30 % to the milestone, 30 % to the last, 10 % to all others.
     *
     * @param milestones channels that make a lead, such as {@code trial}; the first touch of one of them between the first and
     *     the last touch of a path is its milestone; at least one
     * @return the rule
     */
    public static Rule wShaped(Collection<String> milestones) {
        return new Rule("w-shaped", new Options(RuleShape.W_SHAPED, 0.3, 0.1, 0.3, 0, names("milestones", milestones)));
    }

    /**
     * Weights that halve with every so many touches before the last.
     *
     * @param halfLifeTouches touches after which a weight is half of what it was, above 0
     * @return the rule
     */
    public static Rule timeDecayByTouches(double halfLifeTouches) {
        Check.positive("halfLifeTouches", halfLifeTouches);
        return new Rule("time-decay", new Options(RuleShape.DECAY, 0, 0, 0, halfLifeTouches, Set.of()));
    }

    private static Set<String> names(String what, Collection<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        return Set.copyOf(names);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Attribution attribute(PathTable paths, Execution execution) {
        return fit(paths, execution);
    }

    @Override
    public Attribution fit(PathTable paths, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Attribution.requireConversions(paths);
        boolean[] special = special(paths.channels());
        int longest = paths.longest();
        RuleSums sums = Chunks.accumulate(paths, paths.paths(), execution, () -> new RuleSums(this, special, longest));
        FitReport.Builder report = FitReport.builder().rows(paths.journeys());
        for (String channel : new TreeSet<>(o.names)) {
            if (!paths.channels().contains(channel)) {
                report.warning("channel '" + channel + "', named in the rule, is on no path");
            }
        }
        return Attribution.of(name, paths.channels(), sums.conversions(), sums.value(), report.build());
    }

    /**
     * The share of each touch of one path.
     *
     * @param path its channels in order of time, at least one
     * @return shares in the same order; they add up to 1
     */
    public double[] shares(List<String> path) {
        Check.hasRows("the path", path.size());
        double[] weights = new double[path.size()];
        int[] codes = new int[path.size()];
        boolean[] special = special(path);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = i;
        }
        weigh(codes, codes.length, special, weights);
        return weights;
    }

    /**
     * The share of each touch of one journey.
     *
     * @param journeys the table
     * @param journey its number, from 0
     * @return shares in order of time; they add up to 1
     */
    public double[] shares(JourneyTable journeys, int journey) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < journeys.length(journey); i++) {
            path.add(journeys.channels().get(journeys.channel(journey, i)));
        }
        return shares(path);
    }

    private boolean[] special(List<String> channels) {
        boolean[] special = new boolean[channels.size()];
        for (int c = 0; c < special.length; c++) {
            special[c] = o.names.contains(channels.get(c));
        }
        return special;
    }

    /** Weights of a path's touches, adding up to 1. */
    void weigh(int[] codes, int n, boolean[] special, double[] weights) {
        o.shape.weigh(o.first, o.middle, o.last, o.halfLife, codes, n, special, weights);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += weights[i];
        }
        for (int i = 0; i < n; i++) {
            weights[i] /= sum;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rule that && name.equals(that.name) && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return switch (o.shape) {
            case POSITION -> "Rule[" + name + ", " + o.first + ", " + o.middle + ", " + o.last + "]";
            case DECAY -> "Rule[" + name + ", half-life " + o.halfLife + " touches]";
            case LAST_NON_DIRECT, W_SHAPED -> "Rule[" + name + ", " + new TreeSet<>(o.names) + "]";
            default -> "Rule[" + name + "]";
        };
    }
}
