package io.clientele.optimization.bandit;

import io.clientele.core.Estimator;
import java.util.Map;

class UpperConfidenceBoundContractTest extends BanditPolicyContract<UpperConfidenceBound> {

    @Override
    protected UpperConfidenceBound estimator() {
        return UpperConfidenceBound.bayes("control", "banner", "video");
    }

    @Override
    protected Map<String, Estimator<ArmCounts, BanditSnapshot>> own() {
        return Map.of("withWidth", estimator().withWidth(0.01));
    }
}
