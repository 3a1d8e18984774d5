package io.clientele.optimization.bandit.contextual;

import io.clientele.core.Estimator;
import java.util.Map;

class LogisticThompsonContractTest extends ContextualContracts<LogisticThompson, ContextualCounts> {

    @Override
    protected LogisticThompson estimator() {
        return LogisticThompson.of(SampleDecisions.FEATURES, SampleDecisions.ARMS);
    }

    @Override
    protected ContextualCounts data() {
        return SampleDecisions.counts();
    }

    @Override
    protected ContextualCounts other() {
        return ContextualCounts.of("x");
    }

    @Override
    protected Map<String, Estimator<ContextualCounts, ContextualSnapshot>> own() {
        return Map.of(
                "withPrecision", estimator().withPrecision(3),
                "withPriorRate", estimator().withPriorRate(0.1),
                "withArmFeatures", estimator().withArmFeatures(SampleDecisions.armFeatures()),
                "withDraws", estimator().withDraws(7));
    }
}
