package io.clientele.optimization.bandit;

import io.clientele.optimization.internal.GaussPanel;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Revenue posteriors over the logarithm of the revenue, relative to one arm's. */
final class RevenueFamily extends Family {

    private final double[] mean;
    private final PurchaseIntegral[] integral;
    private final double unit;
    private double center;
    private final double[] stretchAt;
    private final double[] stretch;

    RevenueFamily(double[] alpha, double[] beta, double[] shape, double[] scale) {
        super(alpha.length);
        int arms = alpha.length;
        mean = new double[arms];
        integral = new PurchaseIntegral[arms];
        stretchAt = new double[arms];
        stretch = new double[arms];
        Arrays.fill(stretchAt, Double.NaN);
        int origin = 0;
        for (int k = 0; k < arms; k++) {
            mean[k] = alpha[k] / (alpha[k] + beta[k]) * (scale[k] / (shape[k] - 1));
            origin = mean[k] > mean[origin] ? k : origin;
        }
        unit = alpha[origin] / (alpha[origin] + beta[origin]) * (scale[origin] / shape[origin]);
        for (int k = 0; k < arms; k++) {
            integral[k] = new PurchaseIntegral(alpha[k], beta[k], shape[k]);
            middle[k] = logRatio(alpha[k], alpha[origin] + beta[origin], alpha[origin], alpha[k] + beta[k])
                    + logRatio(scale[k], shape[origin], scale[origin], shape[k]);
            Family rate = new BetaFamily(new double[] {alpha[k]}, new double[] {beta[k]});
            Family inverse = new GammaFamily(new double[] {shape[k]}, new double[] {shape[k]});
            // high orders count by their value for the expected maximum, which takes one off the shape
            double less = shape[k] - 1;
            Family high = new GammaFamily(new double[] {less}, new double[] {less});
            low[k] = middle[k] + integral[k].logRate(rate.low[0]) - inverse.high[0];
            this.high[k] = middle[k] + integral[k].logRate(rate.high[0]) + StrictMath.log1p(1 / less) - high.low[0];
        }
    }

    static RevenueFamily of(RevenuePosterior posterior) {
        return of(List.of(posterior));
    }

    static RevenueFamily of(List<? extends Posterior> arms) {
        return new RevenueFamily(
                column(arms, RevenuePosterior::alpha),
                column(arms, RevenuePosterior::beta),
                column(arms, RevenuePosterior::shape),
                column(arms, RevenuePosterior::scale));
    }

    private static double[] column(List<? extends Posterior> arms, ToDoubleFunction<RevenuePosterior> value) {
        return arms.stream()
                .mapToDouble(arm -> value.applyAsDouble((RevenuePosterior) arm))
                .toArray();
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
        return -fall(k, center - middle[k]);
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
            out[i] = integral[k].logDensity(from + half * GaussPanel.node(i));
        }
    }

    @Override
    double stretch(int k) {
        if (stretchAt[k] != center) {
            PurchaseIntegral at = integral[k];
            at.logDensity(center - middle[k]);
            double steep = at.slope / 6;
            double scale = 1 / Math.sqrt(Math.max(at.bend, 0) + steep * steep);
            // exp(t) turns once around in 2 pi i; where it is small it does not matter
            stretch[k] = Math.min(scale, (2 + Math.max(0, -StrictMath.log(at.rise))) / 3);
            stretchAt[k] = center;
        }
        return stretch[k];
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
        return -integral[k].logDensity(s);
    }

    @Override
    double fallSlope(int k, double s) {
        integral[k].logDensity(s);
        return -integral[k].slope;
    }

    /** The value that the only arm is above with a probability: panels from the top down, then Newton's rule within one. */
    double quantile(double above) {
        double t = high[0];
        double beyond = 0;
        while (t > low[0]) {
            double length = panel(t);
            double mass = mass(t - length, t);
            if (beyond + mass >= above) {
                return unit * StrictMath.exp(within(t - length, t, above - beyond, mass));
            }
            beyond += mass;
            t -= length;
        }
        return unit * StrictMath.exp(low[0]);
    }

    /** The probability that the only arm is above a value. */
    double above(double value) {
        double end = StrictMath.log(value / unit);
        double t = high[0];
        double beyond = 0;
        while (t > Math.max(end, low[0])) {
            double lower = Math.max(end, t - panel(t));
            beyond += mass(lower, t);
            t = lower;
        }
        return Math.min(1, beyond);
    }

    private double panel(double top) {
        moveTo(top);
        double length = 3 * stretch(0);
        moveTo(top - length);
        return Math.min(length, 3 * stretch(0));
    }

    private double mass(double lower, double upper) {
        double half = (upper - lower) / 2;
        double sum = 0;
        for (int i = 0; i < GaussPanel.NODES; i++) {
            double at = lower + half + half * GaussPanel.node(i);
            sum += GaussPanel.weight(i) * StrictMath.exp(integral[0].logDensity(at - middle[0]));
        }
        return half * sum;
    }

    private double within(double lower, double upper, double wanted, double all) {
        double low = lower;
        double high = upper;
        double at = upper - (upper - lower) * (wanted / all);
        for (int step = 0; step < 60; step++) {
            double missing = wanted - mass(at, upper);
            if (missing > 0) {
                high = at;
            } else {
                low = at;
            }
            double change = missing / StrictMath.exp(integral[0].logDensity(at - middle[0]));
            double next = at - change;
            if (!(next > low && next < high)) {
                next = low + (high - low) / 2;
            }
            if (Math.abs(next - at) <= 1e-15 * Math.max(1, Math.abs(at)) || Math.abs(change) < 1e-14) {
                return next;
            }
            at = next;
        }
        return at;
    }
}
