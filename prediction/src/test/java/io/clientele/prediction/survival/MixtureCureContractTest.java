package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class MixtureCureContractTest extends EstimatorContract<SurvivalTable, MixtureCureModel> {

    @Override
    protected MixtureCure estimator() {
        return MixtureCure.of(LifetimeDistribution.WEIBULL);
    }

    @Override
    protected SurvivalTable data() {
        return MixtureCureTest.loyal("contract", 0, 5000).withWeights(SurvivalData.cycle(5000, 1, 0.5, 2));
    }

    @Override
    protected Map<String, Estimator<SurvivalTable, MixtureCureModel>> variants() {
        return Map.of(
                "withIncidence", estimator().withIncidence(),
                "withLatency", estimator().withLatency(),
                "withConfidence", estimator().withConfidence(0.9),
                "withMaxIterations", estimator().withMaxIterations(3),
                "withTolerance", estimator().withTolerance(1e-3));
    }

    @Override
    protected Map<SurvivalTable, String> refused() {
        SurvivalTable table = MixtureCureTest.loyal("contract", 1, 10);
        return Map.of(
                SurvivalTable.of(new double[0], new int[0]), "the table has no rows; at least one is needed",
                SurvivalTable.of(new double[] {0, 2}, new int[] {1, 1}), "time, row 0: is 0, which has no logarithm",
                SurvivalTable.of(new double[] {1, 2}, new int[] {1, 2}), "events have the codes [1, 2]",
                table.withStarts(SurvivalData.cycle(10, 0)),
                        "the table has starts, which a mixture cure model does not take",
                table.withOffset(SurvivalData.cycle(10, 2)), "offset, row 0: must be 0, got 2.0");
    }
}
