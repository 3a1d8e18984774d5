package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * How the interval of a relative lift, the variant's rate by the control's less 1, is made. Where the control had no success
 * the ratio has no upper end, and where the data say nothing of it the interval is [-1, infinity).
 */
public enum LiftInterval {

    /**
     * All ratios that a score test would not refute (Koopman 1984; Miettinen and Nurminen 1985). The default: near the stated
     * coverage also for few successes, defined for all counts, and never below -1.
     */
    SCORE {
        @Override
        Interval of(Conversions control, Conversions variant, double confidence) {
            return ScoreInterval.ofLift(control, variant, confidence);
        }
    },

    /**
     * Katz and others' (1978): the logarithm of the ratio plus and minus a number of standard errors. Without a success in
     * either variant the logarithm has no standard error, and the interval is [-1, infinity).
     */
    LOG {
        @Override
        Interval of(Conversions control, Conversions variant, double confidence) {
            double x = control.successes();
            double y = variant.successes();
            if (x == 0 || y == 0) {
                return new Interval(-1, Double.POSITIVE_INFINITY, confidence);
            }
            double error = Math.sqrt(
                    control.failures() / (x * control.trials()) + variant.failures() / (y * variant.trials()));
            double middle = Math.log(variant.rate() / control.rate());
            double half = Distributions.normalTwoSided(confidence) * error;
            return new Interval(Math.expm1(middle - half), Math.expm1(middle + half), confidence);
        }
    },

    /**
     * Fieller's (1954): all ratios r for which variant - r control is within its error of 0. When the control's rate is not
     * significantly above 0 it has no bounded interval, and [-1, infinity) is given. May reach below -1 for few successes.
     */
    FIELLER {
        @Override
        Interval of(Conversions control, Conversions variant, double confidence) {
            double p = control.rate();
            double q = variant.rate();
            return Fieller.lift(
                    p,
                    p * (1 - p) / control.trials(),
                    q,
                    q * (1 - q) / variant.trials(),
                    Distributions.normalTwoSided(confidence),
                    confidence,
                    -1);
        }
    };

    abstract Interval of(Conversions control, Conversions variant, double confidence);
}
