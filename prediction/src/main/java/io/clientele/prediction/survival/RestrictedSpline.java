package io.clientele.prediction.survival;

import java.util.Arrays;

/**
 * Restricted cubic splines (Harrell 2015, section 2.4.5): cubic between knots, straight beyond the outer ones. Knots are at quantiles of
 * the values; where these are not distinct, the straight line is all there is.
 */
final class RestrictedSpline {

    private static final double[] SHARES = {0.05, 0.35, 0.65, 0.95};

    private final double[] knots;

    private RestrictedSpline(double[] knots) {
        this.knots = knots;
    }

    static RestrictedSpline of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] knots = new double[SHARES.length];
        for (int k = 0; k < knots.length; k++) {
            double place = SHARES[k] * (sorted.length - 1);
            int below = (int) place;
            int above = Math.min(below + 1, sorted.length - 1);
            knots[k] = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
            if (k > 0 && !(knots[k] > knots[k - 1])) {
                return line();
            }
        }
        return new RestrictedSpline(knots);
    }

    static RestrictedSpline line() {
        return new RestrictedSpline(new double[0]);
    }

    /** A constant, the value, and the bent terms. */
    double[] terms(double x) {
        int last = knots.length - 1;
        double[] terms = new double[2 + Math.max(0, knots.length - 2)];
        terms[0] = 1;
        terms[1] = x;
        for (int j = 0; j < terms.length - 2; j++) {
            double span = knots[last] - knots[last - 1];
            double width = knots[last] - knots[0];
            terms[2 + j] = (cube(x - knots[j])
                            - cube(x - knots[last - 1]) * (knots[last] - knots[j]) / span
                            + cube(x - knots[last]) * (knots[last - 1] - knots[j]) / span)
                    / (width * width);
        }
        return terms;
    }

    private static double cube(double v) {
        return v > 0 ? v * v * v : 0;
    }

    double[][] columns(double[] values) {
        double[][] columns = new double[terms(0).length][values.length];
        for (int i = 0; i < values.length; i++) {
            double[] terms = terms(values[i]);
            for (int j = 0; j < terms.length; j++) {
                columns[j][i] = terms[j];
            }
        }
        return columns;
    }
}
