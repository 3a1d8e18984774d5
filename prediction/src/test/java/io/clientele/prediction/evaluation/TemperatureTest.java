package io.clientele.prediction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TemperatureTest {

    /** Platt's targets, row by row. */
    private static double loss(ScoredLabels data, double slope) {
        double ones = 0;
        for (int i = 0; i < data.rows(); i++) {
            ones += data.label(i);
        }
        double zeros = data.rows() - ones;
        double sum = 0;
        for (int i = 0; i < data.rows(); i++) {
            double t = data.label(i) == 1 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2);
            double z = slope * LogitScale.logit(data.score(i));
            sum += t * Math.log1p(Math.exp(-z)) + (1 - t) * Math.log1p(Math.exp(z));
        }
        return sum;
    }

    @Test
    void minimisesTheLogLoss() {
        ScoredLabels data = EvaluatorContractTest.probabilities(500, 3);
        CalibrationModel model = Calibrator.temperature().fit(data);
        double slope = model.curve[1];
        double at = loss(data, slope);
        for (double other : new double[] {slope * (1 + 1e-5), slope * (1 - 1e-5), 0, 0.5, 3}) {
            assertThat(loss(data, other)).isGreaterThan(at);
        }
        // golden section by hand, to the square root of the rounding of the loss
        double a = 0;
        double b = 4;
        for (int k = 0; k < 100; k++) {
            double p = a + (b - a) * 0.381966011250105;
            double q = a + (b - a) * 0.618033988749895;
            if (loss(data, p) < loss(data, q)) {
                b = q;
            } else {
                a = p;
            }
        }
        assertThat(slope).isCloseTo((a + b) / 2, within(1e-6));
        assertThat(model.calibrate(0.5)).isEqualTo(0.5);
        assertThat(model.report().converged()).isTrue();
    }

    @Test
    void recoversAnOverconfidentModel() {
        RandomGenerator random = RandomStreams.stream(1, "temperature", 0);
        int n = 40_000;
        double[] labels = new double[n];
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            double z = Samplers.gaussian(random);
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
            scores[i] = 1 / (1 + Math.exp(-2.5 * z));
        }
        CalibrationModel model = Calibrator.temperature().fit(ScoredLabels.of(labels, scores));
        // the standard error is .0055 (1 / √(n E[z² p (1 - p)]) / 2.5)
        assertThat(model.curve[1]).isCloseTo(0.4, within(0.022));
        assertThat(model.calibrate(1 / (1 + Math.exp(-2.5)))).isCloseTo(1 / (1 + Math.exp(-1)), within(0.012));
    }

    @Test
    void scoresThatTellNothing() {
        ScoredLabels wrong = ScoredLabels.of(new double[] {1, 0, 1, 0}, new double[] {0.2, 0.8, 0.3, 0.9});
        CalibrationModel model = Calibrator.temperature().fit(wrong);
        assertThat(model.calibrate(0.9)).isEqualTo(0.5);
        assertThat(model.report().warnings())
                .containsExactly("these scores do not tell label 1 from label 0 about one half, so everybody gets 0.5;"
                        + " use isotonic() or logOdds()");
        ScoredLabels separated = ScoredLabels.of(new double[] {1, 0}, new double[] {0.6, 0.4});
        // targets of 2/3 and 1/3 at log-odds of ±log 1.5: the slope is log 2 / log 1.5
        assertThat(Calibrator.temperature().fit(separated).curve[1])
                .isCloseTo(Math.log(2) / Math.log(1.5), within(1e-12));
    }
}
