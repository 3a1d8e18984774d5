package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Proportions;

/** How the interval of a difference of two rates (variant less control) is made. */
public enum DifferenceInterval {

    /**
     * The difference plus and minus a number of unpooled standard errors. Common, and too short when there are few successes
     * or failures: with none at all in either variant it has no width.
     */
    WALD {
        @Override
        Interval of(Conversions control, Conversions variant, double confidence) {
            double half = Distributions.normalTwoSided(confidence) * ProportionMethod.unpooledError(control, variant);
            double difference = variant.rate() - control.rate();
            return new Interval(difference - half, difference + half, confidence);
        }
    },

    /**
     * Newcombe's (1998, "Interval Estimation for the Difference Between Independent Proportions", method 10) from the two
     * Wilson intervals. The default: near the stated coverage also for few successes, and never outside [-1, 1].
     */
    NEWCOMBE {
        @Override
        Interval of(Conversions control, Conversions variant, double confidence) {
            return Proportions.newcombe(
                    (double) variant.successes(),
                    (double) variant.trials(),
                    (double) control.successes(),
                    (double) control.trials(),
                    confidence);
        }
    },

    /**
     * Agresti and Caffo's (2000, "Simple and Effective Confidence Intervals for Proportions"): Wald after one success and one
     * failure more in each variant. May reach a little outside [-1, 1] for few trials.
     */
    AGRESTI_CAFFO {
        @Override
        Interval of(Conversions control, Conversions variant, double confidence) {
            double m = control.trials() + 2.0;
            double n = variant.trials() + 2.0;
            double p = (control.successes() + 1) / m;
            double q = (variant.successes() + 1) / n;
            double half = Distributions.normalTwoSided(confidence) * Math.sqrt(p * (1 - p) / m + q * (1 - q) / n);
            return new Interval(q - p - half, q - p + half, confidence);
        }
    },

    /**
     * Miettinen and Nurminen's (1985, "Comparative Analysis of Two Rates") score interval: all differences that a score test
     * would not refute. Agrees with the pooled z test but for a factor of (N - 1) / N in the statistic.
     */
    MIETTINEN_NURMINEN {
        @Override
        Interval of(Conversions control, Conversions variant, double confidence) {
            return ScoreInterval.ofDifference(control, variant, confidence);
        }
    };

    abstract Interval of(Conversions control, Conversions variant, double confidence);
}
