package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class AftContractTest extends EstimatorContract<SurvivalTable, AftModel> {

    @Override
    protected AftRegression estimator() {
        return AftRegression.of(LifetimeDistribution.WEIBULL);
    }

    @Override
    protected SurvivalTable data() {
        SurvivalTable table = AftTest.weibull("contract", 0, 6000);
        return RandomTables.entering(RandomTables.random("contract", 5), table)
                .withWeights(SurvivalData.cycle(6000, 1, 0.5, 2));
    }

    @Override
    protected Map<String, Estimator<SurvivalTable, AftModel>> variants() {
        return Map.of(
                "withConfidence", estimator().withConfidence(0.9),
                "withMaxIterations", estimator().withMaxIterations(7),
                "withTolerance", estimator().withTolerance(1e-6));
    }

    @Override
    protected Map<SurvivalTable, String> refused() {
        return Map.of(
                SurvivalTable.of(new double[0], new int[0]), "the table has no rows; at least one is needed",
                SurvivalTable.of(new double[] {0, 2}, new int[] {1, 1}), "time, row 0: is 0, which has no logarithm",
                SurvivalTable.of(new double[] {1, 2}, new int[] {1, 2}), "events have the codes [1, 2]");
    }
}
