package io.clientele.prediction.evaluation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Evaluator} found. Immutable and thread-safe; equal by value.
 *
 * <p>The measures of probabilities throw an {@link IllegalStateException} where the scores were none, see
 * {@link #hasProbabilities}.
 */
public final class Evaluation {

    static final String ECE = "expected calibration error";

    private record Content(
            int rows,
            List<Metric> metrics,
            double ksThreshold,
            @Nullable CalibrationTable calibration,
            GainTable gains,
            List<String> warnings) {}

    private final Content c;

    Evaluation(
            int rows,
            List<Metric> metrics,
            double ksThreshold,
            @Nullable CalibrationTable calibration,
            GainTable gains,
            List<String> warnings) {
        this.c = new Content(rows, List.copyOf(metrics), ksThreshold, calibration, gains, List.copyOf(warnings));
    }

    /** {@return the number of rows judged} */
    public int rows() {
        return c.rows;
    }

    /** {@return all figures, in the order of the methods here} */
    public List<Metric> metrics() {
        return c.metrics;
    }

    /** {@return the area under the ROC curve, with DeLong's interval} */
    public Metric auc() {
        return metric("ROC AUC");
    }

    /** {@return twice the area less 1} */
    public Metric gini() {
        return metric("Gini");
    }

    /** {@return the mean precision at the rows of label 1, without interpolation} */
    public Metric averagePrecision() {
        return metric("average precision");
    }

    /** {@return the largest distance between the true and the false positive rate, whichever is higher} */
    public Metric ks() {
        return metric("KS");
    }

    /** {@return the score at and above which that lead is reached, the highest if there are several} */
    public double ksThreshold() {
        return c.ksThreshold;
    }

    /** {@return whether the scores were all between 0 and 1} */
    public boolean hasProbabilities() {
        return c.calibration != null;
    }

    /** {@return the mean of -log(probability of what happened); infinite if something happened that had probability 0} */
    public Metric logLoss() {
        return metric("log loss");
    }

    /** {@return the mean squared difference of probability and label} */
    public Metric brier() {
        return metric("Brier score");
    }

    /** {@return 1 less the Brier score over the one of promising everybody the overall rate; 0 is no skill, 1 perfect} */
    public Metric brierSkill() {
        return metric("Brier skill");
    }

    /** {@return the mean distance of promised and seen rate over bins of equal width} */
    public Metric expectedCalibrationError() {
        return metric(ECE);
    }

    /** {@return the slope of the label's log-odds on the promised log-odds; empty where a warning says why} */
    public Optional<Metric> calibrationSlope() {
        return find("calibration slope");
    }

    /** {@return the intercept beside that slope; empty where a warning says why} */
    public Optional<Metric> calibrationIntercept() {
        return find("calibration intercept");
    }

    /** {@return how far all log-odds are off together, at slope 1; empty where a warning says why} */
    public Optional<Metric> calibrationInTheLarge() {
        return find("calibration in the large");
    }

    /** {@return promised and seen rates by bins of equal width} */
    public CalibrationTable calibration() {
        if (c.calibration == null) {
            throw noProbabilities("calibration table");
        }
        return c.calibration;
    }

    /** {@return gain and lift by bands of falling score} */
    public GainTable gains() {
        return c.gains;
    }

    /** {@return what the user should know, in words; empty when all is well} */
    public List<String> warnings() {
        return c.warnings;
    }

    private Metric metric(String name) {
        return find(name).orElseThrow(() -> noProbabilities(name));
    }

    private Optional<Metric> find(String name) {
        return c.metrics.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    private static IllegalStateException noProbabilities(String what) {
        return new IllegalStateException(
                "scores are not all between 0 and 1, so there is no " + what + "; calibrate the scores first");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evaluation that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "Evaluation[" + c.rows + " rows, " + c.metrics + "]";
    }
}
