package io.clientele.attribution.markov;

import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class MarkovContractTest extends EstimatorContract<PathTable, MarkovModel> {

    @Override
    protected Markov estimator() {
        return Markov.ofOrder(2);
    }

    @Override
    protected PathTable data() {
        return TestPaths.random(1, 4000, 20, 8);
    }

    @Override
    protected Map<String, Estimator<PathTable, MarkovModel>> variants() {
        return Map.of(
                "withNulls", estimator().withNulls(false),
                "withSelfTransitions", estimator().withSelfTransitions(true),
                "withBackOff", estimator().withBackOff(1));
    }
}
