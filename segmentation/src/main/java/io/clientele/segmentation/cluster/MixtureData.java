package io.clientele.segmentation.cluster;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Moments;
import java.util.ArrayList;
import java.util.List;

/** A table fit for a mixture: finite, every column with some variance, weights (if any) in the last column. */
final class MixtureData {

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
            means[j] = moments.mean();
            variances[j] = moments.populationVariance();
            check(features.get(j), moments, variances[j]);
        }
    }

    private static void check(String name, Moments moments, double variance) {
        if (moments.minimum() == moments.maximum()) {
            throw new FitException(
                    "column '" + name + "' is constant, and a normal density needs some variance; drop it");
        }
        if (!(variance > 0) || Double.isInfinite(variance)) {
            throw new FitException("the variance of column '" + name + "' is " + variance
                    + "; scale the column to a size near 1 first");
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

    private static double total(FeatureTable data, int column) {
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
