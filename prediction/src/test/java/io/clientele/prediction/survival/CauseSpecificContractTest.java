package io.clientele.prediction.survival;

import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class CauseSpecificContractTest extends EstimatorContract<SurvivalTable, CauseSpecificModel> {

    @Override
    protected CauseSpecificCox estimator() {
        return CauseSpecificCox.create();
    }

    @Override
    protected SurvivalTable data() {
        return HorizonCalibrationTest.causes(RandomTables.random("contract", 12), 5000);
    }

    @Override
    protected Map<SurvivalTable, String> refused() {
        return Map.of(
                SurvivalTable.of(new double[0], new int[0]), "the table has no rows; at least one is needed",
                SurvivalTable.of(new double[] {1, 2}, new int[] {1, 2}), "the table has no features to regress on");
    }
}
