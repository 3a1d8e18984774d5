package io.clientele.prediction.evaluation;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class CalibrationCodecTest extends ModelCodecContract<CalibrationModel> {

    @Override
    protected ModelCodec<CalibrationModel> codec() {
        return new CalibrationCodec();
    }

    @Override
    protected List<CalibrationModel> models() {
        ScoredLabels data = EvaluatorContractTest.probabilities(60, 9);
        return List.of(
                golden1(),
                Calibrator.platt().fit(data),
                Calibrator.logOdds().fit(data),
                Calibrator.temperature().fit(data),
                Calibrator.beta().fit(data),
                Calibrator.isotonic().fit(data));
    }

    @Override
    protected Map<String, CalibrationModel> golden() {
        return Map.of("golden/calibration-1.json", golden1(), "golden/calibration-2.json", golden2());
    }

    static CalibrationModel golden1() {
        return new CalibrationModel(
                CalibrationModel.Kind.ISOTONIC,
                new double[3],
                new double[] {-1.5, 0.25, 1e300},
                new double[] {0, 0.125, 1},
                FitReport.builder().rows(77).warning("few rows").build());
    }

    private static CalibrationModel golden2() {
        return new CalibrationModel(
                CalibrationModel.Kind.TEMPERATURE,
                new double[] {0, 0.375, 0},
                new double[0],
                new double[0],
                FitReport.builder().rows(77).iterations(5).change(1.5e-17).build());
    }
}
