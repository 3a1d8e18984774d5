package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class NegativeBinomialContractTest extends EstimatorContract<ResponseTable, NegativeBinomialModel> {

    @Override
    protected NegativeBinomialRegression estimator() {
        return NegativeBinomialRegression.create();
    }

    @Override
    protected ResponseTable data() {
        return NegativeBinomialTest.counts(1, 5000, 1.5, 0.3, 0.1, -0.1);
    }

    @Override
    protected Map<String, Estimator<ResponseTable, NegativeBinomialModel>> variants() {
        return Map.of(
                "withStandardErrors", estimator().withStandardErrors(StandardErrors.ROBUST),
                "withConfidence", estimator().withConfidence(0.9),
                "withMaxIterations", estimator().withMaxIterations(7));
    }
}
