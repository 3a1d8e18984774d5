package io.clientele.optimization.experiment;

import io.clientele.core.internal.solver.Cholesky;

/** Least squares of a metric on covariates within one variant, and what it says at a given point. */
final class AdjustedArm {

    private static final double TOLERANCE = 1e-10;

    private final CovariateSample sample;
    private final double meanValue;
    private final double[] mean;
    private final double[] scale;
    private final Cholesky factor;
    private final double[] slope;

    AdjustedArm(CovariateSample sample) {
        int n = sample.count();
        int p = sample.covariates();
        if (n < p + 2) {
            throw new IllegalArgumentException("variant '" + sample.variant() + "': units must be at least " + (p + 2)
                    + " for " + p + " covariates, got " + n);
        }
        this.sample = sample;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += sample.value(i) / n;
        }
        meanValue = sum;
        mean = new double[p];
        scale = new double[p];
        for (int j = 0; j < p; j++) {
            for (int i = 0; i < n; i++) {
                mean[j] += sample.covariate(j, i) / n;
            }
            for (int i = 0; i < n; i++) {
                double away = sample.covariate(j, i) - mean[j];
                scale[j] += away * away;
            }
            scale[j] = Math.sqrt(scale[j]);
            if (!(scale[j] > 1e-12 * Math.abs(mean[j]) * Math.sqrt(n))) {
                throw new IllegalArgumentException("variant '" + sample.variant() + "': covariate " + j + " is always "
                        + mean[j] + "; one that does not vary explains nothing, leave it out");
            }
        }
        double[][] gram = new double[p][p];
        double[] moments = new double[p];
        double[] z = new double[p];
        for (int i = 0; i < n; i++) {
            scaled(i, z);
            for (int j = 0; j < p; j++) {
                moments[j] += z[j] * (sample.value(i) - meanValue);
                for (int k = 0; k <= j; k++) {
                    gram[j][k] += z[j] * z[k];
                }
            }
        }
        factor = Cholesky.of(gram, TOLERANCE);
        for (int j = 0; j < p; j++) {
            if (factor.aliased(j)) {
                throw new IllegalArgumentException("variant '" + sample.variant() + "': covariate " + j
                        + " is a combination of those before it; leave it out");
            }
        }
        slope = factor.solve(moments);
    }

    private void scaled(int unit, double[] z) {
        for (int j = 0; j < z.length; j++) {
            z[j] = (sample.covariate(j, unit) - mean[j]) / scale[j];
        }
    }

    /** The metric that units with these covariates are expected to have. */
    double at(double[] point) {
        double value = meanValue;
        for (int j = 0; j < point.length; j++) {
            value += slope[j] * (point[j] - mean[j]) / scale[j];
        }
        return value;
    }

    /** The variance of {@link #at}, MacKinnon and White's HC2: each unit's residual counts by its own leverage. */
    double varianceAt(double[] point) {
        int p = point.length;
        double[] d = new double[p];
        for (int j = 0; j < p; j++) {
            d[j] = (point[j] - mean[j]) / scale[j];
        }
        double[] towards = factor.solve(d);
        double n = sample.count();
        double[] z = new double[p];
        double sum = 0;
        for (int i = 0; i < sample.count(); i++) {
            scaled(i, z);
            double weight = 1 / n;
            double residual = sample.value(i) - meanValue;
            for (int j = 0; j < p; j++) {
                weight += z[j] * towards[j];
                residual -= z[j] * slope[j];
            }
            double leverage = 1 / n + quadratic(z);
            if (leverage < 1 - 1e-12) { // a unit that the fit passes through has no residual
                sum += weight * weight * residual * residual / (1 - leverage);
            }
        }
        return sum;
    }

    private double quadratic(double[] z) {
        double[] solved = factor.solve(z);
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            sum += z[j] * solved[j];
        }
        return sum;
    }

    /** The variance of the plain mean. */
    double plainVariance() {
        double sum = 0;
        for (int i = 0; i < sample.count(); i++) {
            double away = sample.value(i) - meanValue;
            sum += away * away;
        }
        return sum / (sample.count() - 1.0) / sample.count();
    }

    double[] mean() {
        return mean.clone();
    }
}
