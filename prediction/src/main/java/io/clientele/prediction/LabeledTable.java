package io.clientele.prediction;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Features with what became of each row: a label of 0 or 1, and, where wanted, a weight, an offset and a cluster.
 *
 * <p>A weight counts how often a row is meant, fractions allowed; a row of weight 0 is as good as absent. An offset is added
 * to the linear predictor with coefficient 1. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * LabeledTable data = LabeledTable.of(customers, bought).withWeights(weights);
 * }</pre>
 */
public final class LabeledTable {

    private final FeatureTable features;
    private final double[] labels;
    private final double @Nullable [] weights;
    private final double @Nullable [] offset;
    private final int @Nullable [] clusters;

    private LabeledTable(
            FeatureTable features,
            double[] labels,
            double @Nullable [] weights,
            double @Nullable [] offset,
            int @Nullable [] clusters) {
        this.features = features;
        this.labels = labels;
        this.weights = weights;
        this.offset = offset;
        this.clusters = clusters;
    }

    /**
     * Features and labels.
     *
     * @param features one row per customer
     * @param labels 0 or 1 per row, copied
     * @return the table
     */
    public static LabeledTable of(FeatureTable features, double[] labels) {
        Check.length("labels", labels.length, features.rows(), "one value per row");
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != 0 && labels[i] != 1) {
                throw new IllegalArgumentException("label, row " + i + ": must be 0 or 1, got " + labels[i]);
            }
        }
        return new LabeledTable(features, labels.clone(), null, null, null);
    }

    /**
     * The same with weights.
     *
     * @param values finite, at least 0, one per row, not all 0; copied
     * @return a new table
     */
    public LabeledTable withWeights(double[] values) {
        Check.length("weights", values.length, features.rows(), "one value per row");
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0) || Double.isInfinite(values[i])) {
                throw new IllegalArgumentException(
                        "weight, row " + i + ": must be a finite number of at least 0, got " + values[i]);
            }
            sum += values[i];
        }
        if (values.length > 0 && sum == 0) {
            throw new IllegalArgumentException("all weights are 0; at least one row must count");
        }
        return new LabeledTable(features, labels, values.clone(), offset, clusters);
    }

    /**
     * The same with an offset.
     *
     * @param values finite, one per row, in log-odds; copied
     * @return a new table
     */
    public LabeledTable withOffset(double[] values) {
        Check.length("offset", values.length, features.rows(), "one value per row");
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("offset, row " + i + ": must be finite, got " + values[i]);
            }
        }
        return new LabeledTable(features, labels, weights, values.clone(), clusters);
    }

    /**
     * The same, saying which rows belong together, such as several rows of one customer. Estimates stay the same; standard errors
     * can take it into account.
     *
     * @param values any number per cluster, one per row; copied
     * @return a new table
     */
    public LabeledTable withClusters(int[] values) {
        Check.length("clusters", values.length, features.rows(), "one value per row");
        return new LabeledTable(features, labels, weights, offset, values.clone());
    }

    /** {@return the features} */
    public FeatureTable features() {
        return features;
    }

    /** {@return the number of rows} */
    public int rows() {
        return labels.length;
    }

    /**
     * The label of a row.
     *
     * @param row from 0
     * @return 0 or 1
     */
    public double label(int row) {
        return labels[row];
    }

    /** {@return the labels; a copy} */
    public double[] labels() {
        return labels.clone();
    }

    /**
     * The weight of a row.
     *
     * @param row from 0
     * @return 1 when no weights were given
     */
    public double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /**
     * The offset of a row.
     *
     * @param row from 0
     * @return 0 when no offset was given
     */
    public double offset(int row) {
        return offset == null ? 0 : offset[row];
    }

    /**
     * The cluster of a row.
     *
     * @param row from 0
     * @return the row's own number when no clusters were given
     */
    public int cluster(int row) {
        return clusters == null ? row : clusters[row];
    }

    /** {@return whether weights were given} */
    public boolean hasWeights() {
        return weights != null;
    }

    /** {@return whether clusters were given} */
    public boolean hasClusters() {
        return clusters != null;
    }

    /** {@return whether an offset was given} */
    public boolean hasOffset() {
        return offset != null;
    }

    /**
     * Some of the rows, in the order asked for.
     *
     * @param rows row numbers from 0
     * @return a new table
     */
    public LabeledTable selectRows(int[] rows) {
        return new LabeledTable(
                features.selectRows(rows),
                pick(labels, rows),
                pickIfAny(weights, rows),
                pickIfAny(offset, rows),
                clusters == null
                        ? null
                        : Arrays.stream(rows).map(row -> clusters[row]).toArray());
    }

    private static double @Nullable [] pickIfAny(double @Nullable [] values, int[] rows) {
        return values == null ? null : pick(values, rows);
    }

    private static double[] pick(double[] values, int[] rows) {
        double[] picked = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabeledTable that
                && features.equals(that.features)
                && Arrays.equals(labels, that.labels)
                && Arrays.equals(weights, that.weights)
                && Arrays.equals(offset, that.offset)
                && Arrays.equals(clusters, that.clusters);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        double ones = Arrays.stream(labels).sum();
        return features + " with labels, " + (long) ones + " of them 1";
    }
}
