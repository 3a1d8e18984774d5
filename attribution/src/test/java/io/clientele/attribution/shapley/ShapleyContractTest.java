package io.clientele.attribution.shapley;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class ShapleyContractTest extends EstimatorContract<PathTable, Attribution> {

    @Override
    protected Shapley estimator() {
        return Shapley.rateGame();
    }

    @Override
    protected PathTable data() {
        return TestPaths.random(1, 3000, 20, 8);
    }

    @Override
    protected Map<String, Estimator<PathTable, Attribution>> variants() {
        return Map.of(
                "withMinimumSupport", estimator().withMinimumSupport(3),
                "withShrinkage", estimator().withShrinkage(10));
    }
}
