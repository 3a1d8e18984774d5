package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.prediction.LabeledTable;
import java.util.List;
import java.util.Map;

class ElasticNetContractTest extends EstimatorContract<LabeledTable, ElasticNetPath> {

    @Override
    protected LogisticElasticNet estimator() {
        return LogisticElasticNet.create();
    }

    @Override
    protected LabeledTable data() {
        return Simulated.labels(1, 5000, -0.5, 0.3, -0.2, 0.1);
    }

    @Override
    protected Map<String, Estimator<LabeledTable, ElasticNetPath>> variants() {
        return Map.of(
                "withMixing", estimator().withMixing(0.5),
                "withStandardisedColumns", estimator().withStandardisedColumns(false),
                "withLambdas", estimator().withLambdas(0.1, 0.01),
                "withPath", estimator().withPath(5, 0.1));
    }

    @Override
    protected Map<LabeledTable, String> refused() {
        FeatureTable spoilt =
                FeatureTable.of(List.of("a", "b"), new double[] {1, 2, 3}, new double[] {1, Double.NaN, 3});
        return Map.of(
                LabeledTable.of(spoilt, new double[] {0, 1, 0}),
                "column 'b', row 1: NaN is not allowed; impute or drop the row first",
                LabeledTable.of(FeatureTable.builder("a").build(), new double[0]),
                "the table has no rows; at least one is needed");
    }
}
