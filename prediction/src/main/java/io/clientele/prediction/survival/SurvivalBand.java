package io.clientele.prediction.survival;

import io.clientele.core.stats.Interval;
import java.util.Arrays;

/**
 * A band around a survival curve that holds the whole true curve between two times with a stated confidence, not just its value at one of
 * them. Immutable and thread-safe; equal by value.
 */
public final class SurvivalBand {

    private final BandKind kind;
    private final double from;
    private final double to;
    private final double confidence;
    private final double criticalValue;
    private final double[] times;
    private final double[] lower;
    private final double[] upper;

    /** The arrays are the band's own from here on. */
    SurvivalBand(
            BandKind kind,
            double from,
            double to,
            double confidence,
            double criticalValue,
            double[] times,
            double[] lower,
            double[] upper) {
        this.kind = kind;
        this.from = from;
        this.to = to;
        this.confidence = confidence;
        this.criticalValue = criticalValue;
        this.times = times;
        this.lower = lower;
        this.upper = upper;
    }

    /** {@return how the width is shared between times} */
    public BandKind kind() {
        return kind;
    }

    /** {@return the first time of the band} */
    public double from() {
        return from;
    }

    /** {@return the last time of the band} */
    public double to() {
        return to;
    }

    /** {@return the chance that the band holds the true curve everywhere between its times} */
    public double confidence() {
        return confidence;
    }

    /** {@return what stands in place of 1.96: of {@link BandKind#EQUAL_PRECISION} in standard errors} */
    public double criticalValue() {
        return criticalValue;
    }

    /** {@return the times at which the band changes; the first is {@link #from}; a copy} */
    public double[] times() {
        return times.clone();
    }

    /** {@return the lower limit from each time on; a copy} */
    public double[] lower() {
        return lower.clone();
    }

    /** {@return the upper limit from each time on; a copy} */
    public double[] upper() {
        return upper.clone();
    }

    /**
     * The band at a time.
     *
     * @param time between {@link #from} and {@link #to}
     * @return its limits there
     */
    public Interval interval(double time) {
        if (!(time >= from && time <= to)) {
            throw new IllegalArgumentException("time must be between " + from + " and " + to + ", got " + time);
        }
        int at = Arrays.binarySearch(times, time);
        int point = at >= 0 ? at : -at - 2;
        return new Interval(lower[point], upper[point], confidence);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SurvivalBand that
                && kind == that.kind
                && from == that.from
                && to == that.to
                && confidence == that.confidence
                && criticalValue == that.criticalValue
                && Arrays.equals(times, that.times)
                && Arrays.equals(lower, that.lower)
                && Arrays.equals(upper, that.upper);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lower) + Arrays.hashCode(upper);
    }

    @Override
    public String toString() {
        return "SurvivalBand[" + kind + ", from=" + from + ", to=" + to + ", confidence=" + confidence
                + ", criticalValue=" + criticalValue + "]";
    }
}
