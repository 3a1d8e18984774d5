package io.clientele.prediction.survival;

import io.clientele.core.internal.solver.Cholesky;

/**
 * Regression of what is known at a horizon on columns, log(-log(1 - risk)) being linear in them; rows count with their censoring weight
 * (Blanche, Holt and Scheike 2023). Newton's method on a concave likelihood, steps halved where it falls.
 */
final class CloglogRegression {

    private static final int MAX_ITERATIONS = 100;
    /** Of the squared length of a step, in standard errors; Newton's next one would be the square of that. */
    private static final double TOLERANCE = 1e-16;
    /** Below this hazard, series are exact to all digits. */
    private static final double SMALL = 1e-4;
    /** Above this one, nobody stays. */
    private static final double LARGE = 700;

    private final HorizonOutcomes outcomes;
    private final double[][] x;
    private final double[] offset;
    final double[] estimates;
    private Cholesky information;
    private boolean converged;

    /**
     * Fits.
     *
     * @param columns the regressors, a constant among them
     * @param offset added to the linear predictor
     * @param start where to begin
     */
    CloglogRegression(HorizonOutcomes outcomes, double[][] columns, double[] offset, double... start) {
        this.outcomes = outcomes;
        this.x = columns;
        this.offset = offset;
        this.estimates = start;
        double likelihood = likelihood(estimates);
        information = information(estimates);
        for (int iteration = 0; iteration < MAX_ITERATIONS && information.rank() == x.length; iteration++) {
            double[] score = score(estimates);
            double[] step = information.solve(score);
            double decrement = CoxFit.dot(score, step);
            double factor = 1;
            double[] next = moved(step, factor);
            double better = likelihood(next);
            double rounding = 1e-12 * (1 + Math.abs(likelihood));
            while (!(better >= likelihood - rounding)) {
                if (factor < 1e-10) {
                    return;
                }
                factor /= 2;
                next = moved(step, factor);
                better = likelihood(next);
            }
            System.arraycopy(next, 0, estimates, 0, next.length);
            likelihood = better;
            information = information(estimates);
            if (decrement <= TOLERANCE) {
                converged = information.rank() == x.length;
                return;
            }
        }
    }

    /** Whether there is a finite estimate. */
    boolean converged() {
        return converged;
    }

    private double[] moved(double[] step, double factor) {
        double[] next = estimates.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] += factor * step[j];
        }
        return next;
    }

    private double predictor(double[] b, int i) {
        double eta = offset[i];
        for (int j = 0; j < b.length; j++) {
            eta += b[j] * x[j][i];
        }
        return eta;
    }

    private double weight(int i) {
        return outcomes.weight[i] == 0 ? 0 : outcomes.weight[i] * outcomes.censoring.data.weight(i);
    }

    private double likelihood(double[] b) {
        double sum = 0;
        for (int i = 0; i < offset.length; i++) {
            double w = weight(i);
            if (w > 0) {
                double z = Math.exp(predictor(b, i));
                sum += w * (outcomes.left[i] ? Math.log(-Math.expm1(-z)) : -z);
            }
        }
        return sum;
    }

    /** The derivative of a row's log likelihood by its linear predictor. */
    private double slope(double[] b, int i) {
        double z = Math.exp(predictor(b, i));
        if (!outcomes.left[i]) {
            return -z;
        }
        if (z > LARGE) {
            return 0;
        }
        return z < SMALL ? 1 - z / 2 + z * z / 12 : z * Math.exp(-z) / -Math.expm1(-z);
    }

    /** Its second derivative, sign turned. */
    private double curvature(double[] b, int i) {
        double z = Math.exp(predictor(b, i));
        if (!outcomes.left[i]) {
            return z;
        }
        if (z > LARGE) {
            return 0;
        }
        if (z < SMALL) {
            return z / 2 - z * z / 6;
        }
        double gone = -Math.expm1(-z);
        return z * Math.exp(-z) * (z - gone) / (gone * gone);
    }

    private double[] score(double[] b) {
        double[] score = new double[b.length];
        for (int i = 0; i < offset.length; i++) {
            double w = weight(i);
            if (w > 0) {
                double s = w * slope(b, i);
                for (int j = 0; j < b.length; j++) {
                    score[j] += s * x[j][i];
                }
            }
        }
        return score;
    }

    private Cholesky information(double[] b) {
        double[][] sum = new double[b.length][b.length];
        for (int i = 0; i < offset.length; i++) {
            double w = weight(i);
            if (w > 0) {
                double c = w * curvature(b, i);
                for (int j = 0; j < b.length; j++) {
                    for (int k = 0; k < b.length; k++) {
                        sum[j][k] += c * x[j][i] * x[k][i];
                    }
                }
            }
        }
        return Cholesky.of(sum, 1e-12);
    }

    /** What each row changes in each estimate, per unit of its weight. */
    double[][] influence() {
        int rows = offset.length;
        double[][] parts = new double[x.length][rows];
        double[] row = new double[x.length];
        for (int i = 0; i < rows; i++) {
            if (outcomes.weight[i] == 0) {
                continue;
            }
            double s = slope(estimates, i);
            for (int j = 0; j < row.length; j++) {
                row[j] = s * x[j][i];
            }
            double[] change = information.solve(row);
            for (int j = 0; j < row.length; j++) {
                parts[j][i] = change[j];
            }
        }
        double[][] influence = new double[x.length][];
        for (int j = 0; j < x.length; j++) {
            influence[j] = outcomes.withCensoring(parts[j]);
        }
        return influence;
    }
}
