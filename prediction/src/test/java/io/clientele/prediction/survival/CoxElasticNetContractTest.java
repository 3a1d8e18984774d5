package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class CoxElasticNetContractTest extends EstimatorContract<SurvivalTable, CoxPath> {

    @Override
    protected CoxElasticNet estimator() {
        return CoxElasticNet.create().withPath(8, 0.02);
    }

    @Override
    protected SurvivalTable data() {
        int n = 6000;
        SurvivalTable table = RandomTables.cox(
                RandomTables.random("contract", 12), n, new double[] {0.5, -0.2, 0.1, 0, 0.02, 0}, 0.5, 0.01);
        return RandomTables.entering(RandomTables.random("contract", 13), table)
                .withStrata(RandomTables.labels(RandomTables.random("contract", 14), n, 3))
                .withWeights(SurvivalData.cycle(n, 1, 0.5, 2));
    }

    @Override
    protected Map<String, Estimator<SurvivalTable, CoxPath>> variants() {
        return Map.of(
                "withTies", estimator().withTies(Ties.BRESLOW),
                "withMixing", estimator().withMixing(0.5),
                "withStandardisedColumns", estimator().withStandardisedColumns(false),
                "withLambdas", estimator().withLambdas(0.01, 0.001),
                "withPath", estimator().withPath(3, 0.1));
    }

    @Override
    protected Map<SurvivalTable, String> refused() {
        return Map.of(
                SurvivalTable.of(new double[0], new int[0]), "the table has no rows; at least one is needed",
                SurvivalTable.of(new double[] {1, 2}, new int[] {1, 2}), "events have the codes [1, 2]",
                SurvivalTable.of(new double[] {1, 2}, new int[] {1, 1}), "the table has no features to regress on");
    }
}
