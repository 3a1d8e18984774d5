package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;
import io.clientele.optimization.internal.GaussPanel;
import io.clientele.optimization.internal.SmallDifferences;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The difference b - a of two independent Beta quantities, by Gauss-Legendre panels over log odds, where every integrand is smooth.
 * Nothing is computed as 1 less something, so that small probabilities and losses keep their digits.
 */
final class BetaDifference {

    /** What has fallen below exp(-42), 6e-19, of a density's top is left out. */
    private static final double FALL = 42;

    private static final int PANELS = 24;

    private final Curve a;
    private final Curve b;
    /** Ends of the panels: so many over each density, and over what lies between the two. */
    private final double[] ends;

    BetaDifference(double alphaA, double betaA, double alphaB, double betaB) {
        a = new Curve(alphaA, betaA);
        b = new Curve(alphaB, betaB);
        double[] all = new double[3 * (PANELS + 1)];
        spread(a.low, a.high, all, 0);
        spread(b.low, b.high, all, PANELS + 1);
        spread(Math.min(a.high, b.high), Math.max(a.low, b.low), all, 2 * (PANELS + 1));
        Arrays.sort(all);
        ends = all;
    }

    private static void spread(double from, double to, double[] into, int at) {
        for (int i = 0; i <= PANELS; i++) {
            into[at + i] = from + (to - from) * i / PANELS;
        }
    }

    double mean() {
        return b.share - a.share;
    }

    /** P(b &gt; a). */
    double probabilityAbove() {
        return a.narrower(b)
                ? sum(t -> a.density(t) * b.above(rate(t)), ends)
                : sum(t -> b.density(t) * a.below(rate(t)), ends);
    }

    /** P(b &lt; a). */
    double probabilityBelow() {
        return a.narrower(b)
                ? sum(t -> a.density(t) * b.below(rate(t)), ends)
                : sum(t -> b.density(t) * a.above(rate(t)), ends);
    }

    /** E max(a - b, 0): what choosing b loses. */
    double lossOfB() {
        return sum(t -> a.above(rate(t)) * b.below(rate(t)) * slope(t), ends);
    }

    /** E max(b - a, 0): what choosing a loses. */
    double lossOfA() {
        return sum(t -> a.below(rate(t)) * b.above(rate(t)) * slope(t), ends);
    }

    /** P(b - a &lt;= d). The narrower of the two is integrated over: on its scale the other one is smooth. */
    double below(double d) {
        return a.narrower(b)
                ? sum(t -> a.density(t) * b.below(rate(t) + d), a.ends(-d))
                : sum(t -> b.density(t) * a.above(rate(t) - d), b.ends(d));
    }

    /** P(b - a &gt; d). */
    double above(double d) {
        return a.narrower(b)
                ? sum(t -> a.density(t) * b.above(rate(t) + d), a.ends(-d))
                : sum(t -> b.density(t) * a.below(rate(t) - d), b.ends(d));
    }

    /** The density of b - a. */
    private double density(double d) {
        return a.narrower(b)
                ? sum(t -> a.density(t) * b.rateDensity(rate(t) + d), a.ends(-d))
                : sum(t -> b.density(t) * a.rateDensity(rate(t) - d), b.ends(d));
    }

    /** The d with P(b - a &lt;= d) = p if lower, else with P(b - a &gt; d) = p; by Newton's rule, halving where it leaves the bracket. */
    double quantile(double p, boolean lower) {
        double from = -1;
        double to = 1;
        double sign = lower ? 1 : -1;
        double d = mean() + sign * Distributions.normalQuantile(p) * Math.sqrt(a.variance() + b.variance());
        for (int step = 0; step < 100; step++) {
            d = d > from && d < to ? d : 0.5 * (from + to);
            double miss = sign * ((lower ? below(d) : above(d)) - p);
            if (miss > 0) {
                to = d;
            } else {
                from = d;
            }
            double change = miss / density(d);
            if (Math.abs(change) <= 1e-15 * Math.max(Math.abs(d), to - from) || to - from <= Math.ulp(d)) {
                return d;
            }
            d -= change;
        }
        return d;
    }

    private static double sum(DoubleUnaryOperator f, double[] ends) {
        double sum = 0;
        for (int k = 1; k < ends.length; k++) {
            double half = 0.5 * (ends[k] - ends[k - 1]);
            double middle = 0.5 * (ends[k] + ends[k - 1]);
            if (half > 0) {
                double panel = 0;
                for (int i = 0; i < GaussPanel.NODES; i++) {
                    panel += GaussPanel.weight(i) * f.applyAsDouble(middle + half * GaussPanel.node(i));
                }
                sum += half * panel;
            }
        }
        return sum;
    }

    private static double rate(double t) {
        return t < 0 ? Math.exp(t) / (1 + Math.exp(t)) : 1 / (1 + Math.exp(-t));
    }

    /** The rate's derivative by the log odds. */
    private static double slope(double t) {
        double e = Math.exp(-Math.abs(t));
        return e / ((1 + e) * (1 + e));
    }

    /** A Beta density over log odds. */
    private static final class Curve {

        private final double alpha;
        private final double beta;
        final double share;
        private final double middle;
        private final double logArea;
        final double low;
        final double high;

        Curve(double alpha, double beta) {
            this.alpha = alpha;
            this.beta = beta;
            share = alpha / (alpha + beta);
            middle = Math.log(alpha / beta);
            logArea = 0.5 * Math.log(2 * Math.PI * (1 / alpha + 1 / beta))
                    + SmallDifferences.stirlingError(alpha)
                    + SmallDifferences.stirlingError(beta)
                    - SmallDifferences.stirlingError(alpha + beta);
            low = middle + edge(-1);
            high = middle + edge(1);
        }

        boolean narrower(Curve other) {
            return high - low <= other.high - other.low;
        }

        private double fall(double s) {
            return (alpha + beta) * SmallDifferences.logOddsFall(share, beta / (alpha + beta), s);
        }

        private double edge(double direction) {
            double far = direction;
            while (fall(far) < FALL) {
                far *= 2;
            }
            double near = 0;
            for (int step = 0; step < 60; step++) {
                double half = 0.5 * (near + far);
                if (fall(half) < FALL) {
                    near = half;
                } else {
                    far = half;
                }
            }
            return far;
        }

        double density(double t) {
            return Math.exp(-fall(t - middle) - logArea);
        }

        double variance() {
            return share * (beta / (alpha + beta)) / (alpha + beta + 1);
        }

        double rateDensity(double x) {
            return x <= 0 || x >= 1 ? 0 : density(Math.log(x) - Math.log1p(-x)) / (x * (1 - x));
        }

        double below(double x) {
            return x <= 0 ? 0 : x >= 1 ? 1 : Distributions.betaCdf(x, alpha, beta);
        }

        double above(double x) {
            return x <= 0 ? 1 : x >= 1 ? 0 : Distributions.betaSurvival(x, alpha, beta);
        }

        /** Panels over the density, with ends where the rate is d or 1 + d: there the other quantity reaches 0 or 1. */
        double[] ends(double d) {
            double[] all = new double[PANELS + 3];
            spread(low, high, all, 0);
            all[PANELS + 1] = inside(d);
            all[PANELS + 2] = inside(1 + d);
            Arrays.sort(all);
            return all;
        }

        private double inside(double x) {
            return x <= 0 || x >= 1 ? low : Math.max(low, Math.min(high, Math.log(x) - Math.log1p(-x)));
        }
    }
}
