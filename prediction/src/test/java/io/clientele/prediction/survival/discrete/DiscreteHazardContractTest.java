package io.clientele.prediction.survival.discrete;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

class DiscreteHazardContractTest extends EstimatorContract<SurvivalTable, DiscreteHazardModel> {

    @Override
    protected DiscreteHazard estimator() {
        return DiscreteHazard.of(1);
    }

    /** A feature with as many values as customers, so that nothing collapses. */
    @Override
    protected SurvivalTable data() {
        SurvivalTable table = DiscreteHazardTest.monthly("contract", 0, 4000);
        RandomGenerator random = RandomStreams.stream(1, "contract", 0);
        return table.withFeatures(table.features()
                .orElseThrow()
                .withColumn("y", random.doubles(4000).toArray()));
    }

    @Override
    protected Map<String, Estimator<SurvivalTable, DiscreteHazardModel>> variants() {
        return Map.of(
                "withBands", estimator().withBands(1, 3),
                "withConfidence", estimator().withConfidence(0.9),
                "withMaxIterations", estimator().withMaxIterations(3));
    }

    @Override
    protected Map<SurvivalTable, String> refused() {
        SurvivalTable table = SurvivalTable.of(new double[] {2, 3}, new int[] {1, 0});
        return Map.of(
                SurvivalTable.of(new double[0], new int[0]), "the table has no rows; at least one is needed",
                SurvivalTable.of(new double[] {0, 2}, new int[] {1, 1}),
                        "time, row 0: an event at 0 belongs to no period",
                SurvivalTable.of(new double[] {1, 2}, new int[] {1, 2}), "events have the codes [1, 2]",
                table.withStarts(new double[] {0, 0.5}),
                        "start, row 1: must be the end of a period of length 1.0, got 0.5",
                table.withFeatures(FeatureTable.of(List.of("x"), new double[] {1, Double.NaN})), "NaN is not allowed");
    }
}
