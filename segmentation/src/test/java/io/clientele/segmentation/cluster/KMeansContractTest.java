package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

class KMeansContractTest extends EstimatorContract<FeatureTable, KMeansModel> {

    @Override
    protected KMeans estimator() {
        return KMeans.of(3);
    }

    @Override
    protected FeatureTable data() {
        return blobs(5000, 3, 0.8);
    }

    /** Row i belongs to planted group i modulo groups, around 10 times its number in each of five columns. */
    static FeatureTable blobs(int n, int groups, double spread) {
        RandomGenerator random = RandomStreams.stream(1, "blobs", 0);
        double[][] columns = new double[5][n];
        for (int i = 0; i < n; i++) {
            for (double[] column : columns) {
                column[i] = 10 * (i % groups) + spread * Samplers.gaussian(random);
            }
        }
        return FeatureTable.of(List.of("a", "b", "c", "d", "e"), columns);
    }

    @Override
    protected Map<String, Estimator<FeatureTable, KMeansModel>> variants() {
        return Map.of(
                "withRestarts", estimator().withRestarts(2),
                "withMaxIterations", estimator().withMaxIterations(7),
                "withTolerance", estimator().withTolerance(1e-3),
                "withEmptyClusters", estimator().withEmptyClusters(EmptyClusters.KEEP),
                "withSeed", estimator().withSeed(7),
                "withStart", estimator().withStart(KMeansStart.PARALLEL),
                "withWeightColumn", estimator().withWeightColumn("e"),
                "withStandardized", estimator().withStandardized(true),
                "withStartCenters", estimator().withStartCenters(new double[3][5]));
    }
}
