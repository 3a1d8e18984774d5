package io.clientele.segmentation.cluster;

import java.util.Arrays;

/** Weights, means and covariances of a mixture; covariances as their shape holds them, see {@link CovarianceShape#numbers}. */
final class MixtureParameters {

    final CovarianceShape shape;
    final double[] weights;
    final double[][] means;
    final double[][] covariances;

    MixtureParameters(CovarianceShape shape, double[] weights, double[][] means, double[][] covariances) {
        this.shape = shape;
        this.weights = weights;
        this.means = means;
        this.covariances = covariances;
    }

    int k() {
        return weights.length;
    }

    int columns() {
        return means[0].length;
    }

    double[] covariance(int component) {
        return covariances[shape == CovarianceShape.TIED ? 0 : component];
    }

    /** The covariance of a component as a matrix of its own. */
    double[][] matrix(int component) {
        int d = columns();
        double[] held = covariance(component);
        double[][] matrix = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                if (shape.hasCorrelations()) {
                    matrix[i][j] = held[i * d + j];
                } else if (i == j) {
                    matrix[i][j] = held[shape == CovarianceShape.DIAGONAL ? i : 0];
                }
            }
        }
        return matrix;
    }

    int freeNumbers() {
        return shape.freeNumbers(k(), columns()) + k() * columns() + k() - 1;
    }

    /** The greatest change of a number against another set of parameters, in units of the columns' spread. */
    double change(MixtureParameters other, double[] variances) {
        double most = 0;
        int d = columns();
        for (int c = 0; c < k(); c++) {
            most = Math.max(most, Math.abs(weights[c] - other.weights[c]));
            double[] now = covariance(c);
            double[] then = other.covariance(c);
            for (int j = 0; j < d; j++) {
                most = Math.max(most, Math.abs(means[c][j] - other.means[c][j]) / Math.sqrt(variances[j]));
            }
            for (int m = 0; m < now.length; m++) {
                double unit = shape.hasCorrelations()
                        ? Math.sqrt(variances[m / d]) * Math.sqrt(variances[m % d])
                        : variances[m];
                most = Math.max(most, Math.abs(now[m] - then[m]) / unit);
            }
        }
        return most;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MixtureParameters that
                && shape == that.shape
                && Arrays.equals(weights, that.weights)
                && Arrays.deepEquals(means, that.means)
                && Arrays.deepEquals(covariances, that.covariances);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + Arrays.deepHashCode(means);
    }
}
