package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Objects;

/**
 * A metric of one variant, summed up: number of units, mean and variance, and for each unit a second number beside it where there
 * is one: the same metric before the experiment ({@link Cuped}), or the denominator of a ratio ({@link #ratio}).
 *
 * <p>One value a unit that was assigned, such as a customer's spend; zeros count. Centred sums (Welford 1962; merging by Chan, Golub
 * and LeVeque 1983). Parts put together by {@link #plus} agree with the whole within rounding. Immutable and thread-safe; equal by
 * value.
 *
 * <pre>{@code
 * MetricSample control = MetricSample.of("control", 0, 12.5, 0, 30);
 * }</pre>
 */
public final class MetricSample {

    /** S.. are centred sums of squares and products; y is the metric, x what is beside it. */
    private record Content(
            String variant, long count, boolean paired, double y, double x, double syy, double sxx, double sxy) {}

    private final Content c;

    private MetricSample(Content c) {
        this.c = c;
    }

    /**
     * Sums up values.
     *
     * @param variant name
     * @param values one a unit, finite
     * @return the sample
     */
    public static MetricSample of(String variant, double... values) {
        Builder builder = builder(variant);
        for (double value : values) {
            builder.add(value);
        }
        return builder.build();
    }

    /**
     * Sums up pairs of values.
     *
     * @param variant name
     * @param values one a unit, finite
     * @param beside the second number of the same units
     * @return the sample
     */
    public static MetricSample of(String variant, double[] values, double[] beside) {
        Check.length("beside", beside.length, values.length, "one value per unit");
        Builder builder = builder(variant);
        for (int i = 0; i < values.length; i++) {
            builder.add(values[i], beside[i]);
        }
        return builder.build();
    }

    /**
     * Starts a sample.
     *
     * @param variant name
     * @return a builder
     */
    public static Builder builder(String variant) {
        return new Builder(Objects.requireNonNull(variant, "variant"));
    }

    /** A sample with this mean and variance, as if it had been measured. */
    MetricSample with(double mean, double variance) {
        return new MetricSample(new Content(c.variant, c.count, false, mean, 0, variance * (c.count - 1), 0, 0));
    }

    /** {@return the name of the variant} */
    public String variant() {
        return c.variant;
    }

    /** {@return the number of units} */
    public long count() {
        return c.count;
    }

    /** {@return the mean of the metric} */
    public double mean() {
        require(1);
        return c.y;
    }

    /** {@return the variance of the metric, with divisor count - 1} */
    public double variance() {
        require(2);
        return c.syy / (c.count - 1);
    }

    /**
     * Student's interval of the mean.
     *
     * @param confidence such as 0.95
     * @return the interval
     * @throws IllegalArgumentException if there are fewer than two units
     */
    public Interval interval(double confidence) {
        Check.confidence(confidence);
        double error = Math.sqrt(variance() / c.count);
        double half = -Distributions.studentQuantile((1 - confidence) / 2, c.count - 1.0) * error;
        return new Interval(mean() - half, mean() + half, confidence);
    }

    /** {@return the mean of the second number} */
    public double besideMean() {
        paired();
        require(1);
        return c.x;
    }

    /** {@return the variance of the second number, with divisor count - 1} */
    public double besideVariance() {
        paired();
        require(2);
        return c.sxx / (c.count - 1);
    }

    /** {@return the covariance of the two, with divisor count - 1} */
    public double covariance() {
        paired();
        require(2);
        return c.sxy / (c.count - 1);
    }

    /**
     * Adds other units of the same variant.
     *
     * @param later its units
     * @return both together, under this one's name
     */
    public MetricSample plus(MetricSample later) {
        Content o = later.c;
        if (c.count > 0 && o.count > 0 && c.paired != o.paired) {
            throw new IllegalArgumentException("variant '" + c.variant
                    + "': one sample has a second number beside each value and the other has not");
        }
        long count = Math.addExact(c.count, o.count);
        if (count == 0) {
            return this;
        }
        double share = (double) o.count / count;
        double dy = o.y - c.y;
        double dx = o.x - c.x;
        double weight = c.count * share;
        return new MetricSample(new Content(
                c.variant,
                count,
                c.paired || o.paired,
                c.y + dy * share,
                c.x + dx * share,
                c.syy + o.syy + dy * dy * weight,
                c.sxx + o.sxx + dx * dx * weight,
                c.sxy + o.sxy + dx * dy * weight));
    }

    /**
     * The ratio of the sums, such as clicks by views, as a metric of its own: its mean is the sum of the metric by the sum of the
     * second number, and its variance comes from the units by the delta method, so that units with many views do not count as
     * many units (Deng, Knoblich and Lu 2018, "Applying the Delta Method in Metric Analytics").
     *
     * @return a sample to compare by {@link MeanTest}
     * @throws IllegalArgumentException if the second numbers add up to 0
     */
    public MetricSample ratio() {
        double x = besideMean();
        if (x == 0) {
            throw new IllegalArgumentException(
                    "variant '" + c.variant + "': the denominators add up to 0; there is no ratio");
        }
        double r = mean() / x;
        double spread = variance() - 2 * r * covariance() + r * r * besideVariance();
        return with(r, Math.max(0, spread) / (x * x));
    }

    private void require(long units) {
        if (c.count < units) {
            throw new IllegalArgumentException(
                    "variant '" + c.variant + "' needs at least " + units + " units, got " + c.count);
        }
    }

    private void paired() {
        if (!c.paired) {
            throw new IllegalArgumentException(
                    "variant '" + c.variant + "' has no second number beside its values; add each unit with both");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MetricSample that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "MetricSample[" + c.variant + ", " + c.count + " units, mean " + c.y + "]";
    }

    /** Collects values. Not thread-safe. */
    public static final class Builder {

        private final String variant;
        private long count;
        private long pairs;
        private double y;
        private double x;
        private double syy;
        private double sxx;
        private double sxy;

        private Builder(String variant) {
            this.variant = variant;
        }

        /**
         * Adds a unit.
         *
         * @param value finite
         * @return this
         */
        public Builder add(double value) {
            return take(value, 0, false);
        }

        /**
         * Adds a unit with a second number.
         *
         * @param value finite
         * @param beside finite
         * @return this
         */
        public Builder add(double value, double beside) {
            return take(value, beside, true);
        }

        private Builder take(double value, double beside, boolean pair) {
            if (!Double.isFinite(value) || !Double.isFinite(beside)) {
                throw new IllegalArgumentException(
                        "variant '" + variant + "', unit " + count + ": values must be finite, got " + value
                                + (pair ? " and " + beside : "") + "; a unit without the metric has 0");
            }
            count++;
            pairs += pair ? 1 : 0;
            double dy = value - y;
            double dx = beside - x;
            y += dy / count;
            x += dx / count;
            syy += dy * (value - y);
            sxx += dx * (beside - x);
            sxy += dx * (value - y);
            return this;
        }

        /** {@return the sample} */
        public MetricSample build() {
            if (pairs > 0 && pairs < count) {
                throw new IllegalArgumentException("variant '" + variant + "': " + pairs + " of " + count
                        + " units have a second number; all or none must");
            }
            return new MetricSample(new Content(variant, count, pairs > 0, y, x, syy, sxx, sxy));
        }
    }
}
