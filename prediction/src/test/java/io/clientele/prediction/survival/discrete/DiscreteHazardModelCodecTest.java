package io.clientele.prediction.survival.discrete;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.List;
import java.util.Map;

class DiscreteHazardModelCodecTest extends ModelCodecContract<DiscreteHazardModel> {

    @Override
    protected ModelCodec<DiscreteHazardModel> codec() {
        return new DiscreteHazardModelCodec();
    }

    @Override
    protected List<DiscreteHazardModel> models() {
        SurvivalTable table = DiscreteHazardTest.reference();
        FeatureTable x = table.features().orElseThrow();
        return List.of(
                golden1(),
                DiscreteHazard.of(2).fit(table.withFeatures(x.withColumn("same", new double[150]))),
                DiscreteHazard.of(1)
                        .withMaxIterations(1)
                        .fit(SurvivalTable.of(
                                new double[] {1, 1, 3, 3, 4, 4, 2, 1}, new int[] {1, 0, 1, 0, 1, 1, 0, 1})));
    }

    @Override
    protected Map<String, DiscreteHazardModel> golden() {
        return Map.of("golden/discrete-hazard-1.json", golden1());
    }

    static DiscreteHazardModel golden1() {
        return DiscreteHazard.of(1).withBands(1, 2, 4).fit(DiscreteHazardTest.reference());
    }
}
