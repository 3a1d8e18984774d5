package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.ExactMoments;
import io.clientele.core.stats.Interval;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A metric of one variant, summed up: number of units, mean and variance, and for each unit a second number beside it where there
 * is one: the same metric before the experiment ({@link Cuped}), or the denominator of a ratio ({@link #ratio}).
 *
 * <p>One value a unit that was assigned, such as a customer's spend; zeros count. The sums are exact ({@link ExactMoments}): parts put
 * together by {@link #plus} equal the whole to the bit, in any order and split, and {@link #minus} takes units away without a trace.
 *
 * <ul>
 *   <li>A few very large values, such as the orders of resellers, hide what the others do: {@link Builder#withCap}.
 *   <li>A {@link #ratio} keeps the sums of its units, and adds up to the bit too: to the ratio of all, not the mean of the ratios.
 *   <li>Samples that were adjusted (CUPED, strata, regression) have no sums any more: they are not added up, taken away or written. Add up
 *       first, adjust last.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * MetricSample control = MetricSample.of("control", 0, 12.5, 0, 30);
 * }</pre>
 */
public final class MetricSample {

    private static final MetricSampleCodec CODEC = new MetricSampleCodec();

    /** y is the metric, x what is beside it; NaN where there are too few units; exact sums unless adjusted. */
    private record Content(
            String variant,
            long count,
            double cap,
            boolean paired,
            double y,
            double x,
            double varianceY,
            double varianceX,
            double covariance,
            @Nullable ExactMoments exact,
            boolean ratio) {}

    private final Content c;

    private MetricSample(Content c) {
        this.c = c;
    }

    /** Takes the moments over; nobody else may change them. */
    static MetricSample of(String variant, double cap, ExactMoments m) {
        boolean some = m.count() > 0;
        boolean more = m.count() > 1;
        boolean paired = m.paired();
        return new MetricSample(new Content(
                variant,
                m.count(),
                cap,
                paired,
                some ? m.mean() : 0,
                some && paired ? m.besideMean() : 0,
                more ? m.variance() : Double.NaN,
                more && paired ? m.besideVariance() : Double.NaN,
                more && paired ? m.covariance() : Double.NaN,
                m,
                false));
    }

    /** The same sums, read as a ratio. */
    static MetricSample ratioOf(String variant, double cap, ExactMoments m) {
        return m.count() == 0 ? of(variant, cap, m) : of(variant, cap, m).ratio();
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
        return new MetricSample(
                new Content(c.variant, c.count, c.cap, false, mean, 0, variance, Double.NaN, Double.NaN, null, false));
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
        return finite(c.varianceY);
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
        return finite(c.varianceX);
    }

    /** {@return the covariance of the two, with divisor count - 1} */
    public double covariance() {
        paired();
        require(2);
        return finite(c.covariance);
    }

    /** {@return the second number as a metric of its own: the covariate, or the denominator} */
    public MetricSample beside() {
        paired();
        ExactMoments m = exact();
        return of(c.variant, Double.POSITIVE_INFINITY, ExactMoments.of(m.count(), m.besideSum(), m.besideSquares()));
    }

    /** {@return whether there is a second number beside each value} */
    public boolean hasBeside() {
        return c.paired;
    }

    /**
     * Adds other units of the same variant.
     *
     * @param later its units
     * @return both together, under this one's name
     * @throws IllegalArgumentException if one of them was adjusted
     */
    public MetricSample plus(MetricSample later) {
        requireAlike(later.c);
        ExactMoments sum = exact().copy();
        sum.merge(later.exact());
        Content like = c.count == 0 ? later.c : c;
        return like.ratio ? ratioOf(c.variant, like.cap, sum) : of(c.variant, like.cap, sum);
    }

    /** Both together, within rounding if one was adjusted: the groups of one variant, which are only to be counted. */
    MetricSample pooled(MetricSample later) {
        requireAlike(later.c);
        return c.exact == null || later.c.exact == null ? adjustedPlus(later.c) : plus(later);
    }

    /** By Chan, Golub and LeVeque (1983), for samples that have no sums. */
    private MetricSample adjustedPlus(Content o) {
        if (o.count == 0 || c.count == 0) {
            return c.count == 0 ? new MetricSample(o) : this;
        }
        long count = Math.addExact(c.count, o.count);
        double share = (double) o.count / count;
        double away = o.y - c.y;
        double squares = (c.count > 1 ? c.varianceY * (c.count - 1) : 0)
                + (o.count > 1 ? o.varianceY * (o.count - 1) : 0)
                + away * away * c.count * share;
        return new MetricSample(new Content(
                c.variant,
                count,
                c.cap,
                false,
                c.y + away * share,
                0,
                squares / (count - 1),
                Double.NaN,
                Double.NaN,
                null,
                false));
    }

    /**
     * Takes units away, as if they had never been added: what must be forgotten.
     *
     * @param some units that are among these
     * @return the others
     */
    public MetricSample minus(MetricSample some) {
        requireAlike(some.c);
        ExactMoments rest = exact().copy();
        rest.subtract(some.exact());
        return c.ratio ? ratioOf(c.variant, c.cap, rest) : of(c.variant, c.cap, rest);
    }

    private void requireAlike(Content o) {
        if (c.count > 0 && o.count > 0 && c.ratio != o.ratio) {
            throw new IllegalArgumentException("variant '" + c.variant
                    + "': one sample is a ratio and the other is not; add up first, then take the ratio");
        }
        if (c.count > 0 && o.count > 0 && c.paired != o.paired) {
            throw new IllegalArgumentException("variant '" + c.variant
                    + "': one sample has a second number beside each value and the other has not");
        }
        if (c.count > 0 && o.count > 0 && c.cap != o.cap) {
            throw new IllegalArgumentException("variant '" + c.variant + "': one sample is capped at " + c.cap
                    + " and the other at " + o.cap + "; take one cap for all");
        }
    }

    boolean isRatio() {
        return c.ratio;
    }

    ExactMoments exact() {
        if (c.exact == null) {
            throw new IllegalArgumentException("variant '" + c.variant
                    + "': the sample was adjusted and has no sums any more; use the one it was made from");
        }
        return c.exact;
    }

    /** {@return the largest value a unit may have; larger ones count as this; infinite if there is no cap} */
    public double cap() {
        return c.cap;
    }

    private double finite(double variance) {
        if (!Double.isFinite(variance)) {
            throw new IllegalArgumentException("variant '" + c.variant
                    + "': the variance is beyond the largest double; take a larger unit of the metric");
        }
        return variance;
    }

    /**
     * The ratio of the sums, such as clicks by views, as a metric of its own: its mean is the sum of the metric by the sum of the
     * second number, and its variance comes from the units by the delta method, so that units with many views do not count as
     * many units (Deng, Knoblich and Lu 2018, "Applying the Delta Method in Metric Analytics").
     *
     * <p>Ratios of parts add up to the ratio of the whole, to the bit.
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
        return new MetricSample(new Content(
                c.variant,
                c.count,
                c.cap,
                false,
                r,
                0,
                Math.max(0, spread) / (x * x),
                Double.NaN,
                Double.NaN,
                exact(),
                true));
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

    /**
     * Writes the sums as JSON.
     *
     * @param file where to; replaced if it exists
     * @throws IllegalArgumentException if the sample was adjusted
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the sums as JSON to a stream, which stays open.
     *
     * @param out where to
     * @throws IllegalArgumentException if the sample was adjusted
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a sample that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the sample
     */
    public static MetricSample read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a sample that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the sample
     */
    public static MetricSample read(InputStream in) {
        return ModelFiles.read(CODEC, in);
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
        private double cap = Double.POSITIVE_INFINITY;
        private final ExactMoments moments = ExactMoments.create();

        private Builder(String variant) {
            this.variant = variant;
        }

        /**
         * Counts larger values as this one (winsorising), so that a few do not decide. Take the same cap in all variants, from before
         * the start or from all values together ({@link Winsorizing}).
         *
         * @param largest value; finite
         * @return this
         * @throws IllegalStateException if units were added already
         */
        public Builder withCap(double largest) {
            if (moments.count() > 0) {
                throw new IllegalStateException("variant '" + variant + "': set the cap before the first unit");
            }
            cap = Check.finite("cap", largest);
            return this;
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
                        "variant '" + variant + "', unit " + moments.count() + ": values must be finite, got " + value
                                + (pair ? " and " + beside : "") + "; a unit without the metric has 0");
            }
            double counted = Math.min(value, cap);
            if (pair) {
                moments.add(counted, beside);
            } else {
                moments.add(counted);
            }
            return this;
        }

        /** {@return the sample} */
        public MetricSample build() {
            try {
                return MetricSample.of(variant, cap, moments.copy());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("variant '" + variant + "': " + e.getMessage(), e);
            }
        }
    }
}
