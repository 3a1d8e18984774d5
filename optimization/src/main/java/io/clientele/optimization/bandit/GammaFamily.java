package io.clientele.optimization.bandit;

import io.clientele.optimization.internal.SmallDifferences;

/** Gamma posteriors over the logarithm of the quantity, relative to one arm's mean. */
final class GammaFamily extends Family {

    private final double[] shape;
    private final double[] mean;
    private final double unit;
    private double center;

    GammaFamily(double[] shape, double[] rate) {
        super(shape.length);
        this.shape = shape;
        int arms = shape.length;
        mean = new double[arms];
        int origin = 0;
        for (int k = 0; k < arms; k++) {
            mean[k] = shape[k] / rate[k];
            if (mean[k] > mean[origin]) {
                origin = k;
            }
        }
        unit = mean[origin];
        for (int k = 0; k < arms; k++) {
            double a = shape[k];
            middle[k] = logRatio(a, rate[origin], rate[k], shape[origin]);
            logArea[k] = 0.5 * StrictMath.log(2 * StrictMath.PI / a) + SmallDifferences.stirlingError(a);
            double normal = Math.sqrt(2 * FALL / a);
            low[k] = edge(k, -normal);
            high[k] = edge(k, Math.min(normal, StrictMath.log(2 + 2 * FALL / a)));
        }
    }

    @Override
    void moveTo(double t) {
        center = t;
    }

    @Override
    double shape(double s) {
        // finite, so that it counts for nothing where an arm has no bend
        return Math.min(SmallDifferences.expm1MinusS(s), 1e300);
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
        return shape[k] * StrictMath.exp(center - middle[k]);
    }

    @Override
    double stretch(int k) {
        double bend = bend(k);
        double steep = slope(k) / 6;
        double scale = 1 / Math.sqrt(bend + steep * steep);
        // exp(t) turns once around in 2 pi i; where it is small it does not matter
        return Math.min(scale, (2 + Math.max(0, -StrictMath.log(bend))) / 3);
    }

    @Override
    double valueSlope(double t) {
        return unit * StrictMath.exp(t);
    }

    @Override
    double mean(int k) {
        return mean[k];
    }

    @Override
    double fall(int k, double s) {
        return shape[k] * SmallDifferences.expm1MinusS(s);
    }

    @Override
    double fallSlope(int k, double s) {
        return shape[k] * StrictMath.expm1(s);
    }
}
