package io.clientele.optimization.bandit;

import io.clientele.optimization.internal.SmallDifferences;

/**
 * Beta posteriors over the logarithm of the odds, relative to one arm's. There the density of Beta(a, b) is
 * x<sup>a</sup> (1 - x)<sup>b</sup> / B(a, b): log-concave for all a and b, without the poles at 0 and 1.
 */
final class BetaFamily extends Family {

    private final double[] alpha;
    private final double[] beta;
    private final double[] total;
    private final double[] p;
    private final double[] q;
    private final double odds;
    private final double logOdds;
    private double center;
    private double x;
    private double y;

    BetaFamily(double[] alpha, double[] beta) {
        super(alpha.length);
        this.alpha = alpha;
        this.beta = beta;
        int arms = alpha.length;
        total = new double[arms];
        p = new double[arms];
        q = new double[arms];
        int origin = 0;
        for (int k = 0; k < arms; k++) {
            total[k] = alpha[k] + beta[k];
            p[k] = alpha[k] / total[k];
            q[k] = beta[k] / total[k];
            if (p[k] > p[origin]) {
                origin = k;
            }
        }
        odds = alpha[origin] / beta[origin];
        logOdds = StrictMath.log(odds);
        for (int k = 0; k < arms; k++) {
            double a = alpha[k];
            double b = beta[k];
            middle[k] = logRatio(a, beta[origin], b, alpha[origin]);
            logArea[k] = 0.5 * StrictMath.log(2 * StrictMath.PI * (1 / a + 1 / b))
                    + SmallDifferences.stirlingError(a)
                    + SmallDifferences.stirlingError(b)
                    - SmallDifferences.stirlingError(total[k]);
            double normal = Math.sqrt(2 * FALL * (1 / a + 1 / b));
            low[k] = edge(k, -Math.min(normal, StrictMath.log(2 + 2 * FALL / b)));
            high[k] = edge(k, Math.min(normal, StrictMath.log(2 + 2 * FALL / a)));
        }
    }

    /** Of the odds to which the scale is relative. */
    double logOdds() {
        return logOdds;
    }

    @Override
    void moveTo(double t) {
        center = t;
        double o = odds * StrictMath.exp(t);
        x = share(o);
        y = 1 / (1 + o);
    }

    private static double share(double o) {
        return o > 1 ? 1 / (1 + 1 / o) : o / (1 + o);
    }

    @Override
    double shape(double s) {
        return SmallDifferences.logOddsFall(x, y, s);
    }

    @Override
    double start(int k) {
        return -fall(k, center - middle[k]) - logArea[k];
    }

    @Override
    double slope(int k) {
        return -fallSlope(k, center - middle[k]);
    }

    @Override
    double bend(int k) {
        return total[k];
    }

    @Override
    double stretch(int k) {
        double steep = total[k] * (x - p[k]) / 6;
        double scale = 1 / Math.sqrt(total[k] * (x * y) + steep * steep);
        // the nearest poles are pi i away from odds of 1
        return Math.min(scale, (4 + Math.abs(logOdds + center)) / 6);
    }

    @Override
    double valueSlope(double t) {
        double o = odds * StrictMath.exp(t);
        return share(o) / (1 + o);
    }

    @Override
    double mean(int k) {
        return p[k];
    }

    @Override
    double fall(int k, double s) {
        return total[k] * SmallDifferences.logOddsFall(p[k], q[k], s);
    }

    @Override
    double fallSlope(int k, double s) {
        if (s > 700) {
            return beta[k];
        }
        double e = StrictMath.expm1(s);
        return alpha[k] * (q[k] * e / (1 + p[k] * e));
    }
}
