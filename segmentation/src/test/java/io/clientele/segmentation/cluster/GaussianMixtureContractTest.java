package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.Map;

class GaussianMixtureContractTest extends EstimatorContract<FeatureTable, GaussianMixtureModel> {

    @Override
    protected GaussianMixture estimator() {
        return GaussianMixture.of(3).withMaxIterations(20);
    }

    @Override
    protected FeatureTable data() {
        return KMeansContractTest.blobs(4000, 3, 2.5);
    }

    @Override
    protected Map<String, Estimator<FeatureTable, GaussianMixtureModel>> variants() {
        int[] labels = new int[4000];
        Arrays.setAll(labels, i -> i % 3);
        return Map.of(
                "withShape", estimator().withShape(CovarianceShape.DIAGONAL),
                "withRestarts", estimator().withRestarts(1),
                "withMaxIterations", estimator().withMaxIterations(7),
                "withTolerance", estimator().withTolerance(1e-3),
                "withVarianceFloor", estimator().withVarianceFloor(0),
                "withSeed", estimator().withSeed(7),
                "withWeightColumn", estimator().withWeightColumn("e"),
                "withStartLabels", estimator().withStartLabels(labels),
                "withStartMeans", estimator().withStartMeans(new double[3][5]));
    }
}
