package io.clientele.attribution.mediamix;

import io.clientele.core.internal.check.Check;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a channel beforehand: bounds that a {@link MediaMix} keeps to. Equal bounds fix a number.
 *
 * <p>The return bounds are where a hold-out or a geo experiment comes in: a channel whose experiment gave a return between 1.2
 * and 2.0 gets a contribution that says so, and the fit explains the rest of the sales by the others. Intervals then hold given
 * the bounds. Immutable, thread-safe, equal by value.
 *
 * <pre>{@code
 * ChannelBounds known = ChannelBounds.create().withDecay(0.3, 0.8).withReturn(1.2, 2.0);
 * }</pre>
 */
public final class ChannelBounds {

    /** From {@code low} to {@code high}. */
    record Range(double low, double high) {

        double at(double share) {
            return low == high ? low : low + (high - low) * share;
        }

        /** Even steps on a scale of ratios. */
        double ratioAt(double share) {
            return low == high ? low : low * StrictMath.pow(high / low, share);
        }
    }

    private record Options(
            @Nullable Range decay,
            @Nullable Range peak,
            @Nullable Range shape,
            @Nullable Range scale,
            @Nullable Range half,
            @Nullable Range slope,
            @Nullable Range returns) {}

    private final Options o;

    private ChannelBounds(Options o) {
        this.o = o;
    }

    /** {@return nothing known} */
    public static ChannelBounds create() {
        return new ChannelBounds(new Options(null, null, null, null, null, null, null));
    }

    /**
     * Bounds the decay of a geometric (0 to 0.9 when not told) or delayed (0.05 to 0.95) adstock.
     *
     * @param low from 0
     * @param high to 1
     * @return new bounds
     */
    public ChannelBounds withDecay(double low, double high) {
        Range range =
                range("decay", Check.between("lowest decay", low, 0, 1), Check.between("highest decay", high, 0, 1));
        return new ChannelBounds(new Options(range, o.peak, o.shape, o.scale, o.half, o.slope, o.returns));
    }

    /**
     * Bounds the peak of a delayed adstock; 0 to half the lags when not told.
     *
     * @param low in weeks, at least 0
     * @param high in weeks, at most the lags
     * @return new bounds
     */
    public ChannelBounds withPeak(double low, double high) {
        Range range = range("peak", Check.atLeast("lowest peak", low, 0.0), Check.atLeast("highest peak", high, 0.0));
        return new ChannelBounds(new Options(o.decay, range, o.shape, o.scale, o.half, o.slope, o.returns));
    }

    /**
     * Bounds the shape of a Weibull adstock; 0.5 to 4 when not told.
     *
     * @param low above 0
     * @param high above 0
     * @return new bounds
     */
    public ChannelBounds withShape(double low, double high) {
        Range range = range("shape", Check.positive("lowest shape", low), Check.positive("highest shape", high));
        return new ChannelBounds(new Options(o.decay, o.peak, range, o.scale, o.half, o.slope, o.returns));
    }

    /**
     * Bounds the scale of a Weibull adstock; 0.5 weeks to the lags when not told.
     *
     * @param low in weeks, above 0
     * @param high in weeks, above 0
     * @return new bounds
     */
    public ChannelBounds withScale(double low, double high) {
        Range range = range("scale", Check.positive("lowest scale", low), Check.positive("highest scale", high));
        return new ChannelBounds(new Options(o.decay, o.peak, o.shape, range, o.half, o.slope, o.returns));
    }

    /**
     * Bounds the weekly spend of half the greatest effect; a tenth to three times the largest weekly spend when not told.
     *
     * @param low above 0
     * @param high above 0
     * @return new bounds
     */
    public ChannelBounds withHalf(double low, double high) {
        Range range = range("half", Check.positive("lowest half", low), Check.positive("highest half", high));
        return new ChannelBounds(new Options(o.decay, o.peak, o.shape, o.scale, range, o.slope, o.returns));
    }

    /**
     * Bounds the slope of the saturation; 1 (concave) to 3 when not told.
     *
     * @param low from 0.5
     * @param high to 10
     * @return new bounds
     */
    public ChannelBounds withSlope(double low, double high) {
        Range range = range(
                "slope", Check.between("lowest slope", low, 0.5, 10), Check.between("highest slope", high, 0.5, 10));
        return new ChannelBounds(new Options(o.decay, o.peak, o.shape, o.scale, o.half, range, o.returns));
    }

    /**
     * Bounds the return on spend: contribution over spend in the fitted weeks.
     *
     * @param low at least 0
     * @param high at least {@code low}
     * @return new bounds
     */
    public ChannelBounds withReturn(double low, double high) {
        Range range =
                range("return", Check.atLeast("lowest return", low, 0.0), Check.atLeast("highest return", high, 0.0));
        return new ChannelBounds(new Options(o.decay, o.peak, o.shape, o.scale, o.half, o.slope, range));
    }

    private static Range range(String name, double low, double high) {
        if (low > high) {
            throw new IllegalArgumentException(
                    "the lowest " + name + " must be at most the highest, got " + low + " and " + high);
        }
        return new Range(low, high);
    }

    @Nullable
    Range decay() {
        return o.decay;
    }

    @Nullable
    Range peak() {
        return o.peak;
    }

    @Nullable
    Range shape() {
        return o.shape;
    }

    @Nullable
    Range scale() {
        return o.scale;
    }

    @Nullable
    Range half() {
        return o.half;
    }

    @Nullable
    Range slope() {
        return o.slope;
    }

    @Nullable
    Range returns() {
        return o.returns;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelBounds that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "ChannelBounds" + o.toString().substring("Options".length());
    }
}
