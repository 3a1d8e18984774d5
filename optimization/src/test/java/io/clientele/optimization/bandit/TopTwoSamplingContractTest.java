package io.clientele.optimization.bandit;

import io.clientele.core.Estimator;
import java.util.Map;

class TopTwoSamplingContractTest extends BanditPolicyContract<TopTwoSampling> {

    @Override
    protected TopTwoSampling estimator() {
        return TopTwoSampling.of("control", "banner", "video");
    }

    @Override
    protected Map<String, Estimator<ArmCounts, BanditSnapshot>> own() {
        return Map.of("withLeaderShare", estimator().withLeaderShare(0.7));
    }
}
