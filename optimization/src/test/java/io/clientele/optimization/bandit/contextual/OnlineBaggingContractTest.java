package io.clientele.optimization.bandit.contextual;

import io.clientele.core.Estimator;
import java.util.Map;

class OnlineBaggingContractTest extends ContextualContracts<OnlineBagging, BaggedSums> {

    @Override
    protected OnlineBagging estimator() {
        return OnlineBagging.of(SampleDecisions.FEATURES, SampleDecisions.ARMS);
    }

    @Override
    protected BaggedSums data() {
        return SampleDecisions.bags();
    }

    @Override
    protected BaggedSums other() {
        return BaggedSums.of(3, "x");
    }

    @Override
    protected Map<String, Estimator<BaggedSums, ContextualSnapshot>> own() {
        return Map.of("withPrecision", estimator().withPrecision(3));
    }
}
