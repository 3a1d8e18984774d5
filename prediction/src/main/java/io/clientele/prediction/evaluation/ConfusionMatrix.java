package io.clientele.prediction.evaluation;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Proportions;
import java.util.OptionalDouble;

/**
 * What happens if everybody with a score of at least a threshold is treated as positive?
 *
 * <p>Weights of the four outcomes and the usual figures made of them. Shares of rows ({@link #accuracy}, {@link #precision},
 * {@link #recall}, {@link #specificity}) have Wilson intervals through {@link #interval}.
 *
 * <ul>
 *   <li>Nobody at or above the threshold: precision is undefined and empty.
 *   <li>Everybody on one side of the threshold: the correlation of Matthews is 0/0 and taken as 0, its limit.
 *   <li>All rows of one label: {@link FitException}.
 * </ul>
 *
 * <p>Time O(rows). A value.
 *
 * <pre>{@code
 * ConfusionMatrix m = ConfusionMatrix.at(ScoredLabels.of(bought, scores), 0.5);
 * double caught = m.recall();
 * Interval sure = m.interval(m.truePositives(), m.positives(), 0.95);
 * }</pre>
 *
 * @param threshold rows with at least this score count as positive
 * @param truePositives weight of label 1 at or above the threshold
 * @param falsePositives weight of label 0 at or above the threshold
 * @param trueNegatives weight of label 0 below the threshold
 * @param falseNegatives weight of label 1 below the threshold
 */
public record ConfusionMatrix(
        double threshold, double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {

    /**
     * Counts the four outcomes.
     *
     * @param data labels and scores of any kind
     * @param threshold finite
     * @return the matrix
     */
    public static ConfusionMatrix at(ScoredLabels data, double threshold) {
        Check.finite("threshold", threshold);
        double[][] sum = new double[2][2];
        for (int i = 0; i < data.rows(); i++) {
            sum[(int) data.label(i)][data.score(i) >= threshold ? 1 : 0] += data.weight(i);
        }
        double positives = sum[1][0] + sum[1][1];
        if (positives == 0 || sum[0][0] + sum[0][1] == 0) {
            throw new FitException("all labels with a weight are " + (positives == 0 ? 0 : 1)
                    + "; a threshold can be judged on rows of both kinds only");
        }
        return new ConfusionMatrix(threshold, sum[1][1], sum[0][1], sum[0][0], sum[1][0]);
    }

    /** {@return the weight of label 1} */
    public double positives() {
        return truePositives + falseNegatives;
    }

    /** {@return the weight of label 0} */
    public double negatives() {
        return trueNegatives + falsePositives;
    }

    /** {@return the share of rows on their right side} */
    public double accuracy() {
        return (truePositives + trueNegatives) / (positives() + negatives());
    }

    /** {@return the share of label 1 among the rows at or above the threshold; empty if there are none} */
    public OptionalDouble precision() {
        double caught = truePositives + falsePositives;
        return caught == 0 ? OptionalDouble.empty() : OptionalDouble.of(truePositives / caught);
    }

    /** {@return the share of label 1 that lies at or above the threshold} */
    public double recall() {
        return truePositives / positives();
    }

    /** {@return the share of label 0 that lies below the threshold} */
    public double specificity() {
        return trueNegatives / negatives();
    }

    /** {@return the harmonic mean of precision and recall; 0 where nothing is caught} */
    public double f1() {
        return 2 * truePositives / (2 * truePositives + falsePositives + falseNegatives);
    }

    /** {@return the mean of recall and specificity} */
    public double balancedAccuracy() {
        return (recall() + specificity()) / 2;
    }

    /** {@return the correlation of label and decision (Matthews 1975); 0 where all decisions are the same} */
    public double matthewsCorrelation() {
        double caught = truePositives + falsePositives;
        double left = trueNegatives + falseNegatives;
        if (caught == 0 || left == 0) {
            return 0;
        }
        return (truePositives * trueNegatives - falsePositives * falseNegatives)
                / (Math.sqrt(caught * positives()) * Math.sqrt(left * negatives()));
    }

    /** {@return agreement beyond chance (Cohen 1960)} */
    public double kappa() {
        double n = positives() + negatives();
        double chance = ((truePositives + falsePositives) / n) * (positives() / n)
                + ((trueNegatives + falseNegatives) / n) * (negatives() / n);
        return (accuracy() - chance) / (1 - chance);
    }

    /**
     * Wilson's interval of a share of rows.
     *
     * @param part such as {@link #truePositives}
     * @param whole such as {@link #positives}, above 0
     * @param confidence such as 0.95
     * @return the interval
     */
    public Interval interval(double part, double whole, double confidence) {
        return Proportions.wilson(part, whole, confidence);
    }
}
