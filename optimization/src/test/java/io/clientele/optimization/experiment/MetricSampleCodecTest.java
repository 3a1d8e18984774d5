package io.clientele.optimization.experiment;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class MetricSampleCodecTest extends ModelCodecContract<MetricSample> {

    @Override
    protected ModelCodec<MetricSample> codec() {
        return new MetricSampleCodec();
    }

    private static MetricSample golden1() {
        return MetricSample.builder("banner")
                .withCap(100)
                .add(0.1, 12.5)
                .add(0, 0)
                .add(250, -3)
                .build();
    }

    @Override
    protected List<MetricSample> models() {
        return List.of(
                golden1(),
                golden1().ratio(),
                MetricSample.of("empty"),
                MetricSample.of("one", -7.25),
                MetricSample.of("extremes", 1e300, -1e300, Double.MIN_VALUE),
                MetricSample.of("plain", 1, 2, 0.3));
    }

    @Override
    protected Map<String, MetricSample> golden() {
        return Map.of(
                "golden/metric-sample-1.json",
                golden1(),
                "golden/metric-sample-ratio-1.json",
                golden1().ratio());
    }
}
