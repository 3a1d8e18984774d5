package io.clientele.segmentation.cluster;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
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

    /** Put together by hand: the last digits of a fit's change may differ from release to release. */
    private static KMeansModel golden1() {
        FitReport report = FitReport.builder()
                .rows(4)
                .iterations(2)
                .converged(true)
                .change(0.818324607329843)
                .build();
        return new KMeansModel(
                List.of("recency", "spend"),
                new double[][] {{1.5, 10.625}, {90.5, 0.2}},
                new long[] {2, 2},
                1.30125,
                report);
    }
}
