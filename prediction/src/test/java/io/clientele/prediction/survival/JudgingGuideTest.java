package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.stats.Interval;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The figures of "How good are the predictions" in docs/survival.md. */
class JudgingGuideTest {

    @Test
    void telco() {
        SurvivalTable telco = SurvivalData.telcoRegression();
        SurvivalTable known = half(telco, 0);
        SurvivalTable later = half(telco, 1);
        double[] horizons = {12, 24, 48}; // months
        CoxModel model = CoxRegression.create().fit(known);
        double[][] chances = model.survival(later.features().orElseThrow(), horizons, Execution.sequential());
        SurvivalEvaluation judged = SurvivalEvaluation.of(later, horizons, chances);
        HorizonEvaluation year = judged.at(0);
        Interval area = year.auc().interval(0.95);
        HorizonCalibration promises = year.calibration().orElseThrow();
        Interval slope = promises.slope().interval(0.95);
        CalibrationGroup riskiest = promises.groups().get(9);
        double order = judged.uno().orElseThrow().index();
        assertThat(year.auc().value()).isCloseTo(0.882, within(5e-4));
        assertThat(area.lower()).isCloseTo(0.870, within(5e-4));
        assertThat(area.upper()).isCloseTo(0.895, within(5e-4));
        assertThat(promises.observedToExpected().value()).isCloseTo(1.007, within(5e-4));
        assertThat(promises.slope().value()).isCloseTo(1.29, within(5e-3));
        assertThat(slope.lower()).isCloseTo(1.18, within(5e-3));
        assertThat(slope.upper()).isCloseTo(1.40, within(5e-3));
        assertThat(promises.integratedIndex()).isCloseTo(0.037, within(5e-4));
        assertThat(riskiest.predicted()).isCloseTo(0.497, within(5e-4));
        assertThat(riskiest.observed()).isCloseTo(0.521, within(5e-4));
        assertThat(riskiest.interval().lower()).isCloseTo(0.466, within(5e-4));
        assertThat(riskiest.interval().upper()).isCloseTo(0.578, within(5e-4));
        CalibrationGroup fourth = promises.groups().get(3);
        assertThat(fourth.predicted()).isCloseTo(0.030, within(5e-4));
        assertThat(fourth.observed()).isCloseTo(0.006, within(5e-4));
        assertThat(judged.integratedBrier().value()).isCloseTo(0.098, within(5e-4));
        assertThat(order).isCloseTo(0.851, within(5e-4));
    }

    /** Every other customer. */
    private static SurvivalTable half(SurvivalTable table, int first) {
        return table.selectRows(
                IntStream.range(0, table.rows()).filter(i -> i % 2 == first).toArray());
    }
}
