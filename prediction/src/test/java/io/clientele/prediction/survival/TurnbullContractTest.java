package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class TurnbullContractTest extends EstimatorContract<IntervalTable, TurnbullCurves> {

    @Override
    protected Turnbull estimator() {
        return Turnbull.create();
    }

    @Override
    protected IntervalTable data() {
        return TurnbullTest.looks(RandomTables.random("contract", 0), 800, 0.01)
                .withGroups(RandomTables.labels(RandomTables.random("contract", 1), 800, 6));
    }

    @Override
    protected Map<String, Estimator<IntervalTable, TurnbullCurves>> variants() {
        return Map.of(
                "withMaxIterations", estimator().withMaxIterations(3),
                "withTolerance", estimator().withTolerance(1e-3));
    }

    @Override
    protected Map<IntervalTable, String> refused() {
        return Map.of(IntervalTable.of(new double[0], new double[0]), "the table has no rows; at least one is needed");
    }
}
