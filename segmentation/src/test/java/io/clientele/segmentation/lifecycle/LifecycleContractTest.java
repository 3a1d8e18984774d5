package io.clientele.segmentation.lifecycle;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.OrderLog;
import java.util.Map;

class LifecycleContractTest extends EstimatorContract<OrderLog, LifecycleModel> {

    @Override
    protected Lifecycle estimator() {
        return Lifecycle.create();
    }

    @Override
    protected OrderLog data() {
        return LifecycleTest.random(8, 4_000).orders().orElseThrow();
    }

    @Override
    protected Map<OrderLog, String> refused() {
        return Map.of(OrderLog.builder().build(), "the order log has no rows; at least one is needed");
    }

    @Override
    protected Map<String, Estimator<OrderLog, LifecycleModel>> variants() {
        return Map.of(
                "withLateness", estimator().withLateness(0.8, 0.95),
                "withPurchases", estimator().withPurchases(3, 6));
    }
}
