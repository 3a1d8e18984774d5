package io.clientele.prediction.linear;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Features with a number for each row: orders in the next month, money spent; and, where wanted, a weight, an offset and a cluster.
 *
 * <p>A weight counts how often a row is meant, fractions allowed; a row of weight 0 is as good as absent. An offset is added to
 * the linear predictor with coefficient 1. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ResponseTable data = ResponseTable.of(customers, orders).withOffset(logDaysSeen);
 * }</pre>
 */
public final class ResponseTable {

    private final FeatureTable features;
    private final double[] response;
    private final double @Nullable [] weights;
    private final double @Nullable [] offset;
    private final int @Nullable [] clusters;

    private ResponseTable(
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
    }

    /**
     * Features and responses.
     *
     * @param features one row per customer
     * @param response finite, one per row, copied
     * @return the table
     */
    public static ResponseTable of(FeatureTable features, double[] response) {
        Check.length("response", response.length, features.rows(), "one value per row");
        requireFinite("response", response);
        return new ResponseTable(features, response.clone(), null, null, null);
    }

    /**
     * The same with weights.
     *
     * @param values finite, at least 0, one per row, not all 0; copied
     * @return a new table
     */
    public ResponseTable withWeights(double[] values) {
        Check.length("weights", values.length, features.rows(), "one value per row");
        boolean any = values.length == 0;
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0) || Double.isInfinite(values[i])) {
                throw new IllegalArgumentException(
                        "weight, row " + i + ": must be a finite number of at least 0, got " + values[i]);
            }
            any |= values[i] > 0;
        }
        if (!any) {
            throw new IllegalArgumentException("all weights are 0; at least one row must count");
        }
        return new ResponseTable(features, response, values.clone(), offset, clusters);
    }

    /**
     * The same with an offset, such as the logarithm of how long each customer was seen.
     *
     * @param values finite, one per row, on the scale of the linear predictor; copied
     * @return a new table
     */
    public ResponseTable withOffset(double[] values) {
        Check.length("offset", values.length, features.rows(), "one value per row");
        requireFinite("offset", values);
        return new ResponseTable(features, response, weights, values.clone(), clusters);
    }

    /**
     * The same, saying which rows belong together. Estimates stay the same; standard errors can take it into account.
     *
     * @param values any number per cluster, one per row; copied
     * @return a new table
     */
    public ResponseTable withClusters(int[] values) {
        Check.length("clusters", values.length, features.rows(), "one value per row");
        return new ResponseTable(features, response, weights, offset, values.clone());
    }

    private static void requireFinite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + ", row " + i + ": must be finite, got " + values[i]);
            }
        }
    }

    /** {@return the features} */
    public FeatureTable features() {
        return features;
    }

    /** {@return the number of rows} */
    public int rows() {
        return response.length;
    }

    /**
     * The response of a row.
     *
     * @param row from 0
     * @return finite
     */
    public double response(int row) {
        return response[row];
    }

    boolean hasClusters() {
        return clusters != null;
    }

    Rows asRows() {
        return new Rows(features, response, weights, offset, clusters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResponseTable that
                && features.equals(that.features)
                && Arrays.equals(response, that.response)
                && Arrays.equals(weights, that.weights)
                && Arrays.equals(offset, that.offset)
                && Arrays.equals(clusters, that.clusters);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(response);
    }

    @Override
    public String toString() {
        return features + " with a response";
    }
}
