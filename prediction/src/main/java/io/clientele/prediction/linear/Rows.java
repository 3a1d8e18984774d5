package io.clientele.prediction.linear;

import io.clientele.core.data.FeatureTable;
import io.clientele.prediction.LabeledTable;
import org.jspecify.annotations.Nullable;

/** What a fit reads: features, the response, and the weights, offset and clusters that were given. Arrays are never written. */
final class Rows {

    final FeatureTable features;
    final double[] response;
    final double @Nullable [] weights;
    final double @Nullable [] offset;
    final int @Nullable [] clusters;
    final int count;
    final int columns;

    Rows(
            FeatureTable features,
            double[] response,
            double @Nullable [] weights,
            double @Nullable [] offset,
            int @Nullable [] clusters) {
        this.features = features;
        this.response = response;
        this.weights = weights;
        this.offset = offset;
        this.clusters = clusters;
        this.count = response.length;
        this.columns = features.columns();
    }

    static Rows of(LabeledTable data) {
        int n = data.rows();
        double[] weights = null;
        double[] offset = null;
        int[] clusters = null;
        if (data.hasWeights()) {
            weights = new double[n];
            for (int i = 0; i < n; i++) {
                weights[i] = data.weight(i);
            }
        }
        if (data.hasOffset()) {
            offset = new double[n];
            for (int i = 0; i < n; i++) {
                offset[i] = data.offset(i);
            }
        }
        if (data.hasClusters()) {
            clusters = new int[n];
            for (int i = 0; i < n; i++) {
                clusters[i] = data.cluster(i);
            }
        }
        return new Rows(data.features(), data.labels(), weights, offset, clusters);
    }

    double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    String name(int column) {
        return features.names().get(column);
    }
}
