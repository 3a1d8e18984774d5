package io.clientele.prediction.internal;

/**
 * Minimises {@code (b - a)'H(b - a)/2 - g'(b - a) + sum of (l1 |b| + l2 b²/2)}: an elastic net on a quadratic, coordinate after
 * coordinate by soft thresholds (Friedman, Hastie and Tibshirani 2010). Coordinates that are 0 are looked at again
 * only when the others have settled.
 */
public final class CoordinateDescent {

    private static final int SWEEPS = 100_000;
    /** A change of a coefficient below this, on the scale of its curvature, is none. */
    private static final double SETTLED = 1e-14;

    private final double[][] h;
    private final double[] l1;
    private final double[] l2;
    private final double[] b;
    /** Gradient of the quadratic part: {@code g - H(b - a)}. */
    private final double[] rest;

    private CoordinateDescent(double[][] h, double[] gradient, double[] start, double[] l1, double[] l2) {
        this.h = h;
        this.l1 = l1;
        this.l2 = l2;
        this.b = start.clone();
        this.rest = gradient.clone();
    }

    /**
     * Solves.
     *
     * @param h symmetric, not negative on the diagonal; a coordinate with 0 there stays as it is
     * @param gradient g, at the start
     * @param start a, and where the descent begins
     * @param l1 by coordinate, at least 0
     * @param l2 by coordinate, at least 0
     * @param scale of h, such as the number of rows
     * @return the minimiser
     */
    public static double[] solve(
            double[][] h, double[] gradient, double[] start, double[] l1, double[] l2, double scale) {
        CoordinateDescent descent = new CoordinateDescent(h, gradient, start, l1, l2);
        double enough = SETTLED * scale;
        for (int sweep = 0; sweep < SWEEPS; ) {
            double change = descent.sweep(false);
            sweep++;
            if (change <= SETTLED * enough) {
                break;
            }
            while (sweep < SWEEPS && descent.sweep(true) > SETTLED * enough) {
                sweep++;
            }
        }
        return descent.b;
    }

    /** The largest {@code change² curvature}. */
    private double sweep(boolean activeOnly) {
        double largest = 0;
        for (int j = 0; j < b.length; j++) {
            double curvature = h[j][j] + l2[j];
            if ((activeOnly && b[j] == 0) || !(h[j][j] > 0)) {
                continue;
            }
            double pull = rest[j] + h[j][j] * b[j];
            double next = pull > l1[j] ? (pull - l1[j]) / curvature : pull < -l1[j] ? (pull + l1[j]) / curvature : 0;
            double change = next - b[j];
            if (change != 0) {
                b[j] = next;
                double[] row = h[j];
                for (int k = 0; k < rest.length; k++) {
                    rest[k] -= change * row[k];
                }
                largest = Math.max(largest, change * change * curvature);
            }
        }
        return largest;
    }
}
