package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.Map;

class BootstrapStabilityContractTest extends EstimatorContract<FeatureTable, ClusterStability> {

    @Override
    protected BootstrapStability estimator() {
        return BootstrapStability.of(KMeans.of(3)).withDraws(5);
    }

    @Override
    protected FeatureTable data() {
        return KMeansContractTest.blobs(2500, 2, 2);
    }

    @Override
    protected Map<String, Estimator<FeatureTable, ClusterStability>> variants() {
        return Map.of(
                "withDraws", estimator().withDraws(6), "withSeed", estimator().withSeed(7));
    }
}
