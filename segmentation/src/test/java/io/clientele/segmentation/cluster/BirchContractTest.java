package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.Map;

class BirchContractTest extends EstimatorContract<FeatureTable, BirchModel> {

    @Override
    protected Birch estimator() {
        return Birch.create().withMaxEntries(200);
    }

    @Override
    protected FeatureTable data() {
        return KMeansContractTest.blobs(5000, 3, 4);
    }

    @Override
    protected Map<String, Estimator<FeatureTable, BirchModel>> variants() {
        return Map.of("withMaxEntries", estimator().withMaxEntries(100));
    }
}
