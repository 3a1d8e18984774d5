package io.clientele.prediction.survival;

import io.clientele.core.stats.Distributions;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Log density and log survival of W with their first two derivatives, for a distribution (and q). All are log-concave, so
 * second derivatives are at most 0.
 */
final class LifetimeShape {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    /** Closer to q = 0 than this, the generalised gamma is the log-normal to all digits that can be computed. */
    private static final double FLAT = 1e-5;

    private enum Kind {
        EXTREME_VALUE,
        NORMAL,
        LOGISTIC,
        GAMMA
    }

    private final Kind kind;
    private final double q;
    /** 1/q². */
    private final double g;

    private final double constant;

    LifetimeShape(LifetimeDistribution distribution, double q) {
        this.q = q;
        this.kind = switch (distribution) {
            case EXPONENTIAL, WEIBULL -> Kind.EXTREME_VALUE;
            case LOG_NORMAL -> Kind.NORMAL;
            case LOG_LOGISTIC -> Kind.LOGISTIC;
            case GENERALIZED_GAMMA -> Math.abs(q) < FLAT ? Kind.NORMAL : Kind.GAMMA;
        };
        this.g = 1 / (q * q);
        this.constant = kind == Kind.GAMMA ? Math.log(Math.abs(q)) + g * Math.log(g) - LogGamma.value(g) - g : 0;
    }

    /** Log density (event) or log survival at each z, with derivatives. */
    void evaluate(double[] z, boolean[] event, double[] value, double[] first, double[] second, int n) {
        for (int i = 0; i < n; i++) {
            switch (kind) {
                case EXTREME_VALUE -> {
                    double e = Math.exp(z[i]);
                    value[i] = event[i] ? z[i] - e : -e;
                    first[i] = event[i] ? 1 - e : -e;
                    second[i] = -e;
                }
                case NORMAL -> normal(z[i], event[i], value, first, second, i);
                case LOGISTIC -> {
                    double s = z[i] > 0 ? Math.log1p(Math.exp(-z[i])) + z[i] : Math.log1p(Math.exp(z[i]));
                    double p = Math.exp(z[i] - s);
                    double times = event[i] ? 2 : 1;
                    value[i] = (event[i] ? z[i] : 0) - times * s;
                    first[i] = (event[i] ? 1 : 0) - times * p;
                    second[i] = -times * p * Math.exp(-s);
                }
                case GAMMA -> gamma(z[i], event[i], value, first, second, i);
            }
        }
    }

    private static void normal(double z, boolean event, double[] value, double[] first, double[] second, int i) {
        if (event) {
            value[i] = -z * z / 2 - HALF_LOG_TWO_PI;
            first[i] = -z;
            second[i] = -1;
            return;
        }
        double root = z / Math.sqrt(2);
        double log;
        double mills;
        if (z > 0) {
            double scaled = Erfcx.value(root);
            log = Math.log(scaled / 2) - z * z / 2;
            mills = Math.sqrt(2 / Math.PI) / scaled;
        } else {
            double s = Erfc.value(root) / 2;
            log = Math.log1p(-Erfc.value(-root) / 2);
            mills = Math.exp(-z * z / 2 - HALF_LOG_TWO_PI) / s;
        }
        value[i] = log;
        first[i] = -mills;
        second[i] = -mills * (mills - z);
    }

    /** With y = exp(qz): log f = constant + g (1 + qz - y); f' / f = (1 - y)/q; W survives z if a gamma(g) exceeds g y. */
    private void gamma(double z, boolean event, double[] value, double[] first, double[] second, int i) {
        double y = Math.exp(q * z);
        double density = constant + g * (q * z - Math.expm1(q * z));
        double slope = -Math.expm1(q * z) / q;
        if (event) {
            value[i] = density;
            first[i] = slope;
            second[i] = -y;
            return;
        }
        double survival = q > 0 ? RegularizedGamma.Q.value(g, g * y) : RegularizedGamma.P.value(g, g * y);
        value[i] = survival < 0.5
                ? Math.log(survival)
                : Math.log1p(-(q > 0 ? RegularizedGamma.P.value(g, g * y) : RegularizedGamma.Q.value(g, g * y)));
        double hazard = Math.exp(density - value[i]);
        first[i] = -hazard;
        second[i] = -hazard * Math.max(0, slope + hazard);
    }

    double logSurvival(double z) {
        double[] value = new double[1];
        evaluate(new double[] {z}, new boolean[1], value, new double[1], new double[1], 1);
        return value[0];
    }

    /** The derivative of log survival: minus the hazard. */
    double logSurvivalSlope(double z) {
        double[] first = new double[1];
        evaluate(new double[] {z}, new boolean[1], new double[1], first, new double[1], 1);
        return first[0];
    }

    /** z with survival 1 - p. */
    double quantile(double p) {
        return switch (kind) {
            case EXTREME_VALUE -> Math.log(-Math.log1p(-p));
            case NORMAL -> Distributions.normalQuantile(p);
            case LOGISTIC -> Math.log(p) - Math.log1p(-p);
            case GAMMA -> Math.log(gammaQuantile(p) / g) / q;
        };
    }

    private double gammaQuantile(double p) {
        return Distributions.gammaQuantile(q > 0 ? p : 1 - p, g, 1);
    }

    /**
     * z at a given log survival, by Newton's method. Log survival is concave and falls, so that from the second step on z comes
     * down to the answer from above.
     *
     * @param target below 0
     * @param p some chance at most 1 - exp(target), whose quantile is a start
     */
    double quantileOfLogSurvival(double target, double p) {
        if (kind == Kind.EXTREME_VALUE) {
            return Math.log(-target);
        }
        if (kind == Kind.LOGISTIC) {
            return -target + Math.log(-Math.expm1(target));
        }
        double known = -Math.expm1(target);
        double z = quantile(known < 1 ? Math.max(p, known) : p);
        for (int i = 0; i < 200; i++) {
            double step = (target - logSurvival(z)) / logSurvivalSlope(z);
            while (Double.isInfinite(logSurvival(z + step))) {
                step /= 2;
            }
            z += step;
            if (Math.abs(step) <= 1e-14 * Math.max(1, Math.abs(z))) {
                break;
            }
        }
        return z;
    }

    /** The logarithm of the mean of exp(scale W); infinite where there is none. */
    double logMean(double scale) {
        return switch (kind) {
            case EXTREME_VALUE -> LogGamma.value(1 + scale);
            case NORMAL -> scale * scale / 2;
            case LOGISTIC ->
                scale < 1 ? Math.log(Math.PI * scale / Math.sin(Math.PI * scale)) : Double.POSITIVE_INFINITY;
            case GAMMA -> {
                double moment = g + scale / q;
                yield moment > 0
                        ? -Math.log(g) * (scale / q) + LogGamma.value(moment) - LogGamma.value(g)
                        : Double.POSITIVE_INFINITY;
            }
        };
    }
}
