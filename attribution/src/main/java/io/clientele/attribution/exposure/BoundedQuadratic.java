package io.clientele.attribution.exposure;

import io.clientele.core.internal.solver.Cholesky;
import java.util.Optional;

/**
 * The largest value of {@code g'd - d'Md/2} for steps d from a point that stay within bounds: a primal active-set method (Nocedal
 * and Wright 2006, "Numerical Optimization", 16.5), on coordinates scaled so that the diagonal of M is 1.
 *
 * <p>A ridge on the scaled diagonal makes directions in which the function is flat come out as no step, whatever the order of the
 * coordinates; a larger one bends a function down that bends up.
 */
final class BoundedQuadratic {

    private static final double[] RIDGES = {1e-10, 1e-6, 1e-3, 0.1, 2, 50};
    private static final double PIVOT = 1e-13;
    /** In scaled coordinates: a slope that promises a gain of half its square. */
    private static final double FLAT = 1e-8;

    private final int n;
    private final double[] scale;
    private final double[] g;
    private final double[][] m;
    private final double[] low;
    private final double[] high;
    private final boolean[] fixed;
    private final double[] d;

    private BoundedQuadratic(Point p, double[] lower, double[] upper, double ridge) {
        n = p.x.length;
        scale = new double[n];
        g = new double[n];
        m = new double[n][n];
        low = new double[n];
        high = new double[n];
        fixed = new boolean[n];
        d = new double[n];
        for (int i = 0; i < n; i++) {
            double bend = Math.abs(p.curvature[i][i]);
            scale[i] = bend > 0 ? 1 / Math.sqrt(bend) : 1;
            g[i] = p.gradient[i] * scale[i];
            low[i] = (lower[i] - p.x[i]) / scale[i];
            high[i] = (upper[i] - p.x[i]) / scale[i];
            fixed[i] = outward(low[i], high[i], g[i]);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                m[i][j] = p.curvature[i][j] * scale[i] * scale[j];
                m[j][i] = m[i][j];
            }
            m[i][i] = p.curvature[i][i] * scale[i] * scale[i] + ridge;
        }
    }

    private static boolean outward(double low, double high, double slope) {
        return (low >= 0 && slope <= FLAT) || (high <= 0 && slope >= -FLAT);
    }

    /** Where the step leads to, exactly on the bounds that it meets; empty where the function bends up whatever the ridge. */
    static Optional<double[]> target(Point p, double[] lower, double[] upper) {
        for (double ridge : RIDGES) {
            BoundedQuadratic quadratic = new BoundedQuadratic(p, lower, upper, ridge);
            if (quadratic.solve()) {
                return Optional.of(quadratic.moved(p.x, lower, upper));
            }
        }
        return Optional.empty();
    }

    private double[] moved(double[] x, double[] lower, double[] upper) {
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double free = Math.max(lower[i], Math.min(upper[i], x[i] + d[i] * scale[i]));
            y[i] = d[i] <= low[i] ? lower[i] : d[i] >= high[i] ? upper[i] : free;
        }
        return y;
    }

    private boolean solve() {
        for (int round = 0; round < 20 * n + 20; round++) {
            double[] slope = slope();
            double[] step = new double[n];
            if (!freeStep(slope, step)) {
                return false;
            }
            int blocking = -1;
            double length = 1;
            for (int i = 0; i < n; i++) {
                double room = step[i] < 0 ? low[i] - d[i] : high[i] - d[i];
                if (step[i] != 0 && length * Math.abs(step[i]) > Math.abs(room)) {
                    length = room / step[i];
                    blocking = i;
                }
            }
            for (int i = 0; i < n; i++) {
                d[i] += length * step[i];
            }
            if (blocking >= 0) {
                d[blocking] = step[blocking] < 0 ? low[blocking] : high[blocking];
                fixed[blocking] = true;
            } else if (!release()) {
                return true;
            }
        }
        return true; // feasible and no worse than no step, if not the best
    }

    private double[] slope() {
        double[] slope = new double[n];
        for (int i = 0; i < n; i++) {
            double s = g[i];
            for (int j = 0; j < n; j++) {
                s -= m[i][j] * d[j];
            }
            slope[i] = s;
        }
        return slope;
    }

    private boolean freeStep(double[] slope, double[] step) {
        int[] free = new int[n];
        int size = 0;
        for (int i = 0; i < n; i++) {
            if (!fixed[i]) {
                free[size++] = i;
            }
        }
        double[][] part = new double[size][size];
        double[] right = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                part[i][j] = m[free[i]][free[j]];
            }
            right[i] = slope[free[i]];
        }
        Cholesky factor = Cholesky.of(part, PIVOT);
        if (factor.rank() < size) {
            return false;
        }
        double[] solved = factor.solve(right);
        for (int i = 0; i < size; i++) {
            step[free[i]] = solved[i];
        }
        return true;
    }

    /** Frees the coordinate that gains most by leaving its bound; false if none does. */
    private boolean release() {
        double[] slope = slope();
        int best = -1;
        double most = FLAT;
        for (int i = 0; i < n; i++) {
            double inward = d[i] <= low[i] ? slope[i] : -slope[i];
            if (fixed[i] && low[i] < high[i] && inward > most) {
                most = inward;
                best = i;
            }
        }
        if (best >= 0) {
            fixed[best] = false;
        }
        return best >= 0;
    }
}
