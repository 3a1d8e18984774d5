package io.clientele.optimization.internal;

import java.util.function.DoubleUnaryOperator;

/** Where a rising function is 0: a bracket by doubling steps, then regula falsi with Illinois' rule, then bisection if that is slow. */
public final class RisingRoot {

    private static final double TOLERANCE = 1e-13;
    private static final int STEPS = 60;

    private RisingRoot() {}

    /**
     * Looks around a guess.
     *
     * @param rising the function; may be infinite, not NaN
     * @param guess where to begin
     * @param step how far to go at first, above 0
     * @return where it is 0, to 13 digits; the furthest place tried if there is none
     */
    public static double near(DoubleUnaryOperator rising, double guess, double step) {
        double value = rising.applyAsDouble(guess);
        if (value == 0) {
            return guess;
        }
        double direction = value < 0 ? step : -step;
        double from = guess;
        double fromValue = value;
        for (int i = 0; i < STEPS; i++) {
            double to = from + direction;
            double toValue = rising.applyAsDouble(to);
            if (toValue == 0) {
                return to;
            }
            if (toValue < 0 != fromValue < 0) {
                return fromValue < 0
                        ? between(rising, from, fromValue, to, toValue)
                        : between(rising, to, toValue, from, fromValue);
            }
            from = to;
            fromValue = toValue;
            direction *= 2;
        }
        return from;
    }

    private static double between(DoubleUnaryOperator rising, double start, double below, double end, double above) {
        double low = start;
        double high = end;
        double lowValue = below;
        double highValue = above;
        for (int i = 0; i < 200 && high - low > TOLERANCE * Math.max(1, Math.abs(low)); i++) {
            double at = low - lowValue * (high - low) / (highValue - lowValue);
            if (i % 8 == 7 || !(at > low && at < high)) {
                at = low + (high - low) / 2;
            }
            double value = rising.applyAsDouble(at);
            if (Math.abs(value) < 1e-15) {
                return at;
            }
            if (value < 0) {
                low = at;
                lowValue = value;
                highValue /= 2;
            } else {
                high = at;
                highValue = value;
                lowValue /= 2;
            }
        }
        return low + (high - low) / 2;
    }
}
