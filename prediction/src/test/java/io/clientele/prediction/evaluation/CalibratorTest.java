package io.clientele.prediction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratorTest {

    @ParameterizedTest
    @ValueSource(strings = {"scores-by-hand", "scores-telco", "scores-telco-tied"})
    void isotonicAndPlattAgreeWithTheReference(String name) {
        Golden golden = Golden.load("evaluation/" + name);
        CsvTable input = golden.input();
        double[] p = input.numbers("probability");
        ScoredLabels data = ScoredLabels.of(input.numbers("label"), p);
        Golden expected = golden.at("expected", "isotonic");
        CalibrationModel steps = Calibrator.isotonic().fit(data);
        expected.at("value").matches(steps.calibrate(expected.at("at").numbers()), 1e-10, 1e-12);
        expected.at("first_10_rows").matches(steps.calibrate(Arrays.copyOf(p, 10)), 1e-10, 1e-12);
        expected.at("blocks").matches(DoubleStream.of(steps.value).distinct().count(), 0, 0);
        double brier = Evaluator.create()
                .fit(ScoredLabels.of(input.numbers("label"), steps.calibrate(p)))
                .brier()
                .estimate();
        expected.at("brier_after").matches(brier, 1e-10, 1e-12);
        // Platt's A and B have the other sign: 1 / (1 + exp(A f + B))
        CalibrationModel curve = Calibrator.platt().fit(data);
        golden.at("expected", "platt", "A").matches(-curve.curve[1], 1e-10, 1e-12);
        golden.at("expected", "platt", "B").matches(-curve.curve[0], 1e-10, 1e-12);
    }

    /** Probabilities p whose truth has log-odds {@code c + a log p - b log(1 - p)}. */
    private static ScoredLabels bent(int n, double c, double a, double b) {
        RandomGenerator random = RandomStreams.stream(1, "bent", n);
        double[] labels = new double[n];
        double[] p = new double[n];
        for (int i = 0; i < n; i++) {
            p[i] = 1 / (1 + Math.exp(-2 * Samplers.gaussian(random)));
            double eta = c + a * Math.log(p[i]) - b * Math.log1p(-p[i]);
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
        }
        return ScoredLabels.of(labels, p);
    }

    @Test
    void theTrueCurveIsFound() {
        // 40,000 rows: standard errors of about 0.015 to 0.03, so 0.1 is more than 3 of them
        double[] log = Calibrator.logOdds().fit(bent(40_000, 0.5, 0.7, 0.7)).curve;
        assertThat(log[0]).isCloseTo(0.5, within(0.1));
        assertThat(log[1]).isCloseTo(0.7, within(0.1));
        double[] beta = Calibrator.beta().fit(bent(40_000, 0.2, 1.4, 0.5)).curve;
        assertThat(beta[0]).isCloseTo(0.2, within(0.1));
        assertThat(beta[1]).isCloseTo(1.4, within(0.1));
        assertThat(beta[2]).isCloseTo(0.5, within(0.1));
        CalibrationModel steps = Calibrator.isotonic().fit(bent(40_000, 0.5, 0.7, 0.7));
        for (double p : new double[] {0.1, 0.3, 0.5, 0.7, 0.9}) {
            double truth = 1 / (1 + Math.exp(-0.5 - 0.7 * LogitScale.logit(p)));
            // a block near p holds some hundred rows, so its rate is known to about 0.02
            assertThat(steps.calibrate(p)).isCloseTo(truth, within(0.07));
        }
    }

    @Test
    void calibratedOnOneHalfIsRightOnTheOther() {
        ScoredLabels learn = bent(20_000, 0.8, 0.5, 0.5);
        ScoredLabels judge = bent(20_001, 0.8, 0.5, 0.5);
        double[] labels = new double[judge.rows()];
        double[] p = new double[judge.rows()];
        for (int i = 0; i < p.length; i++) {
            labels[i] = judge.label(i);
            p[i] = judge.score(i);
        }
        assertThat(Evaluator.create()
                        .fit(judge)
                        .calibrationSlope()
                        .orElseThrow()
                        .estimate())
                .isCloseTo(0.5, within(0.05));
        for (Calibrator recipe : new Calibrator[] {Calibrator.logOdds(), Calibrator.beta()}) {
            ScoredLabels honest = ScoredLabels.of(labels, recipe.fit(learn).calibrate(p));
            Evaluation e = Evaluator.create().fit(honest);
            // the bar of the issue: slope 0.95 to 1.05; three standard errors of about 0.02 on either side
            assertThat(e.calibrationSlope().orElseThrow().estimate()).isBetween(0.94, 1.06);
            assertThat(e.expectedCalibrationError().estimate()).isLessThan(0.02);
        }
        ScoredLabels stepped =
                ScoredLabels.of(labels, Calibrator.isotonic().fit(learn).calibrate(p));
        assertThat(Evaluator.create().fit(stepped).expectedCalibrationError().estimate())
                .isLessThan(0.02);
    }

    @Test
    void curvesRiseAndStayWithinTheUnitInterval() {
        ScoredLabels data = EvaluatorContractTest.probabilities(400, 3);
        for (Calibrator recipe :
                new Calibrator[] {Calibrator.platt(), Calibrator.logOdds(), Calibrator.beta(), Calibrator.isotonic()}) {
            CalibrationModel model = recipe.fit(data);
            double before = 0;
            for (int k = 0; k <= 1000; k++) {
                double p = model.calibrate(k / 1000.0);
                assertThat(p).isBetween(before, 1.0);
                before = p;
            }
        }
    }

    @Test
    void weightsCountRepeats() {
        double[] labels = {1, 0, 1, 0, 1, 0};
        double[] scores = {0.9, 0.2, 0.6, 0.7, 0.4, 0.1};
        double[] twice = {1, 0, 1, 0, 1, 0, 1, 0};
        double[] repeated = {0.9, 0.2, 0.6, 0.7, 0.4, 0.1, 0.9, 0.7};
        for (Calibrator recipe :
                new Calibrator[] {Calibrator.platt(), Calibrator.logOdds(), Calibrator.beta(), Calibrator.isotonic()}) {
            CalibrationModel a =
                    recipe.fit(ScoredLabels.of(labels, scores).withWeights(new double[] {2, 1, 1, 2, 1, 1}));
            CalibrationModel b = recipe.fit(ScoredLabels.of(twice, repeated));
            for (double s : scores) {
                assertThat(a.calibrate(s)).isCloseTo(b.calibrate(s), within(1e-11));
            }
        }
    }

    @Test
    void edges() {
        double[] labels = {1, 0, 1, 0};
        ScoredLabels same = ScoredLabels.of(labels, new double[] {0.3, 0.3, 0.3, 0.3});
        ScoredLabels wrong = ScoredLabels.of(labels, new double[] {0.1, 0.9, 0.2, 0.8});
        ScoredLabels perfect = ScoredLabels.of(labels, new double[] {1, 0, 1, 0});
        for (Calibrator recipe :
                new Calibrator[] {Calibrator.platt(), Calibrator.logOdds(), Calibrator.beta(), Calibrator.isotonic()}) {
            assertThat(recipe.fit(same).calibrate(0.9)).isCloseTo(0.5, within(1e-9));
            assertThat(recipe.fit(same).report().warnings())
                    .contains("all scores are the same, so everybody gets the overall rate");
            assertThat(recipe.fit(perfect).calibrate(1)).isGreaterThan(0.7);
            assertThat(recipe.fit(perfect).report().converged()).isTrue();
        }
        assertThat(Calibrator.platt().fit(wrong).report().warnings())
                .singleElement()
                .asString()
                .endsWith("these scores do not rank label 1 above label 0; check the labels and the sign of the score");
        assertThat(Calibrator.beta().fit(wrong).calibrate(0.9)).isCloseTo(0.5, within(1e-9));
        assertThat(Calibrator.beta().fit(wrong).report().warnings())
                .containsExactly("these scores do not rank label 1 above label 0, so everybody gets the overall rate");
        assertThat(Calibrator.isotonic().fit(wrong).calibrate(0.9)).isCloseTo(0.5, within(1e-9));
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> Calibrator.isotonic().fit(ScoredLabels.of(new double[] {1, 1}, new double[2])))
                .withMessageStartingWith("all labels with a weight are 1");
        ScoredLabels margins = ScoredLabels.of(labels, new double[] {3, -2, 1, -1});
        refused(
                () -> Calibrator.beta().fit(margins),
                "score, row 1: calibration of probabilities needs probabilities between 0 and 1, got -2.0; calibrate the"
                        + " scores first");
        assertThat(Calibrator.platt().fit(margins).calibrate(3)).isGreaterThan(0.5);
        refused(
                () -> Calibrator.logOdds().fit(same).calibrate(1.5),
                "score must be a probability between 0 and 1 for this calibration, got 1.5");
        refused(() -> Calibrator.platt().fit(same).calibrate(Double.NaN), "score must be finite, got NaN");
    }

    @Test
    void priorShiftUndoesResampling() {
        PriorShift back = new PriorShift(0.5, 0.02);
        assertThat(back.correct(0.5)).isCloseTo(0.02, within(1e-15));
        assertThat(back.correct(0)).isZero();
        assertThat(back.correct(1)).isEqualTo(1);
        assertThat(new PriorShift(0.02, 0.5).correct(back.correct(0.7))).isCloseTo(0.7, within(1e-15));
        double rare = new PriorShift(0.5, 0.1).correct(0.75);
        assertThat(rare).as("3 to 1 becomes 3 to 9").isCloseTo(0.25, within(1e-15));
        refused(() -> new PriorShift(0, 0.5), "from must be a rate above 0 and below 1, got 0.0");
        refused(() -> back.correct(1.1), "probability must be between 0 and 1, got 1.1");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
