package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.stats.Moments;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How columns become standardised: less their mean, by their population standard deviation. A constant column becomes 0.
 * Immutable; equal by value.
 */
final class Scaling {

    final double[] means;
    final double[] deviations;
    /** What is multiplied by: a product is cheaper than a quotient, and fits and predictions use the same. */
    private final double[] factors;

    Scaling(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
        this.factors = new double[deviations.length];
        for (int j = 0; j < factors.length; j++) {
            factors[j] = 1 / Check.positive("deviation", deviations[j]);
            if (!(factors[j] <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("deviation must be large enough to divide by, got " + deviations[j]);
            }
            Check.finite("mean", means[j]);
        }
    }

    /** That of some rows, each of which counts as often as its weight says. */
    static Scaling of(FeatureTable rows, double @Nullable [] weights, Execution execution) {
        double[] means = new double[rows.columns()];
        double[] deviations = new double[rows.columns()];
        Chunks.tasks(rows.columns(), execution, j -> {
            Moments moments = Moments.create();
            for (int i = 0; i < rows.rows(); i++) {
                moments.add(rows.get(i, j), weights == null ? 1 : weights[i]);
            }
            double least = moments.minimum();
            double most = moments.maximum();
            double deviation = Math.sqrt(moments.populationVariance());
            means[j] = least == most ? least : moments.mean();
            deviations[j] = least == most ? 1 : deviation;
            if (!(deviations[j] <= 1e150 && deviations[j] >= 1e-150 && Math.abs(means[j]) <= 1e300)) {
                throw new IllegalArgumentException("column '" + rows.names().get(j) + "' runs from " + least + " to "
                        + most + ": squares are too " + (deviations[j] < 1 ? "small" : "large")
                        + " for a double; scale it " + (deviations[j] < 1 ? "up" : "down") + " first");
            }
        });
        return new Scaling(means, deviations);
    }

    double apply(int column, double value) {
        return (value - means[column]) * factors[column];
    }

    double[] apply(double[] point) {
        double[] scaled = new double[point.length];
        Arrays.setAll(scaled, j -> apply(j, point[j]));
        return scaled;
    }

    double[] undo(double[] scaled) {
        double[] point = new double[scaled.length];
        Arrays.setAll(point, j -> means[j] + deviations[j] * scaled[j]);
        return point;
    }

    FeatureTable apply(FeatureTable rows, Execution execution) {
        FeatureTable.Cells cells = FeatureTable.cells(rows.names(), rows.rows());
        Chunks.forEach(rows.rows(), execution, (chunk, from, to) -> {
            for (int j = 0; j < means.length; j++) {
                for (int i = from; i < to; i++) {
                    cells.set(i, j, apply(j, rows.get(i, j)));
                }
            }
        });
        return cells.build();
    }

    /** Squared distance of a point to a scaled centre, to the bits of the scaled point's, without making one. */
    double squaredDistance(double[] point, double[] center) {
        double s = 0;
        int j = 0;
        for (; j <= center.length - 4; j += 4) {
            double t = apply(j, point[j]) - center[j];
            double u = apply(j + 1, point[j + 1]) - center[j + 1];
            double v = apply(j + 2, point[j + 2]) - center[j + 2];
            double w = apply(j + 3, point[j + 3]) - center[j + 3];
            s += t * t + u * u + (v * v + w * w);
        }
        for (; j < center.length; j++) {
            double t = apply(j, point[j]) - center[j];
            s += t * t;
        }
        return s;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scaling that
                && Arrays.equals(means, that.means)
                && Arrays.equals(deviations, that.deviations);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(means) + Arrays.hashCode(deviations);
    }

    @Override
    public String toString() {
        return "Scaling[means=" + Arrays.toString(means) + ", deviations=" + Arrays.toString(deviations) + "]";
    }
}
