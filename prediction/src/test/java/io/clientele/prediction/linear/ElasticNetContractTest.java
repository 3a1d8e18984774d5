package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.prediction.LabeledTable;
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
}
