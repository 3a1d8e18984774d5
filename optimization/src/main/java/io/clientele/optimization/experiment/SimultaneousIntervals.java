package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Intervals for several differences that all hold together with the stated confidence, and p-values that say the same as they do.
 *
 * <p>Usual tools adjust p-values by Holm's rule and print intervals that do not fit them, so that a "significant" difference may have
 * an interval across 0. Here a difference is significant if and only if its interval lies on one side of 0.
 *
 * <ul>
 *   <li>Holm's rule is applied to each direction with half of the error. Of a difference found while others are not, all that is known
 *       is its sign: its interval ends at 0. That is the price of finding more than Bonferroni's rule does.
 *   <li>Valid for any dependence of the differences, such as a common control.
 *   <li>One difference: the usual interval.
 * </ul>
 *
 * <p>Time O(m log m). Stateless and thread-safe.
 *
 * <pre>{@code
 * SimultaneousIntervals holm = SimultaneousIntervals.holm(0.95, List.of(banner, video));
 * Interval ofBanner = holm.intervals().get(0);
 * }</pre>
 *
 * @param intervals of the differences, in the given order
 * @param adjustedP two-sided p-values, in the given order
 * @param adjustedLogP their natural logarithms, also where p is too small for a double
 * @see <a href="https://doi.org/10.1002/sim.3338">Strassburger and Bretz (2008), Compatible simultaneous lower confidence bounds for
 *     the Holm procedure and other Bonferroni-based closed tests</a>
 */
public record SimultaneousIntervals(List<Interval> intervals, List<Double> adjustedP, List<Double> adjustedLogP) {

    private static final double SMALL = 1e-280;

    /**
     * Takes the results over.
     *
     * @param intervals of the differences
     * @param adjustedP in the same order
     * @param adjustedLogP in the same order
     */
    public SimultaneousIntervals {
        intervals = List.copyOf(intervals);
        adjustedP = List.copyOf(adjustedP);
        adjustedLogP = List.copyOf(adjustedLogP);
    }

    /**
     * By Holm's rule, which finds more.
     *
     * @param confidence that all intervals hold, such as 0.95
     * @param comparisons at least one
     * @return intervals and p-values
     */
    public static SimultaneousIntervals holm(double confidence, List<MeanComparison> comparisons) {
        double[] up = tails(confidence, comparisons, 1);
        double[] down = tails(confidence, comparisons, -1);
        double[] up0 = MultipleTesting.HOLM.adjust(up);
        double[] down0 = MultipleTesting.HOLM.adjust(down);
        double level = (1 - confidence) / 2;
        List<Interval> intervals = new ArrayList<>();
        List<Double> p = new ArrayList<>();
        long openUp = Arrays.stream(up0).filter(v -> v > level).count();
        long openDown = Arrays.stream(down0).filter(v -> v > level).count();
        for (int i = 0; i < up.length; i++) {
            MeanComparison c = comparisons.get(i);
            double lower = bound(c, 1, level, up0[i] <= level, openUp, up.length);
            double upper = 0 - bound(c, -1, level, down0[i] <= level, openDown, up.length);
            intervals.add(new Interval(lower, upper, confidence));
            p.add(Math.min(1, 2 * Math.min(up0[i], down0[i])));
        }
        double[] logUp = MultipleTesting.HOLM.adjustLogs(logTails(comparisons, 1));
        double[] logDown = MultipleTesting.HOLM.adjustLogs(logTails(comparisons, -1));
        return new SimultaneousIntervals(intervals, p, logP(p, 2, logUp, logDown));
    }

    /**
     * By Bonferroni's rule: each interval at a confidence of 1 - (1 - confidence) / m.
     *
     * @param confidence that all intervals hold, such as 0.95
     * @param comparisons at least one
     * @return intervals and p-values
     */
    public static SimultaneousIntervals bonferroni(double confidence, List<MeanComparison> comparisons) {
        double[] up = tails(confidence, comparisons, 1);
        double[] down = tails(confidence, comparisons, -1);
        double level = (1 - confidence) / 2 / up.length;
        List<Interval> intervals = new ArrayList<>();
        List<Double> p = new ArrayList<>();
        for (int i = 0; i < up.length; i++) {
            MeanComparison c = comparisons.get(i);
            double half = quantile(c, level) * c.standardError();
            intervals.add(new Interval(c.difference() - half, c.difference() + half, confidence));
            p.add(Math.min(1, up.length * 2 * Math.min(up[i], down[i])));
        }
        return new SimultaneousIntervals(
                intervals, p, logP(p, 2.0 * up.length, logTails(comparisons, 1), logTails(comparisons, -1)));
    }

    /** Of the p-values themselves where these are ordinary numbers. */
    private static List<Double> logP(List<Double> p, double factor, double[] up, double[] down) {
        return IntStream.range(0, up.length)
                .mapToObj(i -> p.get(i) > SMALL ? Math.log(p.get(i)) : Math.log(factor) + Math.min(up[i], down[i]))
                .toList();
    }

    /** One-sided p-values of "the difference, times the sign, is not above 0". */
    private static double[] tails(double confidence, List<MeanComparison> comparisons, int sign) {
        Check.confidence(confidence);
        Check.hasRows("comparisons", comparisons.size());
        return comparisons.stream()
                .mapToDouble(c -> Double.isInfinite(c.degreesOfFreedom())
                        ? Distributions.normalSurvival(sign * c.t())
                        : Distributions.studentSurvival(sign * c.t(), c.degreesOfFreedom()))
                .toArray();
    }

    private static double[] logTails(List<MeanComparison> comparisons, int sign) {
        return comparisons.stream()
                .mapToDouble(c -> Double.isInfinite(c.degreesOfFreedom())
                        ? Distributions.normalLogSurvival(sign * c.t())
                        : Distributions.studentLogSurvival(sign * c.t(), c.degreesOfFreedom()))
                .toArray();
    }

    /** The lower bound of the difference times the sign. */
    private static double bound(MeanComparison c, int sign, double level, boolean found, long open, int all) {
        if (found && open > 0) {
            return 0;
        }
        double share = open > 0 ? level / open : level / all;
        double bound = sign * c.difference() - quantile(c, share) * c.standardError();
        return found ? Math.max(0, bound) : bound;
    }

    private static double quantile(MeanComparison c, double upperTail) {
        return Double.isInfinite(c.degreesOfFreedom())
                ? -Distributions.normalQuantile(upperTail)
                : -Distributions.studentQuantile(upperTail, c.degreesOfFreedom());
    }
}
