package io.clientele.attribution.incrementality;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * What a channel added, by comparison with customers from whom it was kept.
 *
 * @param treatedCustomers size of the group that it could reach
 * @param controlCustomers size of the group from which it was kept
 * @param controlMean outcome of a customer without it, before adjustment
 * @param difference what it added for each customer of the treated group, adjusted
 * @param interval of the difference, Welch's t
 * @param p two-sided p-value of no difference
 * @param adjustment how much of what was before counts per unit; 0 without adjustment
 */
public record Incrementality(
        int treatedCustomers,
        int controlCustomers,
        double controlMean,
        double difference,
        Interval interval,
        double p,
        double adjustment) {

    static Incrementality of(Group treated, Group control, double confidence) {
        double squaresBefore = treated.squaresBefore() + control.squaresBefore();
        double theta = squaresBefore > 0 ? (treated.products() + control.products()) / squaresBefore : 0;
        double difference = treated.mean() - control.mean() - theta * (treated.before() - control.before());
        double a = treated.variance(theta);
        double b = control.variance(theta);
        double error = Math.sqrt(a + b);
        double reach = 0;
        double p = difference == 0 ? 1 : 0;
        if (error > 0) {
            double degrees = (a + b) * (a + b) / (a * a / (treated.size() - 1) + b * b / (control.size() - 1));
            reach = error * Distributions.studentQuantile(0.5 + confidence / 2, degrees);
            p = Math.min(1, 2 * Distributions.studentSurvival(Math.abs(difference) / error, degrees));
        }
        Interval interval = new Interval(difference - reach, difference + reach, confidence);
        return new Incrementality(treated.size(), control.size(), control.mean(), difference, interval, p, theta);
    }

    /** {@return what it added in all, for the treated group} */
    public double total() {
        return treatedCustomers * difference;
    }

    /** {@return the interval of {@link #total}} */
    public Interval totalInterval() {
        return new Interval(
                treatedCustomers * interval.lower(), treatedCustomers * interval.upper(), interval.confidence());
    }
}
