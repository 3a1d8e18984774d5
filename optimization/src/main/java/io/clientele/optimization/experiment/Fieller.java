package io.clientele.optimization.experiment;

import io.clientele.core.stats.Interval;

/**
 * Ratios r for which (y - r x)² is at most z² times its variance (Fieller 1954, "Some Problems in Interval Estimation"),
 * for independent x and y.
 */
final class Fieller {

    private Fieller() {}

    /**
     * The interval of y / x - 1.
     *
     * @param least smallest possible value, given as the lower end of an unbounded interval
     */
    static Interval lift(double x, double vx, double y, double vy, double z, double confidence, double least) {
        // (x² - z² vx) r² - 2 x y r + (y² - z² vy) <= 0
        double g = z * z * vx / (x * x);
        if (!(g < 1)) {
            return new Interval(least, Double.POSITIVE_INFINITY, confidence);
        }
        double ratio = y / x;
        double half = z / Math.abs(x) * Math.sqrt(vy * (1 - g) + ratio * ratio * vx);
        return new Interval((ratio - half) / (1 - g) - 1, (ratio + half) / (1 - g) - 1, confidence);
    }
}
