package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.List;
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

    @Override
    protected Map<ResponseTable, String> refused() {
        FeatureTable spoilt = FeatureTable.of(
                List.of("a", "b"), new double[] {1, 2, 3}, new double[] {1, 2, Double.POSITIVE_INFINITY});
        return Map.of(
                ResponseTable.of(spoilt, new double[] {4, 1, 5}),
                "column 'b', row 2: an infinite value is not allowed; impute or drop the row first",
                ResponseTable.of(FeatureTable.builder("a").build(), new double[0]),
                "the table has no rows; at least one is needed");
    }
}
