package io.clientele.prediction.propensity;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.feature.Encoder;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.evaluation.Calibrator;
import java.util.Map;

class PropensityContractTest extends EstimatorContract<LabeledTable, PropensityModel> {

    @Override
    protected Propensity estimator() {
        return PropensityTest.full();
    }

    @Override
    protected LabeledTable data() {
        return PropensityTest.rows(1, 4000);
    }

    @Override
    protected Map<String, Estimator<LabeledTable, PropensityModel>> variants() {
        return Map.of(
                "withEncoder", estimator().withEncoder(Encoder.create().withMean("x")),
                "withNegativesSampled", estimator().withNegativesSampled(0.9),
                "withCalibration", estimator().withCalibration(Calibrator.beta(), 4),
                "withSeed", estimator().withSeed(9));
    }
}
