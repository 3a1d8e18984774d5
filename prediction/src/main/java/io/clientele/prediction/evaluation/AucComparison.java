package io.clientele.prediction.evaluation;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * Does one score rank customers better than another, or is it chance?
 *
 * <p>The difference of two areas under the ROC curve on the same rows, with the covariance of DeLong, DeLong and
 * Clarke-Pearson (1988): two models judged on the same customers err alike, and the comparison is sharper for it.
 *
 * <ul>
 *   <li>Both scores rank all rows alike: difference 0, p 1.
 *   <li>A label with a total weight of 1 or less, or two areas that differ without any variation (such as 1 and 0):
 *       {@link FitException}.
 * </ul>
 *
 * <p>Time O(rows). Stateless; a value.
 *
 * <pre>{@code
 * AucComparison c = AucComparison.paired(ScoredLabels.of(bought, one), ScoredLabels.of(bought, other), 0.95);
 * boolean real = c.p() < 0.05;
 * }</pre>
 *
 * @param first area of the first score
 * @param second area of the second score
 * @param difference first less second
 * @param standardError of the difference
 * @param covariance of the two areas
 * @param z difference over standard error
 * @param p two-sided, of the hypothesis that the areas are equal
 * @param interval of the difference
 */
public record AucComparison(
        double first,
        double second,
        double difference,
        double standardError,
        double covariance,
        double z,
        double p,
        Interval interval) {

    /**
     * Compares two scores of the same rows.
     *
     * @param first labels with the first score
     * @param second the same labels and weights, row by row, with the second score
     * @param confidence of the interval, such as 0.95
     * @return the comparison
     */
    public static AucComparison paired(ScoredLabels first, ScoredLabels second, double confidence) {
        Check.confidence(confidence);
        Check.length("the second evaluation", second.rows(), first.rows(), "the rows of the first");
        if (!first.sameOutcomes(second)) {
            throw new IllegalArgumentException("the two evaluations have different labels or weights;"
                    + " a paired comparison needs two scores of the same rows");
        }
        ScoreGroups a = ScoreGroups.of(first);
        ScoreGroups b = ScoreGroups.of(second);
        double m = a.allPositives;
        double n = a.allNegatives;
        if (!(m > 1 && n > 1)) {
            throw new FitException("a comparison of areas needs a total weight above 1 of each label, got " + m
                    + " and " + n + "; collect more rows");
        }
        double areaA = RocAuc.of(a).value();
        double areaB = RocAuc.of(b).value();
        double[] placedA = placements(first, a);
        double[] placedB = placements(second, b);
        double variance = 0;
        double covariance = 0;
        for (int label = 0; label <= 1; label++) {
            double total = label == 1 ? m : n;
            double squares = 0;
            double products = 0;
            for (int i = 0; i < placedA.length; i++) {
                if (first.label(i) == label) {
                    double u = placedA[i] - areaA;
                    double v = placedB[i] - areaB;
                    squares += first.weight(i) * (u - v) * (u - v);
                    products += first.weight(i) * u * v;
                }
            }
            variance += squares / (total - 1) / total;
            covariance += products / (total - 1) / total;
        }
        double difference = areaA - areaB;
        if (variance == 0 && difference != 0) {
            throw new FitException("the areas " + areaA + " and " + areaB
                    + " differ without variation, so that no error can be told; collect more rows");
        }
        double error = Math.sqrt(variance);
        double z = difference == 0 ? 0 : difference / error;
        double half = Distributions.normalTwoSided(confidence) * error;
        return new AucComparison(
                areaA,
                areaB,
                difference,
                error,
                covariance,
                z,
                2 * Distributions.normalSurvival(Math.abs(z)),
                new Interval(Math.max(-1, difference - half), Math.min(1, difference + half), confidence));
    }

    /** By row: the share of the other label that a row beats (label 1) or is beaten by (label 0). */
    private static double[] placements(ScoredLabels data, ScoreGroups groups) {
        double[] placed = new double[data.rows()];
        double above = 0;
        double below = groups.allNegatives;
        int rank = data.rows() - 1;
        for (int g = 0; g < groups.count; g++) {
            below -= groups.negatives[g];
            double ofPositive = (below + groups.negatives[g] / 2) / groups.allNegatives;
            double ofNegative = (above + groups.positives[g] / 2) / groups.allPositives;
            // rows without weight may lie between the groups; what is placed for them does not count
            while (rank >= 0 && data.score(data.ranked(rank)) >= groups.score[g]) {
                int row = data.ranked(rank--);
                placed[row] = data.label(row) == 1 ? ofPositive : ofNegative;
            }
            above += groups.positives[g];
        }
        return placed;
    }
}
