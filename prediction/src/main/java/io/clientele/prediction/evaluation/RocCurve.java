package io.clientele.prediction.evaluation;

import java.util.Arrays;

/**
 * What does each threshold catch, and what does it catch wrongly?
 *
 * <p>One point per distinct score, from the highest down, after a first point where nothing is caught. Point {@code i} treats
 * rows with a score of at least {@code threshold(i)} as positive. Straight lines between points are what ties deserve, so the
 * area by trapezoids is {@link RocAuc#value}.
 *
 * <ul>
 *   <li>All rows of one label: {@link io.clientele.core.FitException}.
 * </ul>
 *
 * <p>Time and memory O(distinct scores). Immutable and thread-safe.
 *
 * <pre>{@code
 * RocCurve curve = RocCurve.of(ScoredLabels.of(bought, scores));
 * double caught = curve.truePositiveRate(10);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1016/j.patrec.2005.10.010">Fawcett (2006), An introduction to ROC analysis</a>
 */
public final class RocCurve {

    private final double[] thresholds;
    /** Weight of label 1 and 0 at or above each threshold. */
    private final double[] positives;

    private final double[] negatives;

    private RocCurve(double[] thresholds, double[] positives, double[] negatives) {
        this.thresholds = thresholds;
        this.positives = positives;
        this.negatives = negatives;
    }

    /**
     * Draws the curve.
     *
     * @param data labels and scores of any kind
     * @return the curve
     */
    public static RocCurve of(ScoredLabels data) {
        ScoreGroups groups = ScoreGroups.of(data);
        int count = groups.count;
        double[] thresholds = new double[count + 1];
        double[] positives = new double[count + 1];
        double[] negatives = new double[count + 1];
        thresholds[0] = Double.POSITIVE_INFINITY;
        for (int g = 0; g < count; g++) {
            thresholds[g + 1] = groups.score[g];
            positives[g + 1] = positives[g] + groups.positives[g];
            negatives[g + 1] = negatives[g] + groups.negatives[g];
        }
        return new RocCurve(thresholds, positives, negatives);
    }

    /** {@return the number of points, the first one without any row included} */
    public int points() {
        return thresholds.length;
    }

    /**
     * The threshold of a point.
     *
     * @param point from 0
     * @return a score; infinity at point 0
     */
    public double threshold(int point) {
        return thresholds[point];
    }

    /**
     * The share of label 1 that is caught: recall, or sensitivity.
     *
     * @param point from 0
     * @return between 0 and 1
     */
    public double truePositiveRate(int point) {
        return positives[point] / positives[points() - 1];
    }

    /**
     * The share of label 0 that is caught wrongly: 1 - specificity.
     *
     * @param point from 0
     * @return between 0 and 1
     */
    public double falsePositiveRate(int point) {
        return negatives[point] / negatives[points() - 1];
    }

    /**
     * The share of label 1 among the rows caught.
     *
     * @param point from 0; at point 0, where there are none, 1 by convention
     * @return between 0 and 1
     */
    public double precision(int point) {
        double rows = positives[point] + negatives[point];
        return rows == 0 ? 1 : positives[point] / rows;
    }

    /** {@return the area under the curve by trapezoids} */
    public double area() {
        double area = 0;
        for (int i = 1; i < points(); i++) {
            area += (falsePositiveRate(i) - falsePositiveRate(i - 1))
                    * (truePositiveRate(i) + truePositiveRate(i - 1))
                    / 2;
        }
        return area;
    }

    /**
     * The area under the precision-recall curve by trapezoids. It connects points by straight lines, which precision does not
     * follow, and so is off a little; average precision is the better figure (Davis and Goadrich 2006).
     *
     * @return the area
     */
    public double precisionRecallArea() {
        double area = 0;
        for (int i = 1; i < points(); i++) {
            area += (truePositiveRate(i) - truePositiveRate(i - 1)) * (precision(i) + precision(i - 1)) / 2;
        }
        return area;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RocCurve that
                && Arrays.equals(thresholds, that.thresholds)
                && Arrays.equals(positives, that.positives)
                && Arrays.equals(negatives, that.negatives);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(thresholds) + Arrays.hashCode(positives);
    }

    @Override
    public String toString() {
        return "RocCurve[" + points() + " points, area " + area() + "]";
    }
}
