package io.clientele.optimization.bandit;

import io.clientele.core.Estimator;
import java.util.Map;

class BudgetedSamplingContractTest extends BanditPolicyContract<BudgetedSampling> {

    @Override
    protected BudgetedSampling estimator() {
        return BudgetedSampling.of("control", "banner", "video").withBudget(100, 50);
    }

    @Override
    protected Map<String, Estimator<ArmCounts, BanditSnapshot>> own() {
        return Map.of(
                "withCost",
                estimator().withCost("banner", 5),
                "withBudget",
                estimator().withBudget(10, 3),
                "withDraws",
                estimator().withDraws(10, 1));
    }
}
