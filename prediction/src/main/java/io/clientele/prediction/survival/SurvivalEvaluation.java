package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How good were the predictions, now that time has passed? All measures of predicted chances on later data at once, each with its
 * standard error, on customers some of whom were not watched for long.
 *
 * <p>Fit on what was known at a cut-off, predict for the customers who were there then, wait, and make a table whose times count from the
 * cut-off ("left 40 days later", "still there after 90"). Judging on the rows that a model was fitted on flatters it.
 *
 * <ul>
 *   <li>At each horizon: the area under the curve, the Brier score ({@link BrierScore}), and calibration ({@link HorizonCalibration}, in
 *       as many groups as have some 30 rows, at most 10). Where there is no calibration, {@link HorizonEvaluation#withoutCalibration}
 *       says why.
 *   <li>{@link #integratedBrier}: the mean Brier score over the range of the horizons; there are at least two.
 *   <li>{@link #harrell} and {@link #uno}: whether those who left earlier had the higher risk by the last horizon ({@link Concordance});
 *       Uno's counts events before that horizon.
 *   <li>Several causes: {@link #ofCause} judges the risks to leave for one; there is no concordance then, for who left for another cause
 *       will never leave for this one.
 *   <li>Rows with starts, and horizons by which nobody is watched any more, are refused. Nobody has left by the first horizon:
 *       {@link FitException}.
 * </ul>
 *
 * <p>Time O(horizons · rows · log). Immutable and thread-safe.
 *
 * <pre>{@code
 * SurvivalEvaluation judged = SurvivalEvaluation.of(later, horizons, model.survival(features, horizons, execution));
 * Interval area = judged.at(0).auc().interval(0.95);
 * }</pre>
 */
public final class SurvivalEvaluation {

    private static final int GROUPS = 10;
    private static final int ROWS_A_GROUP = 30;

    private final int rows;
    private final List<HorizonEvaluation> horizons;
    private final HorizonScore integrated;
    private final @Nullable Concordance harrell;
    private final @Nullable Concordance uno;

    private SurvivalEvaluation(
            int rows,
            List<HorizonEvaluation> horizons,
            HorizonScore integrated,
            @Nullable Concordance harrell,
            @Nullable Concordance uno) {
        this.rows = rows;
        this.horizons = horizons;
        this.integrated = integrated;
        this.harrell = harrell;
        this.uno = uno;
    }

    /**
     * Judges chances to be still there.
     *
     * @param later times and events after the cut-off, without starts
     * @param horizons ascending, at least two
     * @param survival one array of predictions per horizon, as {@link CoxModel#survival} gives them
     * @return what was found
     */
    public static SurvivalEvaluation of(SurvivalTable later, double[] horizons, double[][] survival) {
        later.requireSingleCause();
        List<Integer> causes = later.causes();
        if (causes.isEmpty()) {
            throw new FitException("no events: all rows are censored, so there is nothing to judge by; watch longer");
        }
        double[][] risks = new double[survival.length][];
        double[][] x = new double[survival.length][];
        for (int k = 0; k < risks.length; k++) {
            risks[k] = HorizonOutcomes.risks(HorizonOutcomes.checked(later, survival[k]));
            x[k] = HorizonCalibration.ofSurvival(survival[k]);
        }
        SurvivalEvaluation judged = judge(later, causes.get(0), horizons, risks, x);
        double[] last = risks[risks.length - 1];
        return new SurvivalEvaluation(
                judged.rows,
                judged.horizons,
                judged.integrated,
                Concordance.of(later, last),
                Concordance.uno(later, last, horizons[horizons.length - 1]));
    }

    /**
     * Judges risks to leave for one of several causes.
     *
     * @param later times and events after the cut-off, without starts
     * @param cause the code of the cause
     * @param horizons ascending, at least two
     * @param incidence one array of risks to have left for the cause per horizon
     * @return what was found; without concordances
     */
    public static SurvivalEvaluation ofCause(SurvivalTable later, int cause, double[] horizons, double[][] incidence) {
        later.cause(cause);
        double[][] x = new double[incidence.length][];
        for (int k = 0; k < x.length; k++) {
            x[k] = HorizonCalibration.ofRisks(HorizonOutcomes.checked(later, incidence[k]));
        }
        return judge(later, cause, horizons, incidence, x);
    }

    private static SurvivalEvaluation judge(
            SurvivalTable later, int cause, double[] horizons, double[][] risks, double[][] x) {
        double[] shares = BrierScore.shares(horizons, risks.length);
        CensoringWeights censoring = CensoringWeights.of(later);
        int groups = Math.max(1, Math.min(GROUPS, later.rows() / ROWS_A_GROUP));
        List<HorizonEvaluation> list = new ArrayList<>();
        double[] influence = new double[later.rows()];
        double mean = 0;
        for (int k = 0; k < horizons.length; k++) {
            HorizonOutcomes outcomes = new HorizonOutcomes(censoring, cause, horizons[k]);
            double[] own = outcomes.brierInfluence(risks[k]);
            HorizonScore brier = outcomes.score(outcomes.brier(risks[k]), own);
            HorizonScore auc = outcomes.score(outcomes.auc(risks[k]), outcomes.aucInfluence(risks[k]));
            list.add(calibrated(outcomes, cause, risks[k], x[k], groups, auc, brier));
            mean += shares[k] * brier.value();
            for (int i = 0; i < own.length; i++) {
                influence[i] += shares[k] * own[i];
            }
        }
        HorizonScore integrated =
                new HorizonScore(horizons[horizons.length - 1], mean, RowInfluence.error(later, influence));
        return new SurvivalEvaluation(later.rows(), List.copyOf(list), integrated, null, null);
    }

    private static HorizonEvaluation calibrated(
            HorizonOutcomes outcomes,
            int cause,
            double[] risks,
            double[] x,
            int groups,
            HorizonScore auc,
            HorizonScore brier) {
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i])) {
                return new HorizonEvaluation(
                        auc, brier, null, "row " + i + " has a risk of " + risks[i] + ", which has no log(-log)");
            }
        }
        try {
            HorizonCalibration calibration = new HorizonCalibration(outcomes, cause, risks, x, groups);
            return new HorizonEvaluation(auc, brier, calibration, "");
        } catch (FitException none) {
            return new HorizonEvaluation(auc, brier, null, String.valueOf(none.getMessage()));
        }
    }

    /** {@return how many customers were judged} */
    public int rows() {
        return rows;
    }

    /** {@return one entry per horizon, in their order} */
    public List<HorizonEvaluation> horizons() {
        return horizons;
    }

    /**
     * What was found at a horizon.
     *
     * @param index of the horizon, from 0
     * @return area, score, calibration
     */
    public HorizonEvaluation at(int index) {
        Check.atLeast("index", index, 0);
        Check.atMost("index", index, horizons.size() - 1, "the number of horizons less 1");
        return horizons.get(index);
    }

    /** {@return the mean Brier score over the range of the horizons, by the trapezoid rule} */
    public HorizonScore integratedBrier() {
        return integrated;
    }

    /** {@return Harrell's concordance of the risk by the last horizon; empty for one of several causes} */
    public Optional<Concordance> harrell() {
        return Optional.ofNullable(harrell);
    }

    /** {@return Uno's concordance of the risk by the last horizon, up to it; empty for one of several causes} */
    public Optional<Concordance> uno() {
        return Optional.ofNullable(uno);
    }

    @Override
    public String toString() {
        return "SurvivalEvaluation[rows=" + rows + ", integrated Brier " + integrated.value() + ", " + horizons + "]";
    }
}
