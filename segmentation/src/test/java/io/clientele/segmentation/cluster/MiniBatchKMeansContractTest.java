package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.Map;

class MiniBatchKMeansContractTest extends EstimatorContract<FeatureTable, KMeansModel> {

    @Override
    protected MiniBatchKMeans estimator() {
        return MiniBatchKMeans.of(3);
    }

    @Override
    protected FeatureTable data() {
        return KMeansContractTest.blobs(10_000, 3, 0.8);
    }

    @Override
    protected Map<String, Estimator<FeatureTable, KMeansModel>> variants() {
        return Map.of(
                "withBatchSize", estimator().withBatchSize(1_000),
                "withPasses", estimator().withPasses(2),
                "withTolerance", estimator().withTolerance(0.1),
                "withDecay", estimator().withDecay(0.5),
                "withSeed", estimator().withSeed(7),
                "withStartCenters", estimator().withStartCenters(new double[3][5]));
    }
}
