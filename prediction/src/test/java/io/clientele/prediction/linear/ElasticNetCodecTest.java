package io.clientele.prediction.linear;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class ElasticNetCodecTest extends ModelCodecContract<ElasticNetPath> {

    @Override
    protected ModelCodec<ElasticNetPath> codec() {
        return new ElasticNetCodec();
    }

    @Override
    protected List<ElasticNetPath> models() {
        return List.of(
                golden1(),
                LogisticElasticNet.create()
                        .withMixing(0.3)
                        .withPath(4, 0.1)
                        .fit(Simulated.labels(1, 60, 0, 0.3, -0.2)));
    }

    @Override
    protected Map<String, ElasticNetPath> golden() {
        return Map.of("golden/elasticnet-1.json", golden1());
    }

    static ElasticNetPath golden1() {
        return new ElasticNetPath(
                List.of("recency", "spend"),
                0.75,
                new double[] {0.5, 1e-9},
                new double[][] {{-1, 0, 0}, {-1.5, 0.25, -1e-300}},
                new double[] {0, 0.125},
                FitReport.builder().rows(77).iterations(12).change(3e-12).build());
    }
}
