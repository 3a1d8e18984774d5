package io.clientele.prediction.survival;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** The infinitesimal jackknife by brute force: each row's weight is changed a little, and the statistic computed anew. */
final class Influences {

    private static final double STEP = 1e-4;

    private Influences() {}

    /** The standard error of a statistic of a table; the derivative by four points is exact to the fourth order. */
    static double error(SurvivalTable table, ToDoubleFunction<SurvivalTable> statistic) {
        double sum = 0;
        Labels clusters = table.clusterLabels();
        double[] sums = new double[clusters == null ? table.rows() : clusters.count()];
        for (int i = 0; i < table.rows(); i++) {
            double[] weights = weights(table);
            double w = weights[i];
            double slope = 0;
            for (int step : new int[] {-2, -1, 1, 2}) {
                weights[i] = w + step * STEP;
                double factor = (Math.abs(step) == 1 ? 8 : -1) * Math.signum(step) / (12 * STEP);
                slope += factor * statistic.applyAsDouble(table.withWeights(weights));
            }
            sums[clusters == null ? i : clusters.code(i)] += w * slope;
        }
        for (double u : sums) {
            sum += u * u;
        }
        return Math.sqrt(sum);
    }

    static double[] weights(SurvivalTable table) {
        double[] weights = table.weights();
        if (weights != null) {
            return weights.clone();
        }
        double[] ones = new double[table.rows()];
        Arrays.fill(ones, 1);
        return ones;
    }
}
