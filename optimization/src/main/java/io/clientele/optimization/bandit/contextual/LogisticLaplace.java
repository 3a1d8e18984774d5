package io.clientele.optimization.bandit.contextual;

import java.util.List;

/** A logistic regression with a normal prior: the mode of the posterior, by Newton's rule, and the curvature there. */
final class LogisticLaplace {

    private static final int STEPS = 100;

    private final double[] mode;
    private final Factor curvature;
    private final boolean converged;

    private LogisticLaplace(double[] mode, Factor curvature, boolean converged) {
        this.mode = mode;
        this.curvature = curvature;
        this.converged = converged;
    }

    static LogisticLaplace fit(LogisticRows rows, double[] center, double precision, List<String> names) {
        double[] w = center.clone();
        double value = value(rows, w, center, precision);
        for (int step = 0; step < STEPS; step++) {
            Factor factor = newton(rows, w, center, precision, names);
            double[] way = factor.mean();
            double slope = 0;
            for (int i = 0; i < w.length; i++) {
                slope += factor.at(w.length, i)
                        * factor.at(w.length, i); // the squared length of the way in its own metric
            }
            if (slope <= 1e-20) {
                for (int i = 0; i < w.length; i++) {
                    w[i] += way[i];
                }
                return new LogisticLaplace(w, newton(rows, w, center, precision, names), true);
            }
            double[] next = new double[w.length];
            double length = 1;
            double better = Double.POSITIVE_INFINITY;
            for (int half = 0; half < 40 && !(better <= value - 1e-4 * length * slope); half++) {
                length = half == 0 ? 1 : length / 2;
                for (int i = 0; i < w.length; i++) {
                    next[i] = w[i] + length * way[i];
                }
                better = value(rows, next, center, precision);
            }
            if (!(better < value)) {
                boolean flat = slope <= 1e-10 * (1 + Math.abs(value)); // as good as doubles can tell
                return new LogisticLaplace(w, factor, flat);
            }
            w = next;
            value = better;
        }
        return new LogisticLaplace(w, newton(rows, w, center, precision, names), false);
    }

    /** Curvature, with the uphill direction in place of the reward. */
    private static Factor newton(LogisticRows rows, double[] w, double[] center, double precision, List<String> names) {
        int size = w.length;
        double[][] sums = new double[size + 1][];
        for (int i = 0; i <= size; i++) {
            sums[i] = new double[i + 1];
        }
        for (int i = 0; i < size; i++) {
            sums[size][i] = -precision * (w[i] - center[i]);
        }
        for (int row = 0; row < rows.inputs.length; row++) {
            double[] x = rows.inputs[row];
            double p = rate(dot(x, w));
            double weight = rows.trials[row] * p * (1 - p);
            double residual = rows.successes[row] - rows.trials[row] * p;
            for (int i = 0; i < size; i++) {
                double own = weight * x[i];
                for (int j = 0; j <= i; j++) {
                    sums[i][j] += own * x[j];
                }
                sums[size][i] += residual * x[i];
            }
        }
        return Factor.of(sums, precision, names);
    }

    /** Minus the logarithm of the posterior. */
    private static double value(LogisticRows rows, double[] w, double[] center, double precision) {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += precision * (w[i] - center[i]) * (w[i] - center[i]) / 2;
        }
        for (int row = 0; row < rows.inputs.length; row++) {
            double score = dot(rows.inputs[row], w);
            double log = Math.max(0, score) + StrictMath.log1p(StrictMath.exp(-Math.abs(score)));
            sum += rows.trials[row] * log - rows.successes[row] * score;
        }
        return sum;
    }

    private static double dot(double[] x, double[] w) {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += x[i] * w[i];
        }
        return sum;
    }

    private static double rate(double score) {
        double e = StrictMath.exp(-Math.abs(score));
        return score >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    double[] mode() {
        return mode.clone();
    }

    Factor curvature() {
        return curvature;
    }

    boolean converged() {
        return converged;
    }

    /** The mode, moved by a standard normal vector in the metric of the curvature. */
    double[] draw(double[] normal) {
        double[] moved = curvature.away(normal);
        for (int i = 0; i < moved.length; i++) {
            moved[i] += mode[i];
        }
        return moved;
    }
}
