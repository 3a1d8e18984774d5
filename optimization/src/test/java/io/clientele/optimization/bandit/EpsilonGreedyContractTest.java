package io.clientele.optimization.bandit;

import io.clientele.core.Estimator;
import java.util.Map;

class EpsilonGreedyContractTest extends BanditPolicyContract<EpsilonGreedy> {

    @Override
    protected EpsilonGreedy estimator() {
        return EpsilonGreedy.of(0.1, "control", "banner", "video");
    }

    @Override
    protected Map<String, Estimator<ArmCounts, BanditSnapshot>> own() {
        return Map.of("withHalfAfter", estimator().withHalfAfter(1_000));
    }
}
