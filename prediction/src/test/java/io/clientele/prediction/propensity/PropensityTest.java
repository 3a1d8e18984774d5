package io.clientele.prediction.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.feature.Encoder;
import io.clientele.core.feature.EncoderModel;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.evaluation.CalibrationModel;
import io.clientele.prediction.evaluation.Calibrator;
import io.clientele.prediction.evaluation.PriorShift;
import io.clientele.prediction.evaluation.ScoredLabels;
import io.clientele.prediction.linear.ElasticNetChoice;
import io.clientele.prediction.linear.LogisticElasticNet;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import io.clientele.prediction.validation.Fold;
import io.clientele.prediction.validation.Folds;
import io.clientele.prediction.validation.HistoryTable;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PropensityTest {

    /** Log-odds -2 + x - 0.5 z, with x missing now and then where it is 0. */
    static LabeledTable rows(long seed, int n) {
        RandomGenerator random = RandomStreams.stream(seed, "propensity", 0);
        FeatureTable.Builder table = FeatureTable.builder("x", "z");
        double[] label = new double[n];
        int[] cluster = new int[n];
        for (int i = 0; i < n; i++) {
            boolean missing = random.nextInt(10) == 0;
            double x = missing ? 0 : Samplers.gaussian(random);
            double z = Samplers.gaussian(random);
            table.add(missing ? Double.NaN : x, z);
            label[i] = random.nextDouble() < 1 / (1 + Math.exp(2 - x + 0.5 * z)) ? 1 : 0;
            cluster[i] = i / 2;
        }
        return LabeledTable.of(table.build(), label).withClusters(cluster);
    }

    static Propensity full() {
        return Propensity.of(LogisticRegression.create())
                .withEncoder(Encoder.create().withMedian("x").withStandardized("z"))
                .withNegativesSampled(0.5)
                .withCalibration(Calibrator.logOdds(), 4)
                .withSeed(3);
    }

    @Test
    void aRowAndATableGiveTheSameBits() {
        LabeledTable data = rows(1, 3000);
        for (Propensity recipe : List.of(
                full(),
                Propensity.of(LogisticElasticNet.create().withPath(20, 0.01), 3)
                        .withEncoder(Encoder.create().withMean("x").withBins(3, "z"))
                        .withCalibration(Calibrator.isotonic(), 3))) {
            PropensityModel model = recipe.fit(data);
            double[] all = model.scores(data.features());
            FeatureTable other = data.features().select("z", "x").withColumn("more", new double[3000]);
            assertThat(model.scores(other)).isEqualTo(all);
            for (int i = 0; i < 3000; i++) {
                assertThat(model.probability(data.features().row(i))).isEqualTo(all[i]);
            }
        }
    }

    @Test
    void withoutOptionsItIsTheRegression() {
        LabeledTable data = rows(2, 2000);
        FeatureTable z = data.features().select("z");
        LabeledTable plain = LabeledTable.of(z, data.labels());
        PropensityModel model = Propensity.of(LogisticRegression.create()).fit(plain);
        LogisticModel regression = LogisticRegression.create().fit(plain);
        assertThat(model.regression()).contains(regression);
        assertThat(model.scores(z)).isEqualTo(regression.probabilities(z));
        assertThat(model.probabilityInterval(0.3)).isEqualTo(regression.probabilityInterval(0.3));
        assertThat(model.coefficients())
                .containsExactly(regression.coefficients().get(1).estimate());
        assertThat(model.calibration()).isEmpty();
    }

    /** The correction is Bayes' rule between the two base rates, and nothing is left to guess. */
    @Test
    void whatWasLeftOutIsUndoneExactly() {
        LabeledTable data = rows(3, 60_000);
        Propensity recipe = Propensity.of(LogisticRegression.create())
                .withEncoder(Encoder.create().withValue(0, "x"))
                .withSeed(5);
        PropensityModel sampled = recipe.withNegativesSampled(0.1).fit(data);
        LogisticModel inner = sampled.regression().orElseThrow();
        double all = Arrays.stream(data.labels()).average().orElseThrow();
        // report().rows() of the regression says how many took part
        double ones = Arrays.stream(data.labels()).sum();
        double among = ones / inner.report().rows();
        PriorShift back = new PriorShift(among, all);
        double[] encoded = sampled.encoder().encode(0.7, -0.2);
        assertThat(sampled.probability(0.7, -0.2)).isCloseTo(back.correct(inner.probability(encoded)), within(1e-14));
        // the truth is recovered: intercept -2, slopes 1 and -0.5, each within 4 standard errors
        double intercept = sampled.logOdds(0, 0) - 0;
        double error = inner.logOddsStandardError(sampled.encoder().encode(0, 0));
        assertThat(intercept).isCloseTo(-2, within(4 * error));
        assertThat(error).isLessThan(0.05);
        PropensityModel whole = recipe.fit(data);
        assertThat(whole.logOdds(0, 0)).isCloseTo(-2, within(4 * error));
        Interval interval = sampled.probabilityInterval(0, 0);
        assertThat(interval.contains(sampled.probability(0, 0))).isTrue();
        assertThat(interval.upper() - interval.lower()).isLessThan(0.03);
    }

    @Test
    void calibrationIsLearnedFromRowsNotSeen() {
        LabeledTable data = rows(4, 1000);
        Propensity plain = full();
        PropensityModel model = plain.fit(data);
        // by hand
        double[] scores = new double[1000];
        Propensity bare = Propensity.of(LogisticRegression.create())
                .withEncoder(Encoder.create().withMedian("x").withStandardized("z"))
                .withNegativesSampled(0.5)
                .withSeed(3);
        for (Fold fold : Folds.byCustomer(4).withSeed(3).split(HistoryTable.of(data))) {
            PropensityModel part = bare.fit(data.selectRows(fold.training()));
            for (int i : fold.test()) {
                scores[i] = part.probability(data.features().row(i));
            }
        }
        CalibrationModel expected = Calibrator.logOdds().fit(ScoredLabels.of(data.labels(), scores));
        double p = bare.fit(data).probability(0.3, 0.4);
        assertThat(model.probability(0.3, 0.4)).isCloseTo(expected.calibrate(p), within(1e-12));
        assertThat(model.calibration()).isPresent();
    }

    @Test
    void elasticNetIsTheOneWithinOneStandardError() {
        LabeledTable data = rows(6, 800);
        LogisticElasticNet net = LogisticElasticNet.create().withPath(15, 0.01);
        Encoder encoder = Encoder.create().withMean("x");
        PropensityModel model = Propensity.of(net, 5).withEncoder(encoder).fit(data);
        EncoderModel encoding = encoder.fit(data.features());
        int[] clusters = new int[800];
        Arrays.setAll(clusters, data::cluster);
        ElasticNetChoice choice = net.choose(
                LabeledTable.of(encoding.encode(data.features()), data.labels()).withClusters(clusters),
                5,
                0,
                Execution.sequential());
        assertThat(model.coefficients()).isEqualTo(choice.path().coefficients(choice.oneStandardError()));
        assertThatIllegalStateException()
                .isThrownBy(() -> model.probabilityInterval(1, 1))
                .withMessage("an elastic net has no standard errors; fit a LogisticRegression for intervals");
        assertThat(model.regression()).isEmpty();
    }

    @Test
    void anotherSchemaIsNamed() {
        PropensityModel model = full().fit(rows(7, 300));
        FeatureTable other = FeatureTable.builder("x", "y").add(1, 2).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.scores(other))
                .withMessage("column 'z', which the model was trained on, is not there; columns are [x, y]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.probability(1))
                .withMessage("row must have one value per input (2), got 1");
        FeatureTable hole =
                FeatureTable.builder("x", "z").add(1, 2).add(1, Double.NaN).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.scores(hole))
                .withMessageStartingWith("row 1: column 'z'");
        assertThat(model.inputs()).containsExactly("x", "z");
    }

    @Test
    void whatCannotBeFitted() {
        LabeledTable data = rows(8, 100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> full().fit(data.withOffset(new double[100])))
                .withMessage("rows with an offset can't be fitted here, as a later row has none; make the offset a"
                        + " feature");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> full().withNegativesSampled(0))
                .withMessage("share must be above 0 and at most 1, got 0.0");
        LabeledTable none = LabeledTable.of(data.features(), new double[100]);
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> Propensity.of(LogisticRegression.create())
                        .withEncoder(Encoder.create().withMean("x"))
                        .fit(none));
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> Propensity.of(LogisticRegression.create())
                        .withEncoder(Encoder.create().withMean("x"))
                        .withNegativesSampled(1e-9)
                        .fit(data));
    }
}
