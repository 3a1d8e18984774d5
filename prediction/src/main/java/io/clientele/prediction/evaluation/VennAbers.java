package io.clientele.prediction.evaluation;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import java.util.Objects;

/**
 * What probability does a score stand for, and how far can the calibration rows tell?
 *
 * <p>Inductive Venn-Abers prediction (Vovk, Petej and Fedorova 2015): the row to be judged joins the calibration rows, once with label
 * 0 and once with label 1, and isotonic regression gives two probabilities. If rows are exchangeable one of the two is perfectly calibrated,
 * for any number of rows and any scoring model; where the range between them is wide, the rows do not tell.
 *
 * <ul>
 *   <li>Scores of any kind; only their order matters. Learn on rows that the scoring model has not seen.
 *   <li>Rows of one label, one row, equal scores: fine, the range is wide where little is known.
 * </ul>
 *
 * <p>Both answers for every possible place of a score are worked out beforehand, as bridges between the convex hulls of the
 * cumulative sums on either side: time O(rows log² rows), memory O(distinct scores). Immutable and thread-safe.
 *
 * <pre>{@code
 * VennAbersModel model = VennAbers.create().fit(ScoredLabels.of(boughtLater, scoresBefore));
 * ProbabilityRange range = model.range(0.37);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1511.00213">Vovk, Petej and Fedorova (2015), Large-scale probabilistic predictors with and without
 *     guarantees of validity</a>
 */
public final class VennAbers implements Estimator<ScoredLabels, VennAbersModel> {

    private VennAbers() {}

    /** {@return the recipe; it has no options} */
    public static VennAbers create() {
        return new VennAbers();
    }

    @Override
    public VennAbersModel fit(ScoredLabels data, Execution execution) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(execution, "execution");
        execution.checkCancelled();
        ScoreGroups groups = ScoreGroups.ofAny(data);
        int n = groups.count;
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = groups.score[n - 1 - i] + 0.0; // no -0, which a search would not find
        }
        HullBridges bridges = new HullBridges(groups);
        double[] lower = bridges.slopes(0);
        double[] upper = bridges.slopes(1);
        for (int k = 0; k < upper.length; k++) {
            upper[k] = Math.max(lower[k], upper[k]); // rounding may not turn them around
        }
        return new VennAbersModel(
                scores, lower, upper, FitReport.builder().rows(data.rows()).build());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VennAbers;
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "VennAbers[]";
    }
}
