package io.clientele.optimization.bandit.contextual;

import io.clientele.core.Estimator;
import java.util.Map;

class SquareCbContractTest extends ContextualContracts.Linear<SquareCb> {

    @Override
    protected SquareCb estimator() {
        return SquareCb.of(SampleDecisions.FEATURES, SampleDecisions.ARMS);
    }

    @Override
    Map<String, Estimator<ContextualSums, ContextualSnapshot>> alone() {
        return Map.of(
                "withScale",
                estimator().withScale(2),
                "withGamma",
                estimator().withGamma(9),
                "withRewardRange",
                estimator().withRewardRange(3));
    }
}
