package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.Map;

class GapStatisticContractTest extends EstimatorContract<FeatureTable, GapCurve> {

    @Override
    protected GapStatistic estimator() {
        return GapStatistic.of(3).withReferences(3).withRestarts(1);
    }

    @Override
    protected FeatureTable data() {
        return KMeansContractTest.blobs(2500, 2, 2);
    }

    @Override
    protected Map<String, Estimator<FeatureTable, GapCurve>> variants() {
        return Map.of(
                "withReferences", estimator().withReferences(4),
                "withRestarts", estimator().withRestarts(2),
                "withLevel", estimator().withLevel(0.1),
                "withSeed", estimator().withSeed(7));
    }
}
