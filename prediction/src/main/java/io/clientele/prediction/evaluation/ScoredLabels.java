package io.clientele.prediction.evaluation;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was predicted beside what happened: a label of 0 or 1 and a score per row, and, where wanted, a weight.
 *
 * <p>A score is any finite number of which more means label 1 is likelier. Measures of probabilities (log loss, Brier score,
 * calibration) need scores between 0 and 1; measures of ranking do not. A weight counts how often a row is meant, fractions
 * allowed; a row of weight 0 is as good as absent. Rows are sorted by score once, here, in O(rows). Immutable and thread-safe;
 * equal by value.
 *
 * <pre>{@code
 * ScoredLabels data = ScoredLabels.of(bought, probabilities);
 * }</pre>
 */
public final class ScoredLabels {

    private final byte[] labels;
    private final double[] scores;
    private final double @Nullable [] weights;
    /** Rows by rising score. */
    private final int[] order;

    private ScoredLabels(byte[] labels, double[] scores, double @Nullable [] weights, int[] order) {
        this.labels = labels;
        this.scores = scores;
        this.weights = weights;
        this.order = order;
    }

    /**
     * Labels and scores.
     *
     * @param labels 0 or 1 per row, copied
     * @param scores finite, one per row, copied
     * @return the pairs
     */
    public static ScoredLabels of(double[] labels, double[] scores) {
        Check.length("scores", scores.length, labels.length, "one value per label");
        Check.hasRows("the evaluation", labels.length);
        byte[] own = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != 0 && labels[i] != 1) {
                throw new IllegalArgumentException("label, row " + i + ": must be 0 or 1, got " + labels[i]);
            }
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException("score, row " + i + ": must be finite, got " + scores[i]
                        + "; a row without a score can't be judged, drop it first");
            }
            own[i] = (byte) labels[i];
        }
        return new ScoredLabels(own, scores.clone(), null, SortOrder.ascending(scores));
    }

    /**
     * The same with weights.
     *
     * @param values finite, at least 0, one per row, not all 0; copied
     * @return new pairs, which share the order
     */
    public ScoredLabels withWeights(double[] values) {
        Check.length("weights", values.length, labels.length, "one value per row");
        boolean any = false;
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
        return new ScoredLabels(labels, scores, values.clone(), order);
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
     * The score of a row.
     *
     * @param row from 0
     * @return finite
     */
    public double score(int row) {
        return scores[row];
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

    /** {@return whether all scores lie between 0 and 1, so that they can be read as probabilities} */
    public boolean hasProbabilities() {
        return scores[order[0]] >= 0 && scores[order[order.length - 1]] <= 1;
    }

    /** The row of a rank, from 0 for the smallest score; equal scores in row order. */
    int ranked(int rank) {
        return order[rank];
    }

    /** Refuses scores that are no probabilities. */
    void requireProbabilities(String measure) {
        if (!hasProbabilities()) {
            int row = scores[order[0]] < 0 ? order[0] : order[order.length - 1];
            throw new IllegalArgumentException("score, row " + row + ": " + measure
                    + " needs probabilities between 0 and 1, got " + scores[row] + "; calibrate the scores first");
        }
    }

    /** Whether two evaluations are of the same rows, as far as labels and weights tell. */
    boolean sameOutcomes(ScoredLabels that) {
        return Arrays.equals(labels, that.labels) && Arrays.equals(weights, that.weights);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoredLabels that && sameOutcomes(that) && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(scores) + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        long ones = 0;
        for (byte label : labels) {
            ones += label;
        }
        return labels.length + " scored rows, " + ones + " of them with label 1";
    }
}
