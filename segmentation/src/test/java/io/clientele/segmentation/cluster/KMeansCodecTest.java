package io.clientele.segmentation.cluster;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class KMeansCodecTest extends ModelCodecContract<KMeansModel> {

    @Override
    protected ModelCodec<KMeansModel> codec() {
        return new KMeansCodec();
    }

    @Override
    protected List<KMeansModel> models() {
        return List.of(golden1(), KMeans.of(4).withMaxIterations(1).fit(KMeansContractTest.blobs(50, 2, 3)));
    }

    @Override
    protected Map<String, KMeansModel> golden() {
        return Map.of("golden/kmeans-1.json", golden1());
    }

    private static KMeansModel golden1() {
        FeatureTable table = FeatureTable.builder("recency", "spend")
                .add(1, 10.25)
                .add(2, 11)
                .add(90, 0.1)
                .add(91, 0.3)
                .build();
        return KMeans.of(2).withStartCenters(new double[][] {{0, 10}, {90, 0}}).fit(table);
    }
}
