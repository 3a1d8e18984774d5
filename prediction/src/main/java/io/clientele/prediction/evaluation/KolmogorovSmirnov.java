package io.clientele.prediction.evaluation;

import io.clientele.core.stats.Interval;

/**
 * The largest distance between the true and the false positive rate, rows at or above a threshold counting as positive: how far
 * the scores of the two labels part, whichever lie higher.
 *
 * <p>A largest difference is biased upward, and a bootstrap interval around it covers too seldom. The
 * interval here is from the bounds of Dvoretzky, Kiefer and Wolfowitz with Massart's (1990) constant on each of the two
 * distributions: wide, but it never covers less than stated.
 */
record KolmogorovSmirnov(double value, double threshold, double positives, double negatives) {

    static KolmogorovSmirnov of(ScoreGroups groups) {
        double best = Double.NEGATIVE_INFINITY;
        double threshold = groups.score[0];
        double a = 0;
        double b = 0;
        for (int g = 0; g < groups.count; g++) {
            a += groups.positives[g];
            b += groups.negatives[g];
            double distance = g == groups.count - 1 ? 0 : Math.abs(a / groups.allPositives - b / groups.allNegatives);
            if (distance > best) {
                best = distance;
                threshold = groups.score[g];
            }
        }
        return new KolmogorovSmirnov(best, threshold, groups.allPositives, groups.allNegatives);
    }

    Metric metric(double confidence) {
        double logarithm = Math.log(4 / (1 - confidence)) / 2;
        double half = Math.sqrt(logarithm / positives) + Math.sqrt(logarithm / negatives);
        return Metric.of(
                "KS",
                value,
                Double.NaN,
                new Interval(Math.max(0, value - half), Math.min(1, value + half), confidence),
                "Dvoretzky-Kiefer-Wolfowitz bounds, at least the confidence");
    }
}
