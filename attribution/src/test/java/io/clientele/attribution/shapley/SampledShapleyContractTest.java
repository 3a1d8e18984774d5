package io.clientele.attribution.shapley;

import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class SampledShapleyContractTest extends EstimatorContract<PathTable, SampledCredits> {

    @Override
    protected SampledShapley estimator() {
        return SampledShapley.of(200);
    }

    @Override
    protected PathTable data() {
        return TestPaths.random(1, 1000, 40, 6);
    }

    @Override
    protected Map<String, Estimator<PathTable, SampledCredits>> variants() {
        return Map.of("withSeed", estimator().withSeed(3));
    }
}
