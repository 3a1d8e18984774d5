package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class MultinomialContractTest extends EstimatorContract<ClassTable, MultinomialModel> {

    @Override
    protected MultinomialLogisticRegression estimator() {
        return MultinomialLogisticRegression.create();
    }

    @Override
    protected ClassTable data() {
        return MultinomialTest.classes(1, 5000);
    }

    @Override
    protected Map<String, Estimator<ClassTable, MultinomialModel>> variants() {
        return Map.of(
                "withReference", estimator().withReference("c"),
                "withL2Penalty", estimator().withL2Penalty(2),
                "withConfidence", estimator().withConfidence(0.9),
                "withMaxIterations", estimator().withMaxIterations(7));
    }
}
