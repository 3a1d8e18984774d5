package io.clientele.segmentation.cluster;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Moments;
import java.util.ArrayList;
import java.util.List;

/** A table fit for a mixture: finite, every column with some variance, weights (if any) in the last column. */
final class MixtureData {

    /** Squares beyond these, summed over many rows or multiplied with others, leave the range of a double. */
    private static final double LARGEST = 1e140;

    private static final double SMALLEST = 1e-70;

    /** Features in order, and after them perhaps the weights. */
    final FeatureTable rows;

    final List<String> features;
    /** Where the weights are; -1 if every row counts once. */
    final int weightColumn;

    final double totalWeight;
    final double[] means;
    final double[] variances;

    private MixtureData(FeatureTable rows, List<String> features, int weightColumn, double totalWeight) {
        this.rows = rows;
        this.features = features;
        this.weightColumn = weightColumn;
        this.totalWeight = totalWeight;
        this.means = new double[features.size()];
        this.variances = new double[features.size()];
        for (int j = 0; j < means.length; j++) {
            Moments moments = Moments.create();
            for (int i = 0; i < rows.rows(); i++) {
                double times = weightColumn < 0 ? 1 : rows.get(i, weightColumn);
                if (times > 0) {
                    moments.add(rows.get(i, j), times);
                }
            }
            check(features.get(j), moments.minimum(), moments.maximum());
            means[j] = moments.mean();
            variances[j] = moments.populationVariance();
        }
    }

    private static void check(String name, double least, double most) {
        if (least == most) {
            throw new FitException(
                    "column '" + name + "' is constant, and a normal density needs some variance; drop it");
        }
        double range = most - least;
        if (!(range <= LARGEST) || range < SMALLEST) {
            throw new FitException("column '" + name + "' runs from " + least + " to " + most + ": squares are too "
                    + (range < SMALLEST ? "small" : "large") + " for a double; scale it "
                    + (range < SMALLEST ? "up" : "down") + " first");
        }
    }

    static MixtureData of(FeatureTable data, String weightColumn) {
        Check.hasRows("the table", data.rows());
        List<String> features = new ArrayList<>(data.names());
        double total = data.rows();
        FeatureTable rows = data;
        if (!weightColumn.isEmpty()) {
            int at = data.index(weightColumn);
            features.remove(weightColumn);
            total = total(data, at);
            List<String> order = new ArrayList<>(features);
            order.add(weightColumn);
            rows = data.select(order.toArray(new String[0]));
        }
        if (features.isEmpty()) {
            throw new IllegalArgumentException("the table has no columns; at least one is needed");
        }
        rows.requireFinite();
        return new MixtureData(rows, List.copyOf(features), weightColumn.isEmpty() ? -1 : features.size(), total);
    }

    /** The sum of a column of weights. */
    static double total(FeatureTable data, int column) {
        double total = 0;
        for (int i = 0; i < data.rows(); i++) {
            double weight = data.get(i, column);
            if (weight < 0) {
                throw new IllegalArgumentException("column '" + data.names().get(column) + "', row " + i
                        + ": a weight must be at least 0, got " + weight);
            }
            total += weight;
        }
        if (total == 0) {
            throw new IllegalArgumentException(
                    "column '" + data.names().get(column) + "': at least one weight must be above 0");
        }
        return total;
    }

    /** The features in units in which k-means may measure them; balls keep the proportions of the columns. */
    FeatureTable scaled(CovarianceShape shape) {
        double[][] columns = new double[features.size()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = rows.column(j);
            for (int i = 0; i < columns[j].length; i++) {
                columns[j][i] = scaled(shape, j, columns[j][i]);
            }
        }
        return FeatureTable.of(features, columns);
    }

    double scaled(CovarianceShape shape, int column, double value) {
        double centered = value - means[column];
        return shape == CovarianceShape.SPHERICAL ? centered : centered / Math.sqrt(variances[column]);
    }
}
