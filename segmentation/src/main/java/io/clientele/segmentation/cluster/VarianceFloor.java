package io.clientele.segmentation.cluster;

/**
 * Keeps components from collapsing onto a point or a plane: in no direction may their variance be below a share of the data's.
 *
 * <p>Directions are those of columns scaled to variance 1. Raising the eigenvalues that are too small to the floor gives the
 * covariance of greatest likelihood among those allowed, so the likelihood goes on rising (Ingrassia and Rocci 2007,
 * "Constrained monotone EM algorithms for finite mixture of multivariate Gaussians").
 */
final class VarianceFloor {

    private final double share;
    /** Variance of each column. */
    private final double[] variances;

    private final double meanVariance;

    VarianceFloor(double share, double[] variances) {
        this.share = share;
        this.variances = variances;
        double sum = 0;
        for (double v : variances) {
            sum += v;
        }
        this.meanVariance = sum / variances.length;
    }

    /** Raises what is too low in place; returns whether anything was. */
    boolean raise(CovarianceShape shape, double[] covariance) {
        return switch (shape) {
            case FULL, TIED -> raiseMatrix(covariance);
            case DIAGONAL -> {
                boolean raised = false;
                for (int j = 0; j < covariance.length; j++) {
                    double least = share * variances[j];
                    raised |= covariance[j] < least;
                    covariance[j] = Math.max(covariance[j], least);
                }
                yield raised;
            }
            case SPHERICAL -> {
                double least = share * meanVariance;
                boolean raised = covariance[0] < least;
                covariance[0] = Math.max(covariance[0], least);
                yield raised;
            }
        };
    }

    private boolean raiseMatrix(double[] covariance) {
        int d = variances.length;
        double[][] scaled = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                scaled[i][j] = covariance[i * d + j] / Math.sqrt(variances[i]) / Math.sqrt(variances[j]);
            }
        }
        if (allAbove(scaled)) {
            return false;
        }
        SymmetricEigen eigen = SymmetricEigen.of(scaled);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int m = 0; m < d; m++) {
                    sum += Math.max(share, eigen.values[m]) * eigen.vectors[i][m] * eigen.vectors[j][m];
                }
                double value = sum * Math.sqrt(variances[i]) * Math.sqrt(variances[j]);
                covariance[i * d + j] = value;
                covariance[j * d + i] = value;
            }
        }
        return true;
    }

    /** Whether all eigenvalues are above the share: the matrix less the share times one has a Cholesky factor. */
    private boolean allAbove(double[][] scaled) {
        double[][] l = new double[scaled.length][];
        for (int i = 0; i < l.length; i++) {
            l[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double s = scaled[i][j] - (i == j ? share : 0);
                for (int m = 0; m < j; m++) {
                    s -= l[i][m] * l[j][m];
                }
                if (i == j && !(s > 0)) {
                    return false;
                }
                l[i][j] = i == j ? Math.sqrt(s) : s / l[j][j];
            }
        }
        return true;
    }
}
