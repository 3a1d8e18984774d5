package io.clientele.optimization.bandit.contextual;

import io.clientele.core.Estimator;
import java.util.Map;

class LinearThompsonContractTest extends ContextualContracts.Linear<LinearThompson> {

    @Override
    protected LinearThompson estimator() {
        return LinearThompson.of(SampleDecisions.FEATURES, SampleDecisions.ARMS);
    }

    @Override
    Map<String, Estimator<ContextualSums, ContextualSnapshot>> alone() {
        return Map.of(
                "withDeviation",
                estimator().withDeviation(2),
                "withDraws",
                estimator().withArmFeatures(SampleDecisions.armFeatures()).withDraws(7));
    }
}
