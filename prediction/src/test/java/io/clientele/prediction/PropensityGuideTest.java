package io.clientele.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.stats.Interval;
import io.clientele.prediction.evaluation.AucComparison;
import io.clientele.prediction.evaluation.Bootstrap;
import io.clientele.prediction.evaluation.BrierDecomposition;
import io.clientele.prediction.evaluation.CalibrationTable;
import io.clientele.prediction.evaluation.ConfusionMatrix;
import io.clientele.prediction.evaluation.Evaluation;
import io.clientele.prediction.evaluation.Evaluator;
import io.clientele.prediction.evaluation.GainTable;
import io.clientele.prediction.evaluation.Metric;
import io.clientele.prediction.evaluation.RocAuc;
import io.clientele.prediction.evaluation.RocCurve;
import io.clientele.prediction.evaluation.ScoredLabels;
import org.junit.jupiter.api.Test;

/** The examples of docs/propensity.md and of the Javadoc. */
class PropensityGuideTest {

    private final double[] bought = {1, 0, 1, 0, 0, 1, 0, 0, 1, 0};
    private final double[] probabilities = {0.9, 0.2, 0.7, 0.4, 0.1, 0.3, 0.3, 0.2, 0.8, 0.6};
    private final double[] recency = {-3, -60, -10, -30, -90, -40, -20, -70, -5, -12};

    @Test
    void evaluation() {
        ScoredLabels data = ScoredLabels.of(bought, probabilities);
        Evaluation e = Evaluator.create().withConfidence(0.9).fit(data);
        double auc = e.auc().estimate();
        String sure = e.auc().interval().map(Interval::toString).orElse(e.auc().method());
        double promisedTooMuch = e.calibrationInTheLarge().orElseThrow().estimate();
        assertThat(auc).isBetween(0.5, 1.0);
        assertThat(sure).contains("confidence=0.9");
        assertThat(promisedTooMuch).isFinite();
        assertThat(e.metrics()).hasSize(11);
    }

    @Test
    void tables() {
        ScoredLabels data = ScoredLabels.of(bought, probabilities);
        GainTable deciles = GainTable.of(data, 5, 0.95);
        double reached = deciles.bands().get(0).gain();
        CalibrationTable table = CalibrationTable.equalWeight(data, 5, 0.95);
        double off = table.expectedCalibrationError();
        ConfusionMatrix m = ConfusionMatrix.at(data, 0.5);
        Interval recall = m.interval(m.truePositives(), m.positives(), 0.95);
        RocCurve curve = RocCurve.of(data);
        double couldBeGained = BrierDecomposition.of(data).reliability();
        assertThat(reached).isEqualTo(0.5);
        assertThat(off).isPositive();
        assertThat(recall.contains(0.75)).isTrue();
        assertThat(curve.truePositiveRate(curve.points() - 1)).isEqualTo(1);
        assertThat(couldBeGained).isNotNegative();
    }

    @Test
    void comparisonAndBootstrap() {
        ScoredLabels model = ScoredLabels.of(bought, probabilities);
        ScoredLabels rule = ScoredLabels.of(bought, recency);
        AucComparison c = AucComparison.paired(model, rule, 0.95);
        boolean better = c.p() < 0.05;
        Metric f1 = Bootstrap.create()
                .withReplicates(200)
                .withSeed(7)
                .metric("F1", model, d -> ConfusionMatrix.at(d, 0.5).f1());
        assertThat(better).isFalse();
        assertThat(f1.interval()).isPresent();
        assertThat(RocAuc.of(model).logitMetric(0.95).interval()).isPresent();
    }
}
