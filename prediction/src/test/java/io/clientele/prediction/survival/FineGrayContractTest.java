package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class FineGrayContractTest extends EstimatorContract<SurvivalTable, FineGrayModel> {

    @Override
    protected FineGray estimator() {
        return FineGray.of(1);
    }

    @Override
    protected SurvivalTable data() {
        return CompetingTest.subdistribution("contract", 0, 3000);
    }

    @Override
    protected Map<String, Estimator<SurvivalTable, FineGrayModel>> variants() {
        return Map.of(
                "withConfidence", estimator().withConfidence(0.9),
                "withMaxIterations", estimator().withMaxIterations(7),
                "withTolerance", estimator().withTolerance(1e-6));
    }

    @Override
    protected Map<SurvivalTable, String> refused() {
        return Map.of(
                SurvivalTable.of(new double[0], new int[0]), "the table has no rows; at least one is needed",
                SurvivalTable.of(new double[] {1, 2}, new int[] {1, 2}), "the table has no features to regress on");
    }
}
