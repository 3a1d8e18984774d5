package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class LinearContractTest extends EstimatorContract<ResponseTable, LinearModel> {

    @Override
    protected LinearRegression estimator() {
        return LinearRegression.create();
    }

    @Override
    protected ResponseTable data() {
        return LinearRegressionTest.numbers(1, 5000, 2, 0.3, 0.1, -0.1);
    }

    @Override
    protected Map<String, Estimator<ResponseTable, LinearModel>> variants() {
        return Map.of(
                "withStandardErrors", estimator().withStandardErrors(StandardErrors.ROBUST),
                "withConfidence", estimator().withConfidence(0.9));
    }
}
