package io.clientele.prediction.linear;

import io.clientele.core.data.SparseTable;
import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mostly empty features (products seen, words, one-hot codes) with what became of each row: a label of 0 or 1, and, where wanted, a
 * weight and an offset.
 *
 * <p>A weight counts how often a row is meant, fractions allowed; a row of weight 0 is as good as absent. An offset is added to
 * the linear predictor with coefficient 1. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * SparseLabeledTable data = SparseLabeledTable.of(baskets, cameBack).withWeights(weights);
 * }</pre>
 */
public final class SparseLabeledTable {

    final SparseTable features;
    /** Never written, and neither are the next two. */
    final double[] labels;

    final double @Nullable [] weights;
    final double @Nullable [] offset;

    private SparseLabeledTable(
            SparseTable features, double[] labels, double @Nullable [] weights, double @Nullable [] offset) {
        this.features = features;
        this.labels = labels;
        this.weights = weights;
        this.offset = offset;
    }

    /**
     * Features and labels.
     *
     * @param features one row per customer
     * @param labels 0 or 1 per row, copied
     * @return the table
     */
    public static SparseLabeledTable of(SparseTable features, double[] labels) {
        Check.length("labels", labels.length, features.rows(), "one value per row");
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != 0 && labels[i] != 1) {
                throw new IllegalArgumentException("label, row " + i + ": must be 0 or 1, got " + labels[i]);
            }
        }
        return new SparseLabeledTable(features, labels.clone(), null, null);
    }

    /**
     * The same with weights.
     *
     * @param values finite, at least 0, one per row, not all 0; copied
     * @return a new table
     */
    public SparseLabeledTable withWeights(double[] values) {
        Check.length("weights", values.length, rows(), "one value per row");
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
        return new SparseLabeledTable(features, labels, values.clone(), offset);
    }

    /**
     * The same with an offset.
     *
     * @param values finite, one per row, in log-odds; copied
     * @return a new table
     */
    public SparseLabeledTable withOffset(double[] values) {
        Check.length("offset", values.length, rows(), "one value per row");
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("offset, row " + i + ": must be finite, got " + values[i]);
            }
        }
        return new SparseLabeledTable(features, labels, weights, values.clone());
    }

    /** {@return the features} */
    public SparseTable features() {
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

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseLabeledTable that
                && features.equals(that.features)
                && Arrays.equals(labels, that.labels)
                && Arrays.equals(weights, that.weights)
                && Arrays.equals(offset, that.offset);
    }

    @Override
    public int hashCode() {
        return Objects.hash(features, Arrays.hashCode(labels));
    }

    @Override
    public String toString() {
        return features + " with labels, " + (long) Arrays.stream(labels).sum() + " of them 1";
    }
}
