package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class AalenJohansenContractTest extends EstimatorContract<SurvivalTable, CumulativeIncidences> {

    @Override
    protected AalenJohansen estimator() {
        return AalenJohansen.create();
    }

    @Override
    protected SurvivalTable data() {
        return CompetingTest.causes("contract", 0, 5000, 0.01)
                .withGroups(RandomTables.labels(RandomTables.random("contract", 6), 5000, 5));
    }

    @Override
    protected Map<String, Estimator<SurvivalTable, CumulativeIncidences>> variants() {
        return Map.of("withConfidence", estimator().withConfidence(0.9));
    }

    @Override
    protected Map<SurvivalTable, String> refused() {
        return Map.of(SurvivalTable.of(new double[0], new int[0]), "the table has no rows; at least one is needed");
    }
}
