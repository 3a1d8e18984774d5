package io.clientele.prediction.survival;

import io.clientele.core.internal.solver.Cholesky;

/** Robust covariance (Lin and Wei 1989): scores added up by cluster, or by row where there are none. */
final class CoxSandwich {

    private static final double SINGULAR = 1e-11;

    private CoxSandwich() {}

    /** {@code V (sum of u u') V}, on the scaled columns. */
    static double[][] covariance(CoxDesign d, Ties ties, double[] beta, double[][] inverse) {
        return multiply(multiply(inverse, middle(d, ties, beta, new double[beta.length])), inverse);
    }

    /** The score test at 0 with the scores' own covariance. */
    static double scoreTest(CoxDesign d, Ties ties, boolean[] aliased) {
        double[] sum = new double[aliased.length];
        double[][] middle = middle(d, ties, new double[aliased.length], sum);
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

    /**
     * The sum of products of the clusters' scores. A row's score is kept only where more is to come: where there are clusters or starts.
     *
     * @param sum gets the sum of the scores
     */
    private static double[][] middle(CoxDesign d, Ties ties, double[] beta, double[] sum) {
        int p = beta.length;
        double[][] middle = new double[p][p];
        CoxScores scores = new CoxScores(d, ties, beta);
        Labels clusters = d.table.clusterLabels();
        if (clusters == null && d.leaving == null) {
            scores.run((i, part) -> add(middle, sum, part, 0));
            return middle;
        }
        double[] sums = new double[Math.multiplyExact(clusters == null ? d.rows() : clusters.count(), p)];
        scores.run((i, part) -> {
            int at = p * (clusters == null ? i : clusters.code(d.row[i]));
            for (int j = 0; j < p; j++) {
                sums[at + j] += part[j];
            }
        });
        for (int at = 0; at < sums.length; at += p) {
            add(middle, sum, sums, at);
        }
        return middle;
    }

    private static void add(double[][] middle, double[] sum, double[] scores, int at) {
        for (int j = 0; j < sum.length; j++) {
            double u = scores[at + j];
            sum[j] += u;
            for (int k = 0; k < sum.length; k++) {
                middle[j][k] += u * scores[at + k];
            }
        }
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
