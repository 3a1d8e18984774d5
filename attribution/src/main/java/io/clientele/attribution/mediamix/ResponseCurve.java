package io.clientele.attribution.mediamix;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * What a weekly spend on a channel brings a week once it has gone on for long: {@code coefficient * hill(spend)}.
 *
 * <p>A plain function for whatever divides a budget; {@link #marginal} is its slope. It never falls: concave for a slope of the
 * {@link Hill} of at most 1, an S above. The interval is that of the bootstrap fits (see {@link MediaMix} for how often it holds the truth);
 * beyond the spend that was seen it rests on the shape alone.
 *
 * <p>Immutable, thread-safe, equal by value; the first two methods allocate nothing.
 *
 * <pre>{@code
 * ResponseCurve tv = model.curve("tv");
 * double weekly = tv.applyAsDouble(20_000);
 * double next = tv.marginal().applyAsDouble(20_000);
 * }</pre>
 */
public final class ResponseCurve implements DoubleUnaryOperator {

    private final double coefficient;
    private final Hill hill;
    private final double confidence;
    private final double[] coefficients;
    private final double[] halves;
    private final double[] slopes;

    ResponseCurve(
            double coefficient, Hill hill, double confidence, double[] coefficients, double[] halves, double[] slopes) {
        this.coefficient = Check.atLeast("coefficient", coefficient, 0.0);
        this.hill = hill;
        this.confidence = Check.confidence(confidence);
        this.coefficients = coefficients;
        this.halves = halves;
        this.slopes = slopes;
        Check.atLeast("draws", coefficients.length, 2);
        Check.length("halves", halves.length, coefficients.length, "one per draw");
        Check.length("slopes", slopes.length, coefficients.length, "one per draw");
    }

    /**
     * What a weekly spend brings a week.
     *
     * @param weeklySpend at least 0
     * @return in units of the sales; 0 without spend
     */
    @Override
    public double applyAsDouble(double weeklySpend) {
        return coefficient * hill.value(weeklySpend);
    }

    /**
     * The slope: what another unit of weekly spend brings a week.
     *
     * @return a function of the weekly spend; infinite without spend when the slope of the Hill is below 1
     */
    public DoubleUnaryOperator marginal() {
        return spend -> coefficient == 0 ? 0 : coefficient * hill.derivative(spend);
    }

    /**
     * The interval of what a weekly spend brings.
     *
     * @param weeklySpend at least 0
     * @return of the bootstrap fits, as those of the effects of channels without {@link ChannelBounds}; what a known return says of the
     *     contribution is in the fits, and the interval of one spend may reach beyond it
     */
    public Interval interval(double weeklySpend) {
        double[] values = new double[coefficients.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = coefficients[i] * new Hill(halves[i], slopes[i]).value(weeklySpend);
        }
        return Draws.interval(values, applyAsDouble(weeklySpend), Double.POSITIVE_INFINITY, confidence);
    }

    /** {@return what the channel brings a week at most, however much is spent} */
    public double maximum() {
        return coefficient;
    }

    /** {@return the saturation} */
    public Hill hill() {
        return hill;
    }

    double confidence() {
        return confidence;
    }

    double[] coefficients() {
        return coefficients;
    }

    double[] halves() {
        return halves;
    }

    double[] slopes() {
        return slopes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResponseCurve that
                && coefficient == that.coefficient
                && confidence == that.confidence
                && hill.equals(that.hill)
                && Arrays.equals(coefficients, that.coefficients)
                && Arrays.equals(halves, that.halves)
                && Arrays.equals(slopes, that.slopes);
    }

    @Override
    public int hashCode() {
        return 31 * hill.hashCode() + Arrays.hashCode(coefficients);
    }

    @Override
    public String toString() {
        return "ResponseCurve[" + coefficient + " * " + hill + "]";
    }
}
