package io.clientele.optimization.bandit;

/** Normal posteriors, relative to one arm's mean. */
final class NormalFamily extends Family {

    private final double[] mean;
    private final double[] deviation;
    private double center;

    NormalFamily(double[] mean, double[] deviation) {
        super(mean.length);
        this.mean = mean;
        this.deviation = deviation;
        int arms = mean.length;
        int origin = 0;
        for (int k = 1; k < arms; k++) {
            origin = mean[k] > mean[origin] ? k : origin;
        }
        for (int k = 0; k < arms; k++) {
            middle[k] = mean[k] - mean[origin];
            logArea[k] = StrictMath.log(deviation[k]) + 0.9189385332046727;
            double reach = Math.sqrt(2 * FALL) * deviation[k];
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
        return s * s / 2;
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
        return 1 / (deviation[k] * deviation[k]);
    }

    @Override
    double stretch(int k) {
        double steep = (center - middle[k]) / deviation[k] / 6;
        return deviation[k] / Math.sqrt(1 + steep * steep);
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
        double z = s / deviation[k];
        return z * z / 2;
    }

    @Override
    double fallSlope(int k, double s) {
        return s / deviation[k] / deviation[k];
    }
}
