package io.clientele.prediction.linear;

/**
 * Newton directions for the coefficients that are free, by conjugate gradients with each column's own curvature as preconditioner, cut
 * short (Dembo and Steihaug 1983). The intercept is eliminated.
 */
final class SparseConjugateGradients {

    private static final int MOST = 1_000;

    private final SparseRows rows;
    private final double l2;
    /** Share of a column's curvature that is added to it, which makes the matrix definite where there is no L2 part. */
    private final double damping;

    int products;

    SparseConjugateGradients(SparseRows rows, double l2, double damping) {
        this.rows = rows;
        this.l2 = l2;
        this.damping = damping;
    }

    /**
     * Goes on until the residual is {@code forcing} times that at the start, lengths by the preconditioner.
     *
     * @param gradient with the intercept at its best for no change
     * @param cross sums of curvature times feature
     * @param total of the curvature
     * @param diagonal with the intercept eliminated, above 0 where free
     */
    double[] direction(
            double[] gradient,
            boolean[] free,
            double[] cross,
            double total,
            double[] diagonal,
            double[] curvature,
            double forcing) {
        int p = gradient.length;
        double[] x = new double[p];
        double[] r = new double[p];
        double[] v = new double[p];
        double[] hv = new double[p];
        double size = 0;
        for (int j = 0; j < p; j++) {
            if (free[j]) {
                r[j] = -gradient[j];
                v[j] = r[j] / diagonal[j];
                size += r[j] * v[j];
            }
        }
        double enough = forcing * forcing * size;
        for (int k = 0; k < MOST && size > enough; k++) {
            products++;
            rows.curved(curvature, v, Newton.dot(cross, v) / total, hv);
            double bend = 0;
            for (int j = 0; j < p; j++) {
                if (free[j]) {
                    hv[j] += (l2 + damping * diagonal[j]) * v[j];
                    bend += v[j] * hv[j];
                }
            }
            if (!(bend > 0)) {
                break;
            }
            double length = size / bend;
            double next = 0;
            for (int j = 0; j < p; j++) {
                if (free[j]) {
                    x[j] += length * v[j];
                    r[j] -= length * hv[j];
                    next += r[j] * r[j] / diagonal[j];
                }
            }
            double keep = next / size;
            size = next;
            for (int j = 0; j < p; j++) {
                v[j] = free[j] ? r[j] / diagonal[j] + keep * v[j] : 0;
            }
        }
        return x;
    }
}
