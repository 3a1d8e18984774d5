package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.kernel.Reductions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of a fit as k-means sees them: features alone, those of weight 0 left out, standardised if asked for. */
final class KMeansData {

    final FeatureTable rows;
    /** Null where every row counts once. */
    final double @Nullable [] weights;

    final @Nullable Scaling scaling;
    /** Sum of the weights. */
    final double total;

    private KMeansData(FeatureTable rows, double @Nullable [] weights, @Nullable Scaling scaling, double total) {
        this.rows = rows;
        this.weights = weights;
        this.scaling = scaling;
        this.total = total;
    }

    /** Rows that all count once, as they are. */
    static KMeansData of(FeatureTable rows) {
        return new KMeansData(rows, null, null, rows.rows());
    }

    /** Rows of given weights, all above 0. */
    static KMeansData of(FeatureTable rows, double[] weights) {
        return new KMeansData(rows, weights, null, Reductions.sum(weights, 0, weights.length));
    }

    static KMeansData of(FeatureTable data, String weightColumn, boolean standardized, Execution execution) {
        Check.hasRows("the table", data.rows());
        double[] weights = null;
        FeatureTable rows = data;
        double total = data.rows();
        if (!weightColumn.isEmpty()) {
            int at = data.index(weightColumn);
            data.requireFinite();
            total = MixtureData.total(data, at);
            List<String> features = new ArrayList<>(data.names());
            features.remove(weightColumn);
            rows = data.select(features.toArray(new String[0]));
            double[] all = data.column(at);
            int[] counted =
                    IntStream.range(0, all.length).filter(i -> all[i] > 0).toArray();
            weights = all;
            if (counted.length < all.length) {
                rows = rows.selectRows(counted);
                weights = IntStream.of(counted).mapToDouble(i -> all[i]).toArray();
            }
        }
        if (rows.columns() == 0) {
            throw new IllegalArgumentException("the table has no columns; at least one is needed");
        }
        rows.requireFinite();
        if (!standardized) {
            return new KMeansData(rows, weights, null, total);
        }
        Scaling scaling = Scaling.of(rows, weights, execution);
        return new KMeansData(scaling.apply(rows, execution), weights, scaling, total);
    }

    /** Given centres as the rows are. */
    double[][] centers(List<List<Double>> given) {
        double[][] centers = new double[given.size()][];
        for (int c = 0; c < centers.length; c++) {
            double[] center =
                    given.get(c).stream().mapToDouble(Double::doubleValue).toArray();
            Check.length("start center", center.length, rows.columns(), "one value per column");
            centers[c] = scaling == null ? center : scaling.apply(center);
        }
        return centers;
    }
}
