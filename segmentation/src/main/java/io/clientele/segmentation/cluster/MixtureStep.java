package io.clientele.segmentation.cluster;

/** The parameters of greatest likelihood for the shares of a pass, within the variance floor. */
final class MixtureStep {

    final MixtureParameters parameters;
    /** Components whose covariance had to be raised. */
    final boolean[] raised;

    private MixtureStep(MixtureParameters parameters, boolean[] raised) {
        this.parameters = parameters;
        this.raised = raised;
    }

    /** A component that has lost all its rows keeps its mean, and the covariance given. */
    static MixtureStep of(MixturePass pass, CovarianceShape shape, VarianceFloor floor, double[][] before) {
        int k = pass.weight.length;
        int d = pass.centers()[0].length;
        double total = 0;
        for (double weight : pass.weight) {
            total += weight;
        }
        double[] weights = new double[k];
        double[][] means = new double[k][d];
        double[][] shifts = new double[k][d];
        for (int c = 0; c < k; c++) {
            weights[c] = pass.weight[c] / total;
            for (int j = 0; j < d; j++) {
                shifts[c][j] = pass.weight[c] > 0 ? pass.sums[c][j] / pass.weight[c] : 0;
                means[c][j] = pass.centers()[c][j] + shifts[c][j];
            }
        }
        double[][] covariances = new double[shape.held(k)][];
        boolean[] raised = new boolean[covariances.length];
        for (int h = 0; h < covariances.length; h++) {
            double weight = shape == CovarianceShape.TIED ? total : pass.weight[h];
            if (weight > 0) {
                covariances[h] = covariance(pass, shape, h, weight, shifts);
                raised[h] = floor.raise(shape, covariances[h]);
            } else {
                covariances[h] = before[h].clone();
            }
        }
        return new MixtureStep(new MixtureParameters(shape, weights, means, covariances), raised);
    }

    private static double[] covariance(
            MixturePass pass, CovarianceShape shape, int h, double weight, double[][] shifts) {
        int d = shifts[0].length;
        double[] squares = pass.squares[h];
        if (!shape.hasCorrelations()) {
            double[] variances = new double[d];
            double sum = 0;
            for (int j = 0; j < d; j++) {
                variances[j] = squares[j] / weight - shifts[h][j] * shifts[h][j];
                sum += variances[j];
            }
            return shape == CovarianceShape.DIAGONAL ? variances : new double[] {sum / d};
        }
        double[] covariance = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double value = squares[i * d + j] / weight;
                if (shape == CovarianceShape.FULL) {
                    value -= shifts[h][i] * shifts[h][j];
                } else {
                    for (int c = 0; c < shifts.length; c++) {
                        value -= pass.weight[c] / weight * shifts[c][i] * shifts[c][j];
                    }
                }
                covariance[i * d + j] = value;
                covariance[j * d + i] = value;
            }
        }
        return covariance;
    }
}
