package io.clientele.optimization.experiment.health;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.MeanComparison;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import java.util.List;

/**
 * Does the effect wear off (novelty) or grow (habit) with the days since a customer first met the change? If it does, the average over
 * the experiment says little of what will be later.
 *
 * <p>{@link #ofUnits} is the one to use: each customer's own trend, by least squares over the days since the first exposure, is a number
 * like any other metric, and the variants' mean trends are compared by Welch's test. Days of one customer need not be independent.
 * {@link #ofDays} is for days with different customers, such as each day's newcomers: a line through the days' effects, weighted by
 * their errors.
 *
 * @param change by how much the effect changes a day
 * @param standardError of the change
 * @param interval of the change, at 95 %
 * @param p two-sided p-value of "the effect stays the same"
 * @param logP its natural logarithm, also where p is too small for a double
 */
public record EffectTrend(double change, double standardError, Interval interval, double p, double logP) {

    /**
     * The trend of one unit: the slope of the line of least squares through its days.
     *
     * @param days the metric on the first, second, … day since the exposure; two or more, as many for every unit
     * @return the slope, to be added to the unit's sample
     */
    public static double slope(double... days) {
        Check.atLeast("days", days.length, 2);
        double middle = (days.length - 1) / 2.0;
        double sum = 0;
        double spread = 0;
        for (int d = 0; d < days.length; d++) {
            sum += (d - middle) * days[d];
            spread += (d - middle) * (d - middle);
        }
        return sum / spread;
    }

    /**
     * From the trends of units.
     *
     * @param control a {@link #slope} of each unit
     * @param variant the same
     * @return the trend of the effect
     */
    public static EffectTrend ofUnits(MetricSample control, MetricSample variant) {
        MeanComparison c = MeanTest.create().compare(control, variant);
        return new EffectTrend(c.difference(), c.standardError(), c.interval(), c.p(), c.logP());
    }

    /**
     * From days with different units.
     *
     * @param control the metric on each day, in order; three or more days
     * @param variant the same days
     * @return the trend of the effect
     */
    public static EffectTrend ofDays(List<MetricSample> control, List<MetricSample> variant) {
        Check.atLeast("days", control.size(), 3);
        Check.length("days of the variant", variant.size(), control.size(), "as many as the control");
        double[] effect = new double[control.size()];
        double[] weight = new double[effect.length];
        double w = 0;
        double wd = 0;
        for (int d = 0; d < effect.length; d++) {
            MeanComparison c = MeanTest.create().compare(control.get(d), variant.get(d));
            effect[d] = c.difference();
            weight[d] = 1 / (c.standardError() * c.standardError());
            w += weight[d];
            wd += weight[d] * d;
        }
        double middle = wd / w;
        double sum = 0;
        double spread = 0;
        for (int d = 0; d < effect.length; d++) {
            sum += weight[d] * (d - middle) * effect[d];
            spread += weight[d] * (d - middle) * (d - middle);
        }
        double change = sum / spread;
        double error = Math.sqrt(1 / spread);
        double half = Distributions.normalTwoSided(0.95) * error;
        return new EffectTrend(
                change,
                error,
                new Interval(change - half, change + half, 0.95),
                2 * Distributions.normalSurvival(Math.abs(change) / error),
                Math.min(0, Math.log(2) + Distributions.normalLogSurvival(Math.abs(change) / error)));
    }
}
