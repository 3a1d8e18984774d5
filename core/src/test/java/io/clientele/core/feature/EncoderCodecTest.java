package io.clientele.core.feature;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class EncoderCodecTest extends ModelCodecContract<EncoderModel> {

    @Override
    protected ModelCodec<EncoderModel> codec() {
        return new EncoderCodec();
    }

    @Override
    protected List<EncoderModel> models() {
        return List.of(
                golden1(),
                Encoder.create().fit(FeatureTable.builder("x").add(Double.NaN).build()),
                estimator().fit(new EncoderContractTest().data()));
    }

    private static Encoder estimator() {
        return new EncoderContractTest().estimator();
    }

    @Override
    protected Map<String, EncoderModel> golden() {
        return Map.of("golden/encoder-1.json", golden1());
    }

    private static EncoderModel golden1() {
        FeatureTable training = FeatureTable.builder("gap", "spend", "recency", "other", "constant")
                .add(Double.NaN, 2, 1, 0, 9)
                .add(10, 6, 2, Double.NaN, 9)
                .add(30, 2, 3, 5, 9)
                .add(20, 6, Double.NaN, 5, 9)
                .build();
        return Encoder.create()
                .withMedian("gap")
                .withStandardized("spend", "constant")
                .withBins(2, "recency")
                .fit(training);
    }
}
