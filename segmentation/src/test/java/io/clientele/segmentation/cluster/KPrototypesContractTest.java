package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.Map;

class KPrototypesContractTest extends EstimatorContract<FeatureTable, KPrototypesModel> {

    @Override
    protected KPrototypes estimator() {
        return KPrototypes.of(3).withCategories("country", "device");
    }

    @Override
    protected FeatureTable data() {
        return mixed(5_000, 3, 3);
    }

    /** Blobs, and two categories that mostly follow the group. */
    static FeatureTable mixed(int n, int groups, double spread) {
        double[] country = new double[n];
        double[] device = new double[n];
        Arrays.setAll(country, i -> i % 11 == 0 ? 9 : i % groups);
        Arrays.setAll(device, i -> i % 7 == 0 ? 1 : -(i % groups));
        return KMeansContractTest.blobs(n, groups, spread)
                .withColumn("country", country)
                .withColumn("device", device);
    }

    @Override
    protected Map<String, Estimator<FeatureTable, KPrototypesModel>> variants() {
        return Map.of(
                "withCategories", estimator().withCategories("country"),
                "withGamma", estimator().withGamma(2),
                "withRestarts", estimator().withRestarts(2),
                "withMaxIterations", estimator().withMaxIterations(7),
                "withSeed", estimator().withSeed(7));
    }
}
