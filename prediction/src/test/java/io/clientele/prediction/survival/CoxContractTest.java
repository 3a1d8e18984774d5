package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class CoxContractTest extends EstimatorContract<SurvivalTable, CoxModel> {

    @Override
    protected CoxRegression estimator() {
        return CoxRegression.create();
    }

    /** Late entries, strata that end within chunks, clusters, ties: everything that a chunk could get wrong. */
    @Override
    protected SurvivalTable data() {
        int n = 6000;
        SurvivalTable table =
                RandomTables.cox(RandomTables.random("contract", 2), n, new double[] {0.5, -0.2, 0.1}, 0.5, 0.01);
        return RandomTables.entering(RandomTables.random("contract", 3), table)
                .withStrata(RandomTables.labels(RandomTables.random("contract", 4), n, 3))
                .withWeights(SurvivalData.cycle(n, 1, 0.5, 2));
    }

    @Override
    protected Map<String, Estimator<SurvivalTable, CoxModel>> variants() {
        return Map.of(
                "withFirth", estimator().withFirth(),
                "withTies", estimator().withTies(Ties.BRESLOW),
                "withRidge", estimator().withRidge(2),
                "withRobustErrors", estimator().withRobustErrors(),
                "withConfidence", estimator().withConfidence(0.9),
                "withMaxIterations", estimator().withMaxIterations(7),
                "withTolerance", estimator().withTolerance(1e-6));
    }

    @Override
    protected Map<SurvivalTable, String> refused() {
        return Map.of(
                SurvivalTable.of(new double[0], new int[0]), "the table has no rows; at least one is needed",
                SurvivalTable.of(new double[] {1, 2}, new int[] {1, 2}), "events have the codes [1, 2]",
                SurvivalTable.of(new double[] {1, 2}, new int[] {1, 1}), "the table has no features to regress on");
    }
}
