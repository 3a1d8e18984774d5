package io.clientele.prediction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.stats.Interval;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against scikit-learn, pROC and plain formulas; values and conventions in ../shared/golden/evaluation. */
class EvaluationOracleTest {

    /** The tolerance that the cases state: closed forms. */
    private static final double RELATIVE = 1e-10;

    private static final double ABSOLUTE = 1e-12;

    private static void check(Golden expected, double actual) {
        expected.matches(actual, RELATIVE, ABSOLUTE);
    }

    private static ScoredLabels data(Golden golden, String column) {
        CsvTable input = golden.input();
        return ScoredLabels.of(input.numbers("label"), input.numbers(column));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores-by-hand", "scores-telco", "scores-telco-tied"})
    void rankingAgreesWithScikitLearnAndProc(String name) {
        Golden golden = Golden.load("evaluation/" + name);
        Golden expected = golden.at("expected");
        ScoredLabels data = data(golden, "probability");
        Evaluation e = Evaluator.create().fit(data);
        expected.at("roc_auc").matches(e.auc().estimate(), 1e-12, 0);
        expected.at("gini").matches(e.gini().estimate(), 1e-12, 0);
        expected.at("average_precision").matches(e.averagePrecision().estimate(), 1e-12, 0);
        expected.at("ks", "value").matches(e.ks().estimate(), 1e-12, 0);
        check(expected.at("ks", "threshold"), e.ksThreshold());

        RocCurve curve = RocCurve.of(data);
        check(expected.at("roc_points", "count"), curve.points());
        check(expected.at("roc_points", "area_by_trapezoid"), curve.area());
        check(expected.at("pr_auc_trapezoid"), curve.precisionRecallArea());

        RocAuc auc = RocAuc.of(data);
        check(expected.at("delong", "auc"), auc.value());
        check(expected.at("delong", "std_error"), auc.standardError().orElseThrow());
        Interval plain = auc.metric(0.95).interval().orElseThrow();
        check(expected.at("delong", "lower"), plain.lower());
        check(expected.at("delong", "upper"), plain.upper());
        assertThat(e.auc()).isEqualTo(auc.metric(0.95));
        Interval logit = auc.logitMetric(0.95).interval().orElseThrow();
        check(expected.at("delong", "logit_lower"), logit.lower());
        check(expected.at("delong", "logit_upper"), logit.upper());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores-by-hand", "scores-telco", "scores-telco-tied"})
    void pairedComparisonAgreesWithProc(String name) {
        Golden golden = Golden.load("evaluation/" + name);
        Golden expected = golden.at("expected", "delong_paired");
        AucComparison c = AucComparison.paired(data(golden, "probability"), data(golden, "second"), 0.95);
        check(golden.at("expected", "roc_auc"), c.first());
        check(expected.at("second_auc"), c.second());
        check(expected.at("difference"), c.difference());
        check(expected.at("std_error"), c.standardError());
        check(expected.at("covariance"), c.covariance());
        check(expected.at("z"), c.z());
        check(expected.at("p"), c.p());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores-by-hand", "scores-telco", "scores-telco-tied"})
    void lossesAndCalibrationAgree(String name) {
        Golden golden = Golden.load("evaluation/" + name);
        Golden expected = golden.at("expected");
        ScoredLabels data = data(golden, "probability");
        Evaluation e = Evaluator.create().fit(data);
        expected.at("log_loss").matches(e.logLoss().estimate(), 1e-12, 0);
        expected.at("brier").matches(e.brier().estimate(), 1e-12, 0);
        check(expected.at("brier_skill"), e.brierSkill().estimate());
        check(expected.at("ece_equal_width_10"), e.expectedCalibrationError().estimate());
        check(
                expected.at("recalibration", "slope"),
                e.calibrationSlope().orElseThrow().estimate());
        check(
                expected.at("recalibration", "intercept"),
                e.calibrationIntercept().orElseThrow().estimate());
        check(
                expected.at("recalibration", "intercept_only"),
                e.calibrationInTheLarge().orElseThrow().estimate());

        CalibrationTable width = e.calibration();
        bins(expected.at("calibration_equal_width"), width.bins());
        check(expected.at("mce_equal_width_10"), width.maximumCalibrationError());
        CalibrationTable weight = CalibrationTable.equalWeight(data, 10, 0.95);
        bins(expected.at("calibration_equal_count"), weight.bins());
        check(expected.at("ece_equal_count_10"), weight.expectedCalibrationError());
        HosmerLemeshow test = weight.hosmerLemeshow();
        check(expected.at("hosmer_lemeshow_10", "statistic"), test.statistic());
        check(expected.at("hosmer_lemeshow_10", "df"), test.degreesOfFreedom());
        check(expected.at("hosmer_lemeshow_10", "p"), test.p());

        BrierDecomposition parts = BrierDecomposition.of(data);
        double after = expected.at("isotonic", "brier_after").number();
        double brier = expected.at("brier").number();
        assertThat(parts.reliability()).isCloseTo(brier - after, within(1e-12));
        assertThat(parts.uncertainty() - parts.resolution()).isCloseTo(after, within(1e-12));
    }

    private static void bins(Golden expected, List<CalibrationBin> bins) {
        expected.at("count")
                .matches(bins.stream().mapToDouble(CalibrationBin::weight).toArray(), 0, 0);
        expected.at("mean_probability")
                .matches(
                        bins.stream()
                                .mapToDouble(CalibrationBin::meanProbability)
                                .toArray(),
                        RELATIVE,
                        ABSOLUTE);
        expected.at("event_rate")
                .matches(bins.stream().mapToDouble(CalibrationBin::eventRate).toArray(), RELATIVE, ABSOLUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores-by-hand", "scores-telco", "scores-telco-tied"})
    void gainsAgree(String name) {
        Golden golden = Golden.load("evaluation/" + name);
        Golden expected = golden.at("expected", "gain");
        List<GainBand> bands =
                GainTable.of(data(golden, "probability"), 10, 0.95).bands();
        column(expected.at("share"), bands.stream().mapToDouble(GainBand::share).toArray());
        column(expected.at("rows"), bands.stream().mapToDouble(GainBand::rows).toArray());
        column(
                expected.at("positives_found"),
                bands.stream().mapToDouble(GainBand::positives).toArray());
        column(expected.at("gain"), bands.stream().mapToDouble(GainBand::gain).toArray());
        column(
                expected.at("cumulative_lift"),
                bands.stream().mapToDouble(GainBand::cumulativeLift).toArray());
    }

    private static void column(Golden expected, double[] actual) {
        expected.matches(actual, RELATIVE, ABSOLUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores-by-hand", "scores-telco", "scores-telco-tied"})
    void confusionAgrees(String name) {
        Golden golden = Golden.load("evaluation/" + name);
        for (String at : List.of("at_0.2", "at_0.5")) {
            Golden expected = golden.at("expected", at);
            ConfusionMatrix m = ConfusionMatrix.at(
                    data(golden, "probability"), expected.at("threshold").number());
            check(expected.at("true_positives"), m.truePositives());
            check(expected.at("false_positives"), m.falsePositives());
            check(expected.at("true_negatives"), m.trueNegatives());
            check(expected.at("false_negatives"), m.falseNegatives());
            check(expected.at("accuracy"), m.accuracy());
            check(expected.at("precision"), m.precision().orElseThrow());
            check(expected.at("recall"), m.recall());
            check(expected.at("specificity"), m.specificity());
            check(expected.at("f1"), m.f1());
            check(expected.at("balanced_accuracy"), m.balancedAccuracy());
            check(expected.at("mcc"), m.matthewsCorrelation());
            check(expected.at("cohen_kappa"), m.kappa());
        }
    }
}
