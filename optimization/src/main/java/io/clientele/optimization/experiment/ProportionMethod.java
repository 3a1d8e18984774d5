package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;

/**
 * How the two-sided p-value of a difference of two rates is made. Where nothing varies, all successes or none in both variants,
 * every method gives 1.
 */
public enum ProportionMethod {

    /** The z test with the rates pooled, as under "no difference"; its square is Pearson's chi-square. The default. */
    POOLED_Z {
        @Override
        double p(Conversions control, Conversions variant) {
            return normal(variant.rate() - control.rate(), pooledError(control, variant));
        }

        @Override
        double logP(Conversions control, Conversions variant) {
            return logNormal(variant.rate() - control.rate(), pooledError(control, variant));
        }
    },

    /** The z test with each variant's own variance; goes with {@link DifferenceInterval#WALD}. */
    UNPOOLED_Z {
        @Override
        double p(Conversions control, Conversions variant) {
            return normal(variant.rate() - control.rate(), unpooledError(control, variant));
        }

        @Override
        double logP(Conversions control, Conversions variant) {
            return logNormal(variant.rate() - control.rate(), unpooledError(control, variant));
        }
    },

    /** Pearson's chi-square with Yates' (1934) correction for continuity. Careful: real errors are below the stated ones. */
    YATES {
        @Override
        double p(Conversions control, Conversions variant) {
            return chiSquared(yates(control, variant));
        }

        @Override
        double logP(Conversions control, Conversions variant) {
            return Distributions.chiSquaredLogSurvival(yates(control, variant), 1);
        }
    },

    /** The likelihood ratio (G) test. */
    LIKELIHOOD_RATIO {
        @Override
        double p(Conversions control, Conversions variant) {
            return chiSquared(likelihoodRatio(control, variant));
        }

        @Override
        double logP(Conversions control, Conversions variant) {
            return Distributions.chiSquaredLogSurvival(likelihoodRatio(control, variant), 1);
        }
    },

    /**
     * Fisher's (1935) exact test: the chance, with the margins given, of a table no more likely than the one seen. Never errs
     * more often than stated, and has less power for it. Time grows with the number of successes (or failures, if fewer).
     */
    FISHER {
        @Override
        double p(Conversions control, Conversions variant) {
            return FisherExact.p(control, variant);
        }

        @Override
        double logP(Conversions control, Conversions variant) {
            return FisherExact.logP(control, variant);
        }
    };

    abstract double p(Conversions control, Conversions variant);

    /** The natural logarithm of p, also where p is 0. */
    abstract double logP(Conversions control, Conversions variant);

    static double unpooledError(Conversions control, Conversions variant) {
        double p = control.rate();
        double q = variant.rate();
        return Math.sqrt(p * (1 - p) / control.trials() + q * (1 - q) / variant.trials());
    }

    static double pooledError(Conversions control, Conversions variant) {
        double m = control.trials();
        double n = variant.trials();
        double p = ((double) control.successes() + variant.successes()) / (m + n);
        return Math.sqrt(p * (1 - p) * (1 / m + 1 / n));
    }

    static double yates(Conversions control, Conversions variant) {
        double error = pooledError(control, variant);
        double step = 0.5 * (1.0 / control.trials() + 1.0 / variant.trials());
        double distance = Math.max(0, Math.abs(variant.rate() - control.rate()) - step);
        return error == 0 ? 0 : distance / error * (distance / error);
    }

    static double likelihoodRatio(Conversions control, Conversions variant) {
        double total = (double) control.trials() + variant.trials();
        double p = ((double) control.successes() + variant.successes()) / total;
        double g = 0;
        for (Conversions one : new Conversions[] {control, variant}) {
            g += deviance((double) one.successes(), one.trials() * p);
            g += deviance((double) one.failures(), one.trials() * (1 - p));
        }
        return Math.max(0, 2 * g);
    }

    /** x log(x / e) - x + e, without losing the small difference of x and e; the linear parts add up to 0 over a table. */
    private static double deviance(double x, double expected) {
        if (x == 0) {
            return expected;
        }
        double away = (x - expected) / expected;
        return x * Math.log1p(away) - (x - expected);
    }

    private static double normal(double difference, double error) {
        return error == 0 && difference == 0 ? 1 : 2 * Distributions.normalSurvival(Math.abs(difference) / error);
    }

    private static double logNormal(double difference, double error) {
        return error == 0 && difference == 0
                ? 0
                : Math.min(0, Math.log(2) + Distributions.normalLogSurvival(Math.abs(difference) / error));
    }

    private static double chiSquared(double statistic) {
        return Distributions.chiSquaredSurvival(statistic, 1);
    }
}
