package io.clientele.optimization.bandit;

import io.clientele.optimization.internal.GaussPanel;
import io.clientele.optimization.internal.SmallDifferences;

/**
 * Student posteriors, relative to one arm's mean. Their tails fall by a power only, so the ends lie far out, where the tail adds
 * nothing to the mean either, and panels grow with the distance.
 */
final class StudentFamily extends Family {

    private final double[] mean;
    private final double[] scale;
    private final double[] degrees;
    private double center;

    StudentFamily(double[] mean, double[] scale, double[] degrees) {
        super(mean.length);
        this.mean = mean;
        this.scale = scale;
        this.degrees = degrees;
        int origin = 0;
        for (int k = 1; k < mean.length; k++) {
            origin = mean[k] > mean[origin] ? k : origin;
        }
        for (int k = 0; k < mean.length; k++) {
            double n = degrees[k];
            double a = n / 2;
            middle[k] = mean[k] - mean[origin];
            // log of scale sqrt(pi n) Gamma(n / 2) / Gamma((n + 1) / 2), by the differences from Stirling's formula
            logArea[k] = StrictMath.log(scale[k])
                    + 0.9189385332046727
                    + (0.5 - a * StrictMath.log1p(0.5 / a))
                    + (SmallDifferences.stirlingError(a) - SmallDifferences.stirlingError(a + 0.5));
            double reach = scale[k] * Math.sqrt(n * StrictMath.expm1(2 * FALL / (n - 1)));
            low[k] = middle[k] - reach;
            high[k] = middle[k] + reach;
        }
    }

    @Override
    void moveTo(double t) {
        center = t;
    }

    @Override
    double shape(double s) {
        return 0;
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
        return 0;
    }

    @Override
    void logDensity(int k, double half, double[] shapes, double[] out) {
        double from = center - middle[k];
        for (int i = 0; i < GaussPanel.NODES; i++) {
            out[i] = -fall(k, from + half * GaussPanel.node(i)) - logArea[k];
        }
    }

    @Override
    double stretch(int k) {
        double z = (center - middle[k]) / scale[k];
        double n = degrees[k];
        double wide = n + z * z;
        double local = Math.sqrt(wide / (n + 1) / (1 + (n + 1) / wide * z * z / 36));
        // the poles are sqrt(n) i away from the middle; three times this must stay below the distance
        return scale[k] * Math.min(local, Math.sqrt(wide) / 4);
    }

    @Override
    double valueSlope(double t) {
        return 1;
    }

    @Override
    double mean(int k) {
        return mean[k];
    }

    @Override
    double fall(int k, double s) {
        double z = s / scale[k];
        return (degrees[k] + 1) / 2 * StrictMath.log1p(z * z / degrees[k]);
    }

    @Override
    double fallSlope(int k, double s) {
        double z = s / scale[k];
        return (degrees[k] + 1) * z / (degrees[k] + z * z) / scale[k];
    }
}
