package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.Map;

class MixtureSelectionContractTest extends EstimatorContract<FeatureTable, MixtureChoice> {

    @Override
    protected MixtureSelection estimator() {
        return MixtureSelection.of(1, 3)
                .withShapes(CovarianceShape.SPHERICAL, CovarianceShape.FULL)
                .withMixture(GaussianMixture.of(1).withRestarts(1).withMaxIterations(15));
    }

    @Override
    protected FeatureTable data() {
        return KMeansContractTest.blobs(2500, 2, 2.5);
    }

    @Override
    protected Map<String, Estimator<FeatureTable, MixtureChoice>> variants() {
        return Map.of(
                "withShapes", estimator().withShapes(CovarianceShape.TIED),
                "withCriterion", estimator().withCriterion(MixtureCriterion.ICL),
                "withMixture", estimator().withMixture(GaussianMixture.of(1).withSeed(3)));
    }
}
