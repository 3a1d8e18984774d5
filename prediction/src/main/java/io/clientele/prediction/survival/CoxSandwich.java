package io.clientele.prediction.survival;

import io.clientele.core.internal.solver.Cholesky;

/** Robust covariance (Lin and Wei 1989): scores added up by cluster, or by row where there are none. */
final class CoxSandwich {

    private static final double SINGULAR = 1e-11;

    private CoxSandwich() {}

    /** {@code V (sum of u u') V}, on the scaled columns. */
    static double[][] covariance(CoxDesign d, Ties ties, double[] beta, double[][] inverse) {
        double[][] middle = middle(scores(d, ties, beta));
        return multiply(multiply(inverse, middle), inverse);
    }

    /** The score test at 0 with the scores' own covariance. */
    static double scoreTest(CoxDesign d, Ties ties, boolean[] aliased) {
        double[][] scores = scores(d, ties, new double[aliased.length]);
        double[] sum = new double[aliased.length];
        for (double[] score : scores) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += score[j];
            }
        }
        double[][] middle = middle(scores);
        for (int j = 0; j < sum.length; j++) {
            if (aliased[j]) {
                for (int k = 0; k < sum.length; k++) {
                    middle[j][k] = 0;
                    middle[k][j] = 0;
                }
            }
        }
        return CoxFit.dot(sum, Cholesky.of(middle, SINGULAR).solve(sum));
    }

    /** One row of summed scores a cluster. */
    private static double[][] scores(CoxDesign d, Ties ties, double[] beta) {
        int p = beta.length;
        CoxParts parts = new CoxParts(d, ties, beta);
        Labels clusters = d.table.clusterLabels();
        double[][] sums = new double[clusters == null ? d.rows() : clusters.count()][p];
        for (int b = 0; b < d.bins(); b++) {
            for (int i = d.binStart[b]; i < d.binStart[b + 1]; i++) {
                double[] sum = sums[clusters == null ? i : clusters.code(d.row[i])];
                double w = d.weight(i);
                for (int j = 0; j < p; j++) {
                    sum[j] += w * parts.score(i, b, j);
                }
            }
        }
        return sums;
    }

    private static double[][] middle(double[][] scores) {
        int p = scores.length == 0 ? 0 : scores[0].length;
        double[][] middle = new double[p][p];
        for (double[] u : scores) {
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    middle[j][k] += u[j] * u[k];
                }
            }
        }
        return middle;
    }

    static double[][] multiply(double[][] a, double[][] b) {
        int p = a.length;
        double[][] c = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int k = 0; k < p; k++) {
                for (int j = 0; j < p; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }
}
