package io.clientele.prediction.evaluation;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How good are these predictions, and how sure is that?
 *
 * <p>Computes the usual figures of ranking, and of probabilities where the scores are some, each with an interval or the
 * reason why it has none. Judge on rows that the model has not seen.
 *
 * <ul>
 *   <li>Rows of one label only: {@link io.clientele.core.FitException}.
 *   <li>A score below 0 or above 1: ranking only, with a warning; the other figures then throw.
 *   <li>A probability of exactly 0 or 1 that was wrong: the log loss is infinite, and its reason names the row.
 *   <li>NaN or infinite scores, labels other than 0 and 1: refused by {@link ScoredLabels}.
 * </ul>
 *
 * <p>Time O(rows) beyond sorting, about ten passes. Immutable and thread-safe.
 *
 * <pre>{@code
 * Evaluation e = Evaluator.create().fit(ScoredLabels.of(bought, probabilities));
 * double auc = e.auc().estimate();
 * }</pre>
 */
public final class Evaluator implements Estimator<ScoredLabels, Evaluation> {

    private record Options(double confidence, int bins) {}

    private final Options o;

    private Evaluator(Options o) {
        this.o = o;
    }

    /** {@return 95 % intervals, 10 calibration bins and gain bands} */
    public static Evaluator create() {
        return new Evaluator(new Options(0.95, 10));
    }

    /**
     * The same with another confidence of all intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public Evaluator withConfidence(double confidence) {
        return new Evaluator(new Options(Check.confidence(confidence), o.bins));
    }

    /**
     * The same with another number of calibration bins and gain bands.
     *
     * @param bins at least 1
     * @return a new recipe
     */
    public Evaluator withBins(int bins) {
        return new Evaluator(new Options(o.confidence, Check.atLeast("bins", bins, 1)));
    }

    @Override
    public Evaluation fit(ScoredLabels data, Execution execution) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(execution, "execution");
        execution.checkCancelled();
        ScoreGroups groups = ScoreGroups.of(data);
        RocAuc auc = RocAuc.of(groups);
        KolmogorovSmirnov ks = KolmogorovSmirnov.of(groups);
        List<Metric> metrics = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        metrics.add(auc.metric(o.confidence));
        metrics.add(auc.giniMetric(o.confidence));
        metrics.add(AveragePrecision.metric(groups, o.confidence));
        metrics.add(ks.metric(o.confidence));
        CalibrationTable calibration = null;
        if (data.hasProbabilities()) {
            double rate = groups.allPositives / (groups.allPositives + groups.allNegatives);
            Losses losses = Losses.of(data, rate, execution);
            metrics.add(losses.logLoss(data, o.confidence));
            metrics.add(losses.brier(o.confidence));
            metrics.add(losses.brierSkill(o.confidence));
            calibration = CalibrationTable.equalWidth(data, o.bins, o.confidence);
            metrics.add(Metric.without(
                    Evaluation.ECE,
                    calibration.expectedCalibrationError(),
                    "no interval: chance alone makes it positive, so that intervals around it mislead;"
                            + " see the bands of the calibration table"));
            // two small fits: on this thread, and without their progress, which would count up twice
            metrics.addAll(Recalibration.metrics(data, o.confidence, execution.onCallingThread(), warnings));
        } else {
            warnings.add("scores are not all between 0 and 1, so only their ranking was judged");
        }
        execution.checkCancelled();
        GainTable gains = GainTable.of(groups, o.bins, o.confidence);
        return new Evaluation(data.rows(), metrics, ks.threshold(), calibration, gains, warnings);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evaluator that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Evaluator" + o.toString().substring("Options".length());
    }
}
