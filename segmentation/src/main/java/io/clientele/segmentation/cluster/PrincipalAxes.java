package io.clientele.segmentation.cluster;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.Samplers;
import java.util.List;
import java.util.random.RandomGenerator;

/** Mean, principal axes, and range and spread of the rows of a table along each; tables like it can be drawn. */
final class PrincipalAxes {

    private final double[] mean;
    /** Column m is axis m. */
    private final double[][] axes;

    private final double[] least;
    private final double[] most;
    private final double[] deviations;

    private PrincipalAxes(double[] mean, double[][] axes, double[] least, double[] most, double[] deviations) {
        this.mean = mean;
        this.axes = axes;
        this.least = least;
        this.most = most;
        this.deviations = deviations;
    }

    static PrincipalAxes of(FeatureTable rows) {
        int d = rows.columns();
        int n = rows.rows();
        double[][] centered = new double[d][];
        double[] mean = new double[d];
        for (int j = 0; j < d; j++) {
            centered[j] = rows.column(j);
            double origin = centered[j][0]; // sums of differences keep the digits that sums of large values lose
            double sum = 0;
            for (double x : centered[j]) {
                sum += x - origin;
            }
            mean[j] = origin + sum / n;
            for (int i = 0; i < n; i++) {
                centered[j][i] -= mean[j];
            }
        }
        double[][] axes = SymmetricEigen.of(covariance(centered, n)).vectors;
        double[] least = new double[d];
        double[] most = new double[d];
        double[] deviations = new double[d];
        for (int m = 0; m < d; m++) {
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double along = 0;
                for (int j = 0; j < d; j++) {
                    along += centered[j][i] * axes[j][m];
                }
                least[m] = Math.min(least[m], along); // the mean is at 0, within the range
                most[m] = Math.max(most[m], along);
                squares += along * along;
            }
            deviations[m] = Math.sqrt(squares / n);
        }
        return new PrincipalAxes(mean, axes, least, most, deviations);
    }

    private static double[][] covariance(double[][] centered, int n) {
        int d = centered.length;
        double[][] products = new double[d][d];
        for (int a = 0; a < d; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += centered[a][i] * centered[b][i];
                }
                products[a][b] = sum / n;
                products[b][a] = sum / n;
            }
        }
        return products;
    }

    /** Rows without clusters. */
    FeatureTable draw(GapReference kind, List<String> names, int rows, RandomGenerator random) {
        int d = mean.length;
        double[][] columns = new double[d][rows];
        double[] along = new double[d];
        for (int i = 0; i < rows; i++) {
            for (int m = 0; m < d; m++) {
                along[m] = kind == GapReference.BOX
                        ? least[m] + (most[m] - least[m]) * random.nextDouble()
                        : deviations[m] * Samplers.gaussian(random);
            }
            for (int j = 0; j < d; j++) {
                double x = mean[j];
                for (int m = 0; m < d; m++) {
                    x += axes[j][m] * along[m];
                }
                columns[j][i] = x;
            }
        }
        return FeatureTable.of(names, columns);
    }
}
