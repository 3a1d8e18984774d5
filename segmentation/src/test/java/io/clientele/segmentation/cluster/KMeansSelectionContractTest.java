package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.Map;

class KMeansSelectionContractTest extends EstimatorContract<FeatureTable, KMeansChoice> {

    @Override
    protected KMeansSelection estimator() {
        return KMeansSelection.of(2).withRestarts(1).withDraws(2).withSample(300);
    }

    @Override
    protected FeatureTable data() {
        return KMeansContractTest.blobs(2500, 2, 2);
    }

    @Override
    protected Map<String, Estimator<FeatureTable, KMeansChoice>> variants() {
        return Map.of(
                "withRestarts", estimator().withRestarts(2),
                "withReferences", estimator().withReferences(20),
                "withDraws", estimator().withDraws(3),
                "withSample", estimator().withSample(250),
                "withSmallestShare", estimator().withSmallestShare(0.2),
                "withSeed", estimator().withSeed(7));
    }
}
