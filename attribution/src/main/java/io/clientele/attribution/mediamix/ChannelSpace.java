package io.clientele.attribution.mediamix;

import io.clientele.attribution.mediamix.ChannelBounds.Range;
import org.jspecify.annotations.Nullable;

/**
 * The grid on which a channel's carry-over and saturation are looked for: for every number that is not fixed, {@link #STEPS}
 * even steps from its lowest to its highest value (decay, peak, slope) or ratio (shape, scale, half).
 *
 * <p>A point has up to two places for the adstock, then half, then slope. The half is relative to the largest weekly spend, so
 * that the unit of money does not matter.
 */
final class ChannelSpace {

    static final int STEPS = 64;

    final AdstockFamily family;
    final int dimensions;

    private final int lags;
    private final Range[] ranges;

    private ChannelSpace(AdstockFamily family, int lags, Range[] ranges) {
        this.family = family;
        this.lags = lags;
        this.ranges = ranges;
        this.dimensions = ranges.length;
    }

    /** {@code largest} is the largest weekly spend, or 0 when there was none. */
    static ChannelSpace of(MixOptions o, ChannelBounds bounds, double largest) {
        Range half = bounds.half() == null || largest == 0
                ? new Range(0.1, 3)
                : new Range(bounds.half().low() / largest, bounds.half().high() / largest);
        Range slope = or(bounds.slope(), 1, 3);
        Range[] ranges = switch (o.family()) {
            case NONE -> new Range[] {half, slope};
            case GEOMETRIC -> new Range[] {or(bounds.decay(), 0, o.lags() == 0 ? 0 : 0.9), half, slope};
            case DELAYED ->
                new Range[] {or(bounds.decay(), 0.05, 0.95), or(bounds.peak(), 0, o.lags() / 2.0), half, slope};
            case WEIBULL_PDF, WEIBULL_CDF ->
                new Range[] {or(bounds.shape(), 0.5, 4), or(bounds.scale(), 0.5, Math.max(1, o.lags())), half, slope};
        };
        return new ChannelSpace(o.family(), o.lags(), ranges);
    }

    private static Range or(@Nullable Range told, double low, double high) {
        return told == null ? new Range(low, high) : told;
    }

    /** Highest index in a dimension; 0 when it is fixed. */
    int last(int dimension) {
        return ranges[dimension].low() == ranges[dimension].high() ? 0 : STEPS;
    }

    int freeDimensions() {
        int free = 0;
        for (int d = 0; d < dimensions; d++) {
            free += last(d) > 0 ? 1 : 0;
        }
        return free;
    }

    int[] centre() {
        int[] point = new int[dimensions];
        for (int d = 0; d < dimensions; d++) {
            point[d] = last(d) / 2;
        }
        return point;
    }

    int adstocks() {
        return family.parameters() == 0 ? 1 : family.parameters() == 1 ? STEPS + 1 : (STEPS + 1) * (STEPS + 1);
    }

    int adstockIndex(int[] point) {
        return switch (family.parameters()) {
            case 0 -> 0;
            case 1 -> point[0];
            default -> point[0] * (STEPS + 1) + point[1];
        };
    }

    Adstock adstock(int[] point) {
        return switch (family) {
            case NONE -> Adstock.none();
            case GEOMETRIC -> Adstock.geometric(even(point, 0), lags);
            case DELAYED -> Adstock.delayed(even(point, 0), even(point, 1), lags);
            case WEIBULL_PDF -> Adstock.weibullPdf(ratio(point, 0), ratio(point, 1), lags);
            case WEIBULL_CDF -> Adstock.weibullCdf(ratio(point, 0), ratio(point, 1), lags);
        };
    }

    /** Relative to the largest weekly spend. */
    double half(int[] point) {
        return ratio(point, dimensions - 2);
    }

    double slope(int[] point) {
        return even(point, dimensions - 1);
    }

    private double even(int[] point, int d) {
        return ranges[d].at((double) point[d] / STEPS);
    }

    private double ratio(int[] point, int d) {
        return ranges[d].ratioAt((double) point[d] / STEPS);
    }
}
