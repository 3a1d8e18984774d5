package io.clientele.optimization.design;

import io.clientele.core.stats.Interval;
import java.util.Arrays;

/**
 * Differences of a metric under many assignments, and of what the change would have added there per unit of effect.
 *
 * <p>If the effect is delta, the metric without it is known of everybody, and the difference under another assignment is
 * {@code a + (1 - b) delta}, where a is that of the metric as seen, and b that of the share of the change in it. The test of delta
 * counts the assignments with {@code |a - b delta| >= |d - delta|}, where d is the observed difference. As |b| is at most 1, each of
 * them counts on one stretch around d, whose ends are known, so the interval needs no search.
 */
final class RandomisationDistribution {

    private final double observed;
    private double[] metric = new double[64];
    private double[] share = new double[64];
    private int count;

    RandomisationDistribution(double observed) {
        this.observed = observed;
        add(observed, 1);
    }

    void add(double a, double b) {
        if (count == metric.length) {
            metric = Arrays.copyOf(metric, 2 * count);
            share = Arrays.copyOf(share, 2 * count);
        }
        metric[count] = a;
        share[count++] = b;
    }

    Randomisation result(double confidence, boolean exact) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(metric[i]));
        }
        double least = Math.abs(observed) - 1e-12 * largest; // assignments that differ in rounding only are ties
        int asLarge = 0;
        double[] lower = new double[count];
        double[] upper = new double[count];
        for (int i = 0; i < count; i++) {
            asLarge += Math.abs(metric[i]) >= least ? 1 : 0;
            double first = ratio(observed - metric[i], 1 - share[i]);
            double second = ratio(observed + metric[i], 1 + share[i]);
            boolean always = Double.isInfinite(first) || Double.isInfinite(second);
            lower[i] = always ? Double.NEGATIVE_INFINITY : Math.min(first, second);
            upper[i] = always ? Double.POSITIVE_INFINITY : Math.max(first, second);
        }
        Arrays.sort(lower);
        Arrays.sort(upper);
        int rejected = (int) Math.floor((1 - confidence) * count * (1 + 1e-12));
        return new Randomisation(
                (double) asLarge / count,
                new Interval(lower[rejected], upper[count - 1 - rejected], confidence),
                count,
                exact);
    }

    /** Infinite for the assignment that happened, and its reverse, which count whatever the effect is. */
    private static double ratio(double above, double below) {
        return below < 1e-12 ? Double.POSITIVE_INFINITY : above / below;
    }
}
