package io.clientele.prediction.evaluation;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One figure of an evaluation: the estimate, how sure it is, and how that is known, or the reason why it is not. Immutable;
 * equal by value.
 *
 * <pre>{@code
 * Metric auc = evaluation.auc();
 * String text = auc.estimate() + auc.interval().map(i -> " in " + i).orElse(" (" + auc.method() + ")");
 * }</pre>
 */
public final class Metric {

    private record Content(
            String name,
            double estimate,
            double standardError,
            @Nullable Interval interval,
            String method) {}

    private final Content c;

    private Metric(Content c) {
        this.c = c;
    }

    /**
     * A figure of one's own.
     *
     * @param name what is measured
     * @param estimate the value
     * @param standardError NaN where there is none
     * @param interval around it
     * @param method where the interval comes from
     * @return the figure
     */
    public static Metric of(String name, double estimate, double standardError, Interval interval, String method) {
        return new Metric(new Content(name, estimate, standardError, interval, method));
    }

    /** Estimate plus or minus so many standard errors, cut off at the ends of the measure's range. */
    static Metric wald(
            String name, double estimate, double error, double low, double high, double confidence, String method) {
        double half = Distributions.normalTwoSided(confidence) * error;
        double lower = Math.max(low, estimate - half);
        double upper = Math.min(high, estimate + half);
        return of(name, estimate, error, new Interval(lower, upper, confidence), method);
    }

    /**
     * A figure without an interval.
     *
     * @param name what is measured
     * @param estimate the value
     * @param reason why there is no interval
     * @return the figure
     */
    public static Metric without(String name, double estimate, String reason) {
        return new Metric(new Content(name, estimate, Double.NaN, null, reason));
    }

    /** {@return what is measured, in words} */
    public String name() {
        return c.name;
    }

    /** {@return the value on this data} */
    public double estimate() {
        return c.estimate;
    }

    /** {@return the standard error; empty where there is none, see {@link #method}} */
    public OptionalDouble standardError() {
        return Double.isNaN(c.standardError) ? OptionalDouble.empty() : OptionalDouble.of(c.standardError);
    }

    /** {@return the interval; empty where there is none, see {@link #method}} */
    public Optional<Interval> interval() {
        return Optional.ofNullable(c.interval);
    }

    /** {@return where the interval comes from, or the reason why there is none} */
    public String method() {
        return c.method;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metric that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        Interval interval = c.interval;
        return interval == null
                ? c.name + " " + c.estimate + " (" + c.method + ")"
                : c.name + " " + c.estimate + " in [" + interval.lower() + ", " + interval.upper() + "] ("
                        + interval.confidence() + ", " + c.method + ")";
    }
}
