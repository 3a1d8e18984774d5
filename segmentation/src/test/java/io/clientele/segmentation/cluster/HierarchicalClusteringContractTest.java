package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class HierarchicalClusteringContractTest {

    abstract static class Contract extends EstimatorContract<FeatureTable, Dendrogram> {

        abstract Linkage linkage();

        @Override
        protected HierarchicalClustering estimator() {
            return HierarchicalClustering.of(linkage());
        }

        @Override
        protected FeatureTable data() {
            return KMeansContractTest.blobs(700, 3, 4);
        }

        @Override
        protected Map<String, Estimator<FeatureTable, Dendrogram>> variants() {
            return Map.of(
                    "withMetric",
                    HierarchicalClustering.of(Linkage.AVERAGE).withMetric(Metric.MANHATTAN),
                    "withWeightColumn",
                    HierarchicalClustering.of(Linkage.WARD).withWeightColumn("e"),
                    "withMemoryLimit",
                    estimator().withMemoryLimit(1L << 30));
        }
    }

    @Nested
    class Ward extends Contract {
        @Override
        Linkage linkage() {
            return Linkage.WARD;
        }
    }

    @Nested
    class Single extends Contract {
        @Override
        Linkage linkage() {
            return Linkage.SINGLE;
        }
    }

    @Nested
    class Average extends Contract {
        @Override
        Linkage linkage() {
            return Linkage.AVERAGE;
        }
    }

    @Nested
    class Centroid extends Contract {
        @Override
        Linkage linkage() {
            return Linkage.CENTROID;
        }
    }
}
