package io.clientele.prediction.propensity;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.feature.EncoderModel;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.evaluation.CalibrationModel;
import io.clientele.prediction.evaluation.ScoredLabels;
import io.clientele.prediction.linear.ElasticNetChoice;
import io.clientele.prediction.linear.LogisticRegression;
import io.clientele.prediction.propensity.PropensityModel.Linear;
import io.clientele.prediction.validation.CrossValidation;
import io.clientele.prediction.validation.Folds;
import io.clientele.prediction.validation.HistoryTable;
import io.clientele.prediction.validation.ValidationResult;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One call of {@code fit}. */
final class PropensityFit {

    private final Propensity.Options o;
    private final LabeledTable data;
    private final Execution execution;

    PropensityFit(Propensity.Options o, LabeledTable data, Execution execution) {
        this.o = o;
        this.data = data;
        this.execution = execution;
    }

    PropensityModel fit() {
        PropensityModel plain = uncalibrated(data, execution);
        if (o.calibrator() == null) {
            return plain;
        }
        Folds folds = (data.hasClusters() ? Folds.byCustomer(o.calibrationFolds()) : Folds.random(o.calibrationFolds()))
                .withSeed(o.seed());
        ValidationResult unseen = CrossValidation.on(folds).run(this::uncalibrated, HistoryTable.of(data), execution);
        ScoredLabels pairs = unseen.scored();
        CalibrationModel calibration = o.calibrator().fit(pairs, execution);
        return plain.withCalibration(calibration);
    }

    /** Encoder, model and the correction for what was left out; nothing else is learned. */
    private PropensityModel uncalibrated(LabeledTable rows, Execution how) {
        EncoderModel encoder = o.encoder().fit(rows.features(), how);
        int[] kept = kept(rows);
        LabeledTable own = kept.length == rows.rows() ? rows : rows.selectRows(kept);
        LabeledTable encoded = encoded(own, encoder);
        // odds among the rows that took part are those of all rows over this
        double share = weight(own, 0) / weight(rows, 0);
        Linear linear;
        FitReport fitted;
        if (o.net() == null) {
            LogisticRegression regression = Objects.requireNonNull(o.regression());
            linear = new Linear(regression.fit(encoded, how), null, 0);
            fitted = Objects.requireNonNull(linear.regression()).report();
        } else {
            ElasticNetChoice choice = o.net().choose(encoded, o.netFolds(), o.seed(), how);
            linear = new Linear(null, choice.path(), choice.oneStandardError());
            fitted = choice.path().report();
        }
        FitReport.Builder report = FitReport.builder()
                .rows(rows.rows())
                .iterations(fitted.iterations())
                .converged(fitted.converged())
                .change(fitted.change());
        encoder.report().warnings().forEach(report::warning);
        fitted.warnings().forEach(report::warning);
        return new PropensityModel(encoder, linear, share > 0 ? share : 1, null, report.build());
    }

    /** All rows of label 1, and those of label 0 that the draw keeps; the n-th row has the n-th number. */
    private int[] kept(LabeledTable rows) {
        if (o.negatives() == 1) {
            return IntStream.range(0, rows.rows()).toArray();
        }
        RandomGenerator random = RandomStreams.stream(o.seed(), "propensity.negatives", 0);
        int[] kept = new int[rows.rows()];
        int count = 0;
        for (int i = 0; i < rows.rows(); i++) {
            boolean drawn = random.nextDouble() < o.negatives();
            if (rows.label(i) == 1 || drawn) {
                kept[count++] = i;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private static double weight(LabeledTable rows, double label) {
        double sum = 0;
        for (int i = 0; i < rows.rows(); i++) {
            sum += rows.label(i) == label ? rows.weight(i) : 0;
        }
        return sum == 0 ? 1 : sum;
    }

    private static LabeledTable encoded(LabeledTable rows, EncoderModel encoder) {
        LabeledTable table = LabeledTable.of(encoder.encode(rows.features()), rows.labels());
        if (rows.hasWeights()) {
            table = table.withWeights(
                    IntStream.range(0, rows.rows()).mapToDouble(rows::weight).toArray());
        }
        return rows.hasClusters()
                ? table.withClusters(
                        IntStream.range(0, rows.rows()).map(rows::cluster).toArray())
                : table;
    }
}
