package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class KaplanMeierContractTest extends EstimatorContract<SurvivalTable, SurvivalCurves> {

    @Override
    protected KaplanMeier estimator() {
        return KaplanMeier.create();
    }

    @Override
    protected SurvivalTable data() {
        SurvivalTable table = RandomTables.cox(RandomTables.random("contract", 0), 5000, new double[] {1}, 0.5, 0.1);
        return table.withGroups(RandomTables.labels(RandomTables.random("contract", 1), 5000, 8));
    }

    @Override
    protected Map<String, Estimator<SurvivalTable, SurvivalCurves>> variants() {
        return Map.of(
                "withInterval", estimator().withInterval(CurveInterval.LOG_LOG),
                "withErrors", estimator().withErrors(CurveErrors.ROBUST),
                "withConfidence", estimator().withConfidence(0.9));
    }

    @Override
    protected Map<SurvivalTable, String> refused() {
        return Map.of(
                SurvivalTable.of(new double[0], new int[0]), "the table has no rows; at least one is needed",
                SurvivalTable.of(new double[] {1, 2}, new int[] {1, 2}), "events have the codes [1, 2]");
    }
}
