package io.clientele.prediction.retention;

import java.util.Locale;

/**
 * Why a customer is more likely to leave than the average one.
 *
 * @param feature that makes the difference
 * @param value of it that the customer has
 * @param average of it over the customers that were ranked
 * @param contribution how much it adds, above 0: to the log of the rate of leaving, or taken from the log of the time until then
 * @param scale which of the two
 */
public record Reason(String feature, double value, double average, double contribution, EffectScale scale) {

    /** {@return the feature, with {@code _high} or {@code _low}: the same for every customer whom it moves this way} */
    public String code() {
        return feature + (value > average ? "_high" : "_low");
    }

    /** {@return by what factor the rate of leaving is multiplied (above 1), or the time until then (below 1)} */
    public double factor() {
        return Math.exp(scale == EffectScale.LOG_HAZARD ? contribution : -contribution);
    }

    /** {@return the reason in words, such as "price is 99.65, on average 64.76: leaves at 1.42 times the rate"} */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s is %s, on average %s: %s",
                feature,
                number(value),
                number(average),
                scale == EffectScale.LOG_HAZARD
                        ? String.format(Locale.ROOT, "leaves at %.2f times the rate", factor())
                        : String.format(Locale.ROOT, "leaves after %.2f times the time", factor()));
    }

    private static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e9 ? Long.toString((long) x) : String.format(Locale.ROOT, "%.4g", x);
    }
}
