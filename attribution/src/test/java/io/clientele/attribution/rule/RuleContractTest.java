package io.clientele.attribution.rule;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;

class RuleContractTest extends EstimatorContract<PathTable, Attribution> {

    @Override
    protected Estimator<PathTable, Attribution> estimator() {
        return Rule.uShaped();
    }

    @Override
    protected PathTable data() {
        return TestPaths.random(1, 6000, 12, 8);
    }
}
