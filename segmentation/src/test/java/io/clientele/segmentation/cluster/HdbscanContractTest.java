package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.Map;

class HdbscanContractTest extends EstimatorContract<FeatureTable, HdbscanModel> {

    @Override
    protected Hdbscan estimator() {
        return Hdbscan.of(10).withMinSamples(4);
    }

    @Override
    protected FeatureTable data() {
        return KMeansContractTest.blobs(2500, 3, 2);
    }

    @Override
    protected Map<String, Estimator<FeatureTable, HdbscanModel>> variants() {
        return Map.of(
                "withMinSamples", estimator().withMinSamples(12),
                "withSelection", estimator().withSelection(ClusterSelection.LEAF),
                "withEpsilon", Hdbscan.of(2).withEpsilon(2),
                "withMetric", estimator().withMetric(Metric.MANHATTAN));
    }
}
