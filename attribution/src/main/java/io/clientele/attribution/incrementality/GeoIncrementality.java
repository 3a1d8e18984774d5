package io.clientele.attribution.incrementality;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a channel added in the geos that had it, by {@link GeoHoldOut}. Immutable, thread-safe, equal by value.
 *
 * <p>Amounts are in the unit of the panel, for one geo and one period unless said otherwise.
 */
public final class GeoIncrementality {

    private record Content(
            int treatedGeos,
            int controlGeos,
            int periodsBefore,
            int periodsAfter,
            double difference,
            double treatedMean,
            Interval interval,
            double p,
            Optional<Interval> permutationInterval,
            double permutationP,
            int assignments,
            boolean exact,
            double inTimeP,
            List<String> warnings) {}

    private final Content c;

    private GeoIncrementality(Content c) {
        this.c = c;
    }

    static GeoIncrementality of(GeoChanges changes, double confidence, int draws, long seed) {
        double[] treated = changes.changes(true);
        double[] control = changes.changes(false);
        List<String> warnings = new ArrayList<>();
        Welch welch = Welch.of(treated, control, confidence);
        if (treated.length == 1 || control.length == 1) {
            warnings.add("there is one " + (treated.length == 1 ? "treated" : "control")
                    + " geo; its variance is taken to be that of the others");
        }
        Placebos placebos = Placebos.of(changes.change, changes.treated, draws, seed);
        Optional<Interval> permutation = placebos.interval(confidence);
        if (permutation.isEmpty()) {
            warnings.add("with " + placebos.size()
                    + " ways to draw the treated geos no effect can be rejected at a confidence of " + confidence
                    + ", so there is no permutation interval; use more geos");
        }
        return new GeoIncrementality(new Content(
                treated.length,
                control.length,
                changes.before,
                changes.after,
                welch.difference(),
                changes.treatedMean,
                welch.interval(),
                welch.p(),
                permutation,
                placebos.p(),
                placebos.size(),
                placebos.exact(),
                changes.inTimeP(),
                List.copyOf(warnings)));
    }

    /** {@return how many geos had the channel} */
    public int treatedGeos() {
        return c.treatedGeos;
    }

    /** {@return how many geos had not} */
    public int controlGeos() {
        return c.controlGeos;
    }

    /** {@return periods before the start} */
    public int periodsBefore() {
        return c.periodsBefore;
    }

    /** {@return periods from the start on} */
    public int periodsAfter() {
        return c.periodsAfter;
    }

    /** {@return what the channel added in a treated geo and a period: the difference of the changes} */
    public double difference() {
        return c.difference;
    }

    /** {@return what a treated geo would have had in a period after the start without the channel, by this estimate} */
    public double expected() {
        return c.treatedMean - c.difference;
    }

    /** {@return Welch's t interval of {@link #difference}, the geo as the unit} */
    public Interval interval() {
        return c.interval;
    }

    /** {@return two-sided p-value of no difference, Welch's t} */
    public double p() {
        return c.p;
    }

    /** {@return effects that the permutation test does not reject; empty where there are too few ways to draw geos} */
    public Optional<Interval> permutationInterval() {
        return c.permutationInterval;
    }

    /** {@return share of the draws of as many geos whose difference is at least as large, the one that was made included} */
    public double permutationP() {
        return c.permutationP;
    }

    /** {@return how many draws the permutation test went through, the one that was made included} */
    public int assignments() {
        return c.assignments;
    }

    /** {@return whether these were all draws there are; otherwise they are random} */
    public boolean exact() {
        return c.exact;
    }

    /** {@return share of runs of periods, round the end of the series, with a gap between the groups as large as after the start} */
    public double inTimeP() {
        return c.inTimeP;
    }

    /** {@return what the channel added in all treated geos and all periods after the start} */
    public double total() {
        return (double) c.treatedGeos * c.periodsAfter * c.difference;
    }

    /** {@return the interval of {@link #total}, from {@link #interval}} */
    public Interval totalInterval() {
        double cells = (double) c.treatedGeos * c.periodsAfter;
        return new Interval(cells * c.interval.lower(), cells * c.interval.upper(), c.interval.confidence());
    }

    /** {@return what the user should know, in words; empty when all is well} */
    public List<String> warnings() {
        return c.warnings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GeoIncrementality that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "GeoIncrementality[" + c.difference + " from " + c.interval.lower() + " to " + c.interval.upper()
                + ", permutation p " + c.permutationP + "]";
    }

    /** Difference of two means with its t interval. */
    private record Welch(double difference, Interval interval, double p) {

        static Welch of(double[] treated, double[] control, double confidence) {
            if (treated.length > 1 && control.length > 1) {
                Incrementality both = Incrementality.of(
                        Group.of("treated", treated, new double[treated.length]),
                        Group.of("control", control, new double[control.length]),
                        confidence);
                return new Welch(both.difference(), both.interval(), both.p());
            }
            double[] many = treated.length > 1 ? treated : control;
            Group group = Group.of("larger", many, new double[many.length]);
            double difference = treated.length > 1 ? group.mean() - control[0] : treated[0] - group.mean();
            int degrees = many.length - 1;
            double error = Math.sqrt(group.squares() / degrees * (1 + 1.0 / many.length));
            double reach = error * Distributions.studentQuantile(0.5 + confidence / 2, degrees);
            double p = error > 0
                    ? Math.min(1, 2 * Distributions.studentSurvival(Math.abs(difference) / error, degrees))
                    : difference == 0 ? 1 : 0;
            return new Welch(difference, new Interval(difference - reach, difference + reach, confidence), p);
        }
    }
}
