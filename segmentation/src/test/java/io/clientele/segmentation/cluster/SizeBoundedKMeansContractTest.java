package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.Map;

class SizeBoundedKMeansContractTest extends EstimatorContract<FeatureTable, SizeBoundedKMeansModel> {

    @Override
    protected SizeBoundedKMeans estimator() {
        return SizeBoundedKMeans.of(4).withLeastShare(0.2).withMostShare(0.3);
    }

    @Override
    protected FeatureTable data() {
        return KMeansContractTest.blobs(3000, 3, 3);
    }

    @Override
    protected Map<String, Estimator<FeatureTable, SizeBoundedKMeansModel>> variants() {
        return Map.of(
                "withLeastShare", estimator().withLeastShare(0.1),
                "withMostShare", estimator().withMostShare(0.5),
                "withRestarts", estimator().withRestarts(2),
                "withMaxIterations", estimator().withMaxIterations(7),
                "withSeed", estimator().withSeed(7),
                "withStartCenters", estimator().withStartCenters(new double[4][5]));
    }
}
