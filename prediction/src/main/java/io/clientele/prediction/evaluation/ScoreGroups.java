package io.clientele.prediction.evaluation;

import io.clientele.core.FitException;
import java.util.Arrays;

/** Distinct scores from the highest to the lowest, with the weight of each label at them; groups without weight are left out. */
final class ScoreGroups {

    final int count;
    final double[] score;
    final double[] positives;
    final double[] negatives;
    final double allPositives;
    final double allNegatives;

    private ScoreGroups(
            double[] score, double[] positives, double[] negatives, double allPositives, double allNegatives) {
        this.count = score.length;
        this.score = score;
        this.positives = positives;
        this.negatives = negatives;
        this.allPositives = allPositives;
        this.allNegatives = allNegatives;
    }

    /** Groups of data that has both labels. */
    static ScoreGroups of(ScoredLabels data) {
        ScoreGroups groups = ofAny(data);
        if (groups.allPositives == 0 || groups.allNegatives == 0) {
            throw new FitException(
                    "all labels with a weight are " + (groups.allPositives == 0 ? 0 : 1)
                            + "; a ranking can be judged on rows of both kinds only: widen the label window or check the label");
        }
        return groups;
    }

    /** Groups of data that may lack a label. */
    static ScoreGroups ofAny(ScoredLabels data) {
        int n = data.rows();
        double[] score = new double[n];
        double[] positives = new double[n];
        double[] negatives = new double[n];
        double allPositives = 0;
        double allNegatives = 0;
        int count = 0;
        for (int rank = n - 1; rank >= 0; rank--) {
            int row = data.ranked(rank);
            double w = data.weight(row);
            if (w == 0) {
                continue;
            }
            double s = data.score(row);
            if (count == 0 || score[count - 1] != s) {
                score[count++] = s;
            }
            if (data.label(row) == 1) {
                positives[count - 1] += w;
                allPositives += w;
            } else {
                negatives[count - 1] += w;
                allNegatives += w;
            }
        }
        return new ScoreGroups(
                Arrays.copyOf(score, count),
                Arrays.copyOf(positives, count),
                Arrays.copyOf(negatives, count),
                allPositives,
                allNegatives);
    }
}
