package io.clientele.optimization.experiment.metric;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class QuantileSampleCodecTest extends ModelCodecContract<QuantileSample> {

    @Override
    protected ModelCodec<QuantileSample> codec() {
        return new QuantileSampleCodec();
    }

    private static QuantileSample golden1() {
        return QuantileSample.of("banner", new long[] {7, 3, 7, 9}, new double[] {0.1, 2, -5.5, 0.1});
    }

    @Override
    protected List<QuantileSample> models() {
        return List.of(
                golden1(),
                QuantileSample.of("empty"),
                QuantileSample.of("extremes", 1e300, -0.0, Double.MIN_VALUE, 0.1));
    }

    @Override
    protected Map<String, QuantileSample> golden() {
        return Map.of("golden/quantile-sample-1.json", golden1());
    }
}
