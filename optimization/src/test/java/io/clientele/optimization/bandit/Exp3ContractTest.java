package io.clientele.optimization.bandit;

import io.clientele.core.Estimator;
import java.util.Map;

class Exp3ContractTest extends BanditPolicyContract<Exp3> {

    @Override
    protected Exp3 estimator() {
        return Exp3.of("control", "banner", "video");
    }

    @Override
    protected Map<String, Estimator<ArmCounts, BanditSnapshot>> own() {
        return Map.of("withState", estimator().withState(Exp3State.of(Map.of("control", 3.0), 5)));
    }
}
