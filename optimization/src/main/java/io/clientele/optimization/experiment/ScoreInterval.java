package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.function.DoublePredicate;

/**
 * Score intervals of Miettinen and Nurminen (1985), "Comparative Analysis of Two Rates", Statistics in Medicine 4. The values
 * not refuted form an interval around the estimate; its ends are found by bisection down to neighbouring doubles.
 */
final class ScoreInterval {

    /** Enough for neighbouring doubles, except where the answer is 0 itself. */
    private static final int HALVINGS = 200;

    private ScoreInterval() {}

    /** Differences d with (q - p - d)² at most z² times the variance under q = p + d. */
    static Interval ofDifference(Conversions control, Conversions variant, double confidence) {
        double limit = limit(control, variant, confidence);
        double estimate = variant.rate() - control.rate();
        DoublePredicate kept = d -> {
            double p = restricted(control, variant, d);
            double variance = p * (1 - p) / control.trials() + (p + d) * (1 - p - d) / variant.trials();
            return square(estimate - d) <= limit * variance;
        };
        return new Interval(end(estimate, -1, kept), end(estimate, 1, kept), confidence);
    }

    /** Ratios r with (q - r p)² at most z² times the variance under q = r p, less 1. */
    static Interval ofLift(Conversions control, Conversions variant, double confidence) {
        double limit = limit(control, variant, confidence);
        // the odds of the ratio's place, u = r / (1 + r), run over [0, 1]
        DoublePredicate kept = u -> {
            double r = u / (1 - u);
            double p = restrictedByRatio(control, variant, r);
            double q = Math.min(1, r * p);
            double variance = q * (1 - q) / variant.trials() + r * r * (p * (1 - p) / control.trials());
            return square(variant.rate() - r * control.rate()) <= limit * variance;
        };
        double x = control.rate();
        double y = variant.rate();
        if (x == 0 && y == 0) {
            return new Interval(-1, Double.POSITIVE_INFINITY, confidence);
        }
        double estimate = y / (x + y);
        double lower = y == 0 ? 0 : end(estimate, 0, kept);
        double upper = x == 0 ? 1 : end(estimate, 1, kept);
        return new Interval(ratio(lower) - 1, ratio(upper) - 1, confidence);
    }

    private static double ratio(double u) {
        return u == 1 ? Double.POSITIVE_INFINITY : u / (1 - u);
    }

    /** z² N / (N - 1): the paper's variance has the factor N / (N - 1). */
    private static double limit(Conversions control, Conversions variant, double confidence) {
        double n = (double) control.trials() + variant.trials();
        return square(Distributions.normalTwoSided(confidence)) * (n / (n - 1));
    }

    /**
     * The control's rate of greatest likelihood when the variant's is higher by d. The log-likelihood is concave, so its slope
     * falls: bisection can't miss.
     */
    static double restricted(Conversions control, Conversions variant, double d) {
        double low = Math.max(0, -d);
        double high = Math.min(1, 1 - d);
        double x = control.successes();
        double y = variant.successes();
        for (int i = 0; i < HALVINGS; i++) {
            double p = low + (high - low) / 2;
            if (p <= low || p >= high) {
                return p;
            }
            double slope = 0;
            slope += x == 0 ? 0 : x / p;
            slope -= control.failures() == 0 ? 0 : control.failures() / (1 - p);
            slope += y == 0 ? 0 : y / (p + d);
            // rounding may take 1 - p - d below 0, where the slope is minus infinity
            slope -= variant.failures() == 0 ? 0 : variant.failures() / Math.max(0, 1 - p - d);
            if (slope > 0) {
                low = p;
            } else {
                high = p;
            }
        }
        return low;
    }

    /** The control's rate of greatest likelihood when the variant's is r times as high: the smaller root of a quadratic. */
    private static double restrictedByRatio(Conversions control, Conversions variant, double r) {
        double a = r * ((double) control.trials() + variant.trials());
        double b = r * (control.successes() + (double) variant.trials()) + variant.successes() + control.trials();
        double c = (double) control.successes() + variant.successes();
        double root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
        return Math.min(1, 2 * c / (b + root));
    }

    /** The last value on the way from an inside one to a bound that is still kept. */
    private static double end(double inside, double bound, DoublePredicate kept) {
        double in = inside;
        double out = bound;
        while (true) {
            double middle = in + (out - in) / 2;
            if (middle == in || middle == out) {
                return in;
            }
            if (kept.test(middle)) {
                in = middle;
            } else {
                out = middle;
            }
        }
    }

    private static double square(double x) {
        return x * x;
    }
}
