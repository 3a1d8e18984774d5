package io.clientele.prediction.propensity;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.feature.Encoder;
import io.clientele.core.feature.EncoderModel;
import io.clientele.core.model.ModelCodec;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.evaluation.CalibrationModel;
import io.clientele.prediction.linear.LogisticElasticNet;
import io.clientele.prediction.linear.LogisticModel;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class PropensityCodecTest extends ModelCodecContract<PropensityModel> {

    @Override
    protected ModelCodec<PropensityModel> codec() {
        return new PropensityCodec();
    }

    @Override
    protected List<PropensityModel> models() {
        LabeledTable data = PropensityTest.rows(5, 300);
        return List.of(
                golden1(),
                PropensityTest.full().fit(data),
                Propensity.of(LogisticElasticNet.create().withPath(5, 0.1), 3)
                        .withEncoder(Encoder.create().withMean("x"))
                        .fit(data));
    }

    @Override
    protected Map<String, PropensityModel> golden() {
        return Map.of("golden/propensity-1.json", golden1());
    }

    /** Parts made by hand, and an encoder of exact arithmetic, so that no change of other arithmetic touches the file. */
    static PropensityModel golden1() {
        FeatureTable table = FeatureTable.builder("recency", "flat", "spend")
                .add(1, 1, 0)
                .add(3, 1, 8)
                .build();
        EncoderModel encoder = Encoder.create().withStandardized("spend").fit(table);
        return new PropensityModel(
                encoder,
                new PropensityModel.Linear(LogisticModel.read(resource("logistic-1.json")), null, 0),
                0.25,
                CalibrationModel.read(resource("calibration-1.json")),
                FitReport.builder().rows(321).warning("aliased: 'flat'").build());
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(PropensityCodecTest.class.getResourceAsStream("/golden/" + name), name);
    }
}
