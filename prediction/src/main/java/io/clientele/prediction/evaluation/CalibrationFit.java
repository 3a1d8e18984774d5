package io.clientele.prediction.evaluation;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.linear.Coefficient;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One call of {@code fit}: curves are logistic regressions on functions of the score, steps are pooled. */
final class CalibrationFit {

    private final CalibrationModel.Kind kind;
    private final ScoredLabels data;
    private final Execution execution;
    private final ScoreGroups groups;

    CalibrationFit(CalibrationModel.Kind kind, ScoredLabels data, Execution execution) {
        this.kind = kind;
        this.data = data;
        this.execution = execution;
        this.groups = ScoreGroups.of(data);
    }

    CalibrationModel fit() {
        return switch (kind) {
            case PLATT, LOG_ODDS -> curve();
            case TEMPERATURE -> Temperature.fit(groups, data.rows());
            case BETA -> beta();
            case ISOTONIC -> isotonic();
        };
    }

    private FitReport.Builder report() {
        return FitReport.builder().rows(data.rows());
    }

    private CalibrationModel curve() {
        LogisticModel model = regression(true, false);
        double slope = estimate(model, 0);
        FitReport.Builder report = report(model);
        if (slope <= 0) {
            report.warning(
                    "the slope is " + slope + ": these scores do not rank label 1 above label 0; check the labels"
                            + " and the sign of the score");
        }
        return new CalibrationModel(
                kind, new double[] {model.intercept(), slope, 0}, new double[0], new double[0], report.build());
    }

    private FitReport.Builder report(LogisticModel model) {
        FitReport.Builder report = report().iterations(model.report().iterations())
                .converged(model.report().converged());
        report.change(model.report().change());
        if (!model.report().converged()) {
            report.warning("not converged; the scores separate the labels too well for a curve, use isotonic()");
        }
        if (groups.count == 1) {
            report.warning("all scores are the same, so everybody gets the overall rate");
        }
        return report;
    }

    /** Both slopes; one that comes out negative is left out and the rest fitted again (Kull et al. 2017, algorithm 1). */
    private CalibrationModel beta() {
        LogisticModel model = regression(true, true);
        double a = estimate(model, 0);
        double b = estimate(model, 1);
        if (a < 0 || b < 0) {
            boolean first = a >= b;
            model = regression(first, !first);
            double only = estimate(model, 0);
            if (only < 0) {
                double rate = (groups.allPositives + 1) / (groups.allPositives + groups.allNegatives + 2);
                FitReport.Builder report = report(model);
                report.warning("these scores do not rank label 1 above label 0, so everybody gets the overall rate");
                return new CalibrationModel(
                        kind,
                        new double[] {LogitScale.logit(rate), 0, 0},
                        new double[0],
                        new double[0],
                        report.build());
            }
            a = first ? only : 0;
            b = first ? 0 : only;
        }
        return new CalibrationModel(
                kind,
                new double[] {model.intercept(), a, b},
                new double[0],
                new double[0],
                report(model).build());
    }

    private static double estimate(LogisticModel model, int feature) {
        Coefficient c = model.coefficients().get(feature + 1);
        return c.aliased() ? 0 : c.estimate();
    }

    /**
     * Each row counts as both labels, in Platt's shares: (N + 1) / (N + 2) of a row of label 1 as 1, 1 / (M + 2) of a row of label 0
     * as 1, with N and M the weights of the labels.
     *
     * @param first whether the kind's first function of the score takes part
     * @param second whether its second one does
     */
    private LogisticModel regression(boolean first, boolean second) {
        int n = data.rows();
        double one = (groups.allPositives + 1) / (groups.allPositives + 2);
        double zero = 1 / (groups.allNegatives + 2);
        double[] labels = new double[2 * n];
        double[] weights = new double[2 * n];
        Arrays.fill(labels, 0, n, 1);
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (int term = 1; term <= 2; term++) {
            if (term == 1 ? first : second) {
                double[] column = new double[2 * n];
                for (int i = 0; i < n; i++) {
                    column[i] = kind.term(term, data.score(i));
                    column[n + i] = column[i];
                }
                names.add("term " + term);
                columns.add(column);
            }
        }
        for (int i = 0; i < n; i++) {
            double share = data.label(i) == 1 ? one : zero;
            weights[i] = data.weight(i) * share;
            weights[n + i] = data.weight(i) * (1 - share);
        }
        LabeledTable table = LabeledTable.of(FeatureTable.of(names, columns.toArray(new double[0][])), labels)
                .withWeights(weights);
        return LogisticRegression.create().fit(table, execution.onCallingThread());
    }

    /** First and last score of each block, from the lowest up; blocks of one score have one point. */
    private CalibrationModel isotonic() {
        double[] fitted = Isotonic.rising(groups);
        int n = groups.count;
        double[] at = new double[2 * n];
        double[] value = new double[2 * n];
        int points = 0;
        for (int i = n - 1; i >= 0; i--) {
            boolean first = i == n - 1 || fitted[i] != fitted[i + 1];
            boolean last = i == 0 || fitted[i] != fitted[i - 1];
            if (first || last) {
                at[points] = groups.score[i];
                value[points++] = fitted[i];
            }
        }
        FitReport.Builder report = report();
        if (n == 1) {
            report.warning("all scores are the same, so everybody gets the overall rate");
        }
        return new CalibrationModel(
                kind, new double[3], Arrays.copyOf(at, points), Arrays.copyOf(value, points), report.build());
    }
}
