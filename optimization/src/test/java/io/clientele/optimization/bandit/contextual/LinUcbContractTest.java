package io.clientele.optimization.bandit.contextual;

import io.clientele.core.Estimator;
import java.util.Map;

class LinUcbContractTest extends ContextualContracts.Linear<LinUcb> {

    @Override
    protected LinUcb estimator() {
        return LinUcb.of(SampleDecisions.FEATURES, SampleDecisions.ARMS);
    }

    @Override
    Map<String, Estimator<ContextualSums, ContextualSnapshot>> alone() {
        return Map.of("withWidth", estimator().withWidth(2));
    }
}
