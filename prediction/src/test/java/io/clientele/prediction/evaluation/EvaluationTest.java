package io.clientele.prediction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Edges, conventions and texts. */
class EvaluationTest {

    private static ScoredLabels data(double[] labels, double... scores) {
        return ScoredLabels.of(labels, scores);
    }

    private static final double[] FOUR = {1, 0, 1, 0};

    @Test
    void perfectRankingHasNoDeLongInterval() {
        Evaluation e = Evaluator.create().fit(data(FOUR, 0.9, 0.2, 0.8, 0.1));
        assertThat(e.auc().estimate()).isEqualTo(1);
        assertThat(e.auc().interval()).isEmpty();
        assertThat(e.auc().method())
                .isEqualTo(
                        "no interval: the labels are told apart without variation, so that DeLong's variance is 0 and"
                                + " says nothing");
        assertThat(e.averagePrecision().estimate()).isEqualTo(1);
        assertThat(e.averagePrecision().interval()).isEmpty();
        assertThat(e.ks().estimate()).isEqualTo(1);
        assertThat(e.ksThreshold()).isEqualTo(0.8);
        assertThat(e.gini().method()).startsWith("no interval");
    }

    @Test
    void perfectRankingWithOddWeightsIsStillWithoutVariation() {
        ScoredLabels odd = data(FOUR, 0.9, 0.2, 0.8, 0.1).withWeights(new double[] {0.1, 0.7, 1.3, 0.9});
        assertThat(RocAuc.of(odd).value()).isCloseTo(1, within(1e-15));
        assertThat(RocAuc.of(odd).metric(0.95).interval()).isEmpty();
    }

    @Test
    void worstAndBlindRankings() {
        assertThat(RocAuc.of(data(FOUR, 1, 2, 1, 2)).value()).isZero();
        // the other way round the distributions part as far
        assertThat(Evaluator.create().fit(data(FOUR, 0.1, 0.8, 0.2, 0.9)).ks().estimate())
                .isEqualTo(1);
        Evaluation blind = Evaluator.create().fit(data(FOUR, 0.5, 0.5, 0.5, 0.5));
        assertThat(blind.auc().estimate()).isEqualTo(0.5);
        assertThat(blind.ks().estimate()).isZero();
        assertThat(blind.averagePrecision().estimate()).isEqualTo(0.5);
        assertThat(blind.calibrationSlope()).isEmpty();
        assertThat(blind.warnings()).containsExactly("no calibration slope: all probabilities are the same");
    }

    @Test
    void negativeZeroTiesWithZero() {
        assertThat(RocAuc.of(data(new double[] {1, 0}, -0.0, 0.0)).value()).isEqualTo(0.5);
    }

    @Test
    void oneRowOfALabelHasNoVariance() {
        Metric auc = RocAuc.of(data(new double[] {1, 0, 0}, 0.5, 0.2, 0.9)).metric(0.95);
        assertThat(auc.estimate()).isEqualTo(0.5);
        assertThat(auc.standardError()).isEmpty();
        assertThat(auc.method())
                .isEqualTo(
                        "no interval: DeLong's variance needs a total weight above 1 of each label, got 1.0 and 2.0");
    }

    @Test
    void scoresThatAreNoProbabilities() {
        Evaluation e = Evaluator.create().fit(data(FOUR, 3, -1, 2, 2.5));
        assertThat(e.hasProbabilities()).isFalse();
        assertThat(e.auc().estimate()).isEqualTo(0.75);
        assertThat(e.warnings())
                .containsExactly("scores are not all between 0 and 1, so only their ranking was judged");
        assertThatIllegalStateException()
                .isThrownBy(e::logLoss)
                .withMessage("scores are not all between 0 and 1, so there is no log loss; calibrate the scores first");
        assertThatIllegalStateException()
                .isThrownBy(e::calibration)
                .withMessage("scores are not all between 0 and 1, so there is no calibration table;"
                        + " calibrate the scores first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalibrationTable.equalWidth(data(FOUR, 3, 0, 2, 2.5), 10, 0.95))
                .withMessage("score, row 0: calibration needs probabilities between 0 and 1, got 3.0;"
                        + " calibrate the scores first");
    }

    @Test
    void somethingImpossibleHappened() {
        Evaluation e = Evaluator.create().fit(data(FOUR, 1, 0, 0, 0.5));
        assertThat(e.logLoss().estimate()).isInfinite();
        assertThat(e.logLoss().interval()).isEmpty();
        assertThat(e.logLoss().method())
                .isEqualTo("infinite: row 2 has probability 0.0 and label 1; keep probabilities off 0 and 1");
        assertThat(e.brier().estimate()).isEqualTo(1.25 / 4);
        assertThat(e.calibrationInTheLarge()).isEmpty();
        assertThat(e.warnings())
                .containsExactly("no calibration slope and intercept: row 0 has probability 1.0, of which there are no"
                        + " log-odds");
    }

    @Test
    void certainAndRight() {
        assertThat(Evaluator.create().fit(data(FOUR, 1, 0, 1, 0)).logLoss().estimate())
                .isZero();
    }

    @Test
    void oneLabelOnly() {
        ThrowingCallable[] calls = {
            () -> Evaluator.create().fit(data(new double[] {1, 1}, 0.2, 0.4)),
            () -> RocAuc.of(data(new double[] {1, 1}, 0.2, 0.4)),
            () -> GainTable.of(data(FOUR, 1, 2, 3, 4).withWeights(new double[] {1, 0, 2, 0}), 10, 0.95)
        };
        for (ThrowingCallable call : calls) {
            assertThatExceptionOfType(FitException.class)
                    .isThrownBy(call)
                    .withMessage("all labels with a weight are 1; a ranking can be judged on rows of both kinds only:"
                            + " widen the label window or check the label");
        }
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> ConfusionMatrix.at(data(new double[] {0, 0}, 0.2, 0.4), 0.5))
                .withMessage("all labels with a weight are 0; a threshold can be judged on rows of both kinds only");
        // calibration does not need both
        assertThat(CalibrationTable.equalWidth(data(new double[] {1, 1}, 0.2, 0.4), 10, 0.95)
                        .expectedCalibrationError())
                .isCloseTo(0.7, within(1e-15));
    }

    @Test
    void nobodyAtTheThreshold() {
        ConfusionMatrix m = ConfusionMatrix.at(data(FOUR, 0.1, 0.2, 0.3, 0.4), 0.9);
        assertThat(m.precision()).isEmpty();
        assertThat(m.recall()).isZero();
        assertThat(m.f1()).isZero();
        assertThat(m.matthewsCorrelation()).isZero();
        assertThat(m.kappa()).isZero();
        assertThat(m.interval(m.trueNegatives(), m.negatives(), 0.95).upper()).isEqualTo(1);
    }

    @Test
    void hosmerAndLemeshowWithoutAnswer() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CalibrationTable.equalWidth(data(FOUR, 0.1, 0.2, 0.3, 0.4), 2, 0.95)
                        .hosmerLemeshow())
                .withMessage("the test of Hosmer and Lemeshow needs at least 3 bins with rows, got 1");
        assertThatIllegalStateException()
                .isThrownBy(() -> CalibrationTable.equalWidth(data(FOUR, 0, 0.3, 0.6, 0.9), 10, 0.95)
                        .hosmerLemeshow())
                .withMessage(
                        "the test of Hosmer and Lemeshow has no answer where all rows of a bin promise 0; use fewer"
                                + " bins or keep probabilities off 0 and 1");
    }

    @Test
    void comparisonOfEqualAndOfUnlikeScores() {
        ScoredLabels one = data(FOUR, 0.9, 0.2, 0.1, 0.3);
        AucComparison same = AucComparison.paired(one, data(FOUR, 90, 20, 10, 30), 0.95);
        assertThat(same.difference()).isZero();
        assertThat(same.z()).isZero();
        assertThat(same.p()).isEqualTo(1);
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> AucComparison.paired(data(FOUR, 9, 2, 8, 1), data(FOUR, 1, 8, 2, 9), 0.95))
                .withMessage(
                        "the areas 1.0 and 0.0 differ without variation, so that no error can be told; collect more"
                                + " rows");
        refused(
                () -> AucComparison.paired(one, data(new double[] {1, 0, 1, 1}, 1, 2, 3, 4), 0.95),
                "the two evaluations have different labels or weights; a paired comparison needs two scores of the same"
                        + " rows");
        refused(
                () -> AucComparison.paired(one, data(new double[] {1, 0}, 1, 2), 0.95),
                "the second evaluation must have the rows of the first (4), got 2");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> AucComparison.paired(
                        data(new double[] {1, 0, 0}, 1, 2, 3), data(new double[] {1, 0, 0}, 3, 2, 1), 0.95))
                .withMessage(
                        "a comparison of areas needs a total weight above 1 of each label, got 1.0 and 2.0; collect"
                                + " more rows");
    }

    @Test
    void badArguments() {
        refused(() -> data(new double[0]), "the evaluation has no rows; at least one is needed");
        refused(() -> data(FOUR, 1, 2), "scores must have one value per label (4), got 2");
        refused(() -> data(new double[] {1, 2}, 1, 2), "label, row 1: must be 0 or 1, got 2.0");
        refused(() -> data(new double[] {Double.NaN}, 1), "label, row 0: must be 0 or 1, got NaN");
        refused(
                () -> data(new double[] {1, 0}, 1, Double.NaN),
                "score, row 1: must be finite, got NaN; a row without a score can't be judged, drop it first");
        refused(
                () -> data(FOUR, 1, 2, 3, 4).withWeights(new double[] {1, -1, 1, 1}),
                "weight, row 1: must be a finite number of at least 0, got -1.0");
        refused(
                () -> data(FOUR, 1, 2, 3, 4).withWeights(new double[4]),
                "all weights are 0; at least one row must count");
        refused(
                () -> data(FOUR, 1, 2, 3, 4).withWeights(new double[1]),
                "weights must have one value per row (4), got 1");
        refused(
                () -> Evaluator.create().withConfidence(95),
                "confidence must be above 0 and below 1, such as 0.95, got 95");
        refused(() -> Evaluator.create().withBins(0), "bins must be at least 1, got 0");
        refused(() -> GainTable.of(data(FOUR, 1, 2, 3, 4), 0, 0.95), "bands must be at least 1, got 0");
        refused(() -> ConfusionMatrix.at(data(FOUR, 1, 2, 3, 4), Double.NaN), "threshold must be finite, got NaN");
        refused(() -> Bootstrap.create().withReplicates(5), "replicates must be at least 20, got 5");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
