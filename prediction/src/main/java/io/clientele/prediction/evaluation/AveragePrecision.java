package io.clientele.prediction.evaluation;

/**
 * Average precision, the mean precision at the score of each row of label 1, without interpolation. Its standard error is
 * that of the infinitesimal jackknife (Jaeckel 1972; Efron 1982, "The Jackknife, the Bootstrap and Other Resampling Plans",
 * ch. 6): the derivative by each row's weight, squared and summed. The interval is symmetric on the logit scale (Boyd, Eng and
 * Page 2013, "Area under the Precision-Recall Curve").
 */
final class AveragePrecision {

    private static final String NAME = "average precision";

    private AveragePrecision() {}

    static Metric metric(ScoreGroups groups, double confidence) {
        int count = groups.count;
        double m = groups.allPositives;
        double[] precision = new double[count];
        double[] above = new double[count];
        double[] wrongAbove = new double[count];
        double a = 0;
        double b = 0;
        double sum = 0;
        for (int g = 0; g < count; g++) {
            a += groups.positives[g];
            b += groups.negatives[g];
            above[g] = a;
            wrongAbove[g] = b;
            precision[g] = a / (a + b);
            sum += groups.positives[g] * precision[g];
        }
        double estimate = sum / m;
        double variance = 0;
        double gain = 0;
        double loss = 0;
        // a row lifts or lowers the precision at its own score and at all lower ones
        for (int g = count - 1; g >= 0; g--) {
            double rows = above[g] + wrongAbove[g];
            gain += groups.positives[g] * (wrongAbove[g] / rows) / rows;
            loss += groups.positives[g] * (above[g] / rows) / rows;
            double ofPositive = (precision[g] - estimate + gain) / m;
            double ofNegative = loss / m;
            variance += groups.positives[g] * ofPositive * ofPositive + groups.negatives[g] * ofNegative * ofNegative;
        }
        if (!(m > 1 && groups.allNegatives > 1)) {
            return Metric.without(
                    NAME,
                    estimate,
                    "no interval: it needs a total weight above 1 of each label, got " + m + " and "
                            + groups.allNegatives);
        }
        double error = Math.sqrt(variance);
        if (error < 1e-12 || estimate >= 1) {
            return Metric.without(
                    NAME,
                    estimate,
                    "no interval: the precision does not vary, so that its standard error is 0 and says nothing");
        }
        return LogitScale.metric(NAME, estimate, error, confidence, "infinitesimal jackknife on the logit scale");
    }
}
