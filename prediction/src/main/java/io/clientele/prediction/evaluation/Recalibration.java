package io.clientele.prediction.evaluation;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.linear.Coefficient;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cox's (1958) recalibration: a logistic regression of the label on the log-odds that were promised. A slope of 1 and an
 * intercept of 0 are right; a slope below 1 means that probabilities are too extreme.
 */
final class Recalibration {

    private Recalibration() {}

    /** Slope, intercept beside it, and the intercept at slope 1; fewer, with a warning, where one has no estimate. */
    static List<Metric> metrics(ScoredLabels data, double confidence, Execution execution, List<String> warnings) {
        int n = data.rows();
        double[] logOdds = new double[n];
        double[] labels = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double p = data.score(i);
            logOdds[i] = LogitScale.logit(p);
            labels[i] = data.label(i);
            weights[i] = data.weight(i);
            if (Double.isInfinite(logOdds[i])) {
                warnings.add("no calibration slope and intercept: row " + i + " has probability " + p
                        + ", of which there are no log-odds");
                return List.of();
            }
        }
        List<Metric> metrics = new ArrayList<>();
        LogisticRegression recipe = LogisticRegression.create().withConfidence(confidence);
        try {
            LogisticModel both = recipe.fit(
                    LabeledTable.of(FeatureTable.of(List.of("log-odds"), logOdds), labels)
                            .withWeights(weights),
                    execution);
            Coefficient slope = both.coefficients().get(1);
            if (slope.aliased()) {
                warnings.add("no calibration slope: all probabilities are the same");
            } else {
                metrics.add(metric("calibration slope", slope, confidence));
                metrics.add(metric("calibration intercept", both.coefficients().get(0), confidence));
            }
        } catch (FitException e) {
            warnings.add("no calibration slope and intercept: " + e.getMessage());
        }
        double[] nothing = new double[n];
        Arrays.fill(nothing, 1);
        // a constant column is aliased, so this fits the intercept beside the offset alone
        LogisticModel atOne = recipe.fit(
                LabeledTable.of(FeatureTable.of(List.of("constant"), nothing), labels)
                        .withWeights(weights)
                        .withOffset(logOdds),
                execution);
        metrics.add(metric("calibration in the large", atOne.coefficients().get(0), confidence));
        return metrics;
    }

    private static Metric metric(String name, Coefficient c, double confidence) {
        return Metric.of(name, c.estimate(), c.standardError(), new Interval(c.lower(), c.upper(), confidence), "Wald");
    }
}
