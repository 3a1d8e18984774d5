package io.clientele.prediction.linear;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class LinearCodecTest extends ModelCodecContract<LinearModel> {

    @Override
    protected ModelCodec<LinearModel> codec() {
        return new LinearCodec();
    }

    @Override
    protected List<LinearModel> models() {
        return List.of(
                golden1(),
                LinearRegression.create().withConfidence(0.9).fit(LinearRegressionTest.numbers(1, 60, 1, 0.2, 0.1)));
    }

    @Override
    protected Map<String, LinearModel> golden() {
        return Map.of("golden/linear-1.json", golden1());
    }

    static LinearModel golden1() {
        return new LinearModel(
                StandardErrors.ROBUST,
                0.95,
                List.of("recency", "flat"),
                new double[] {-1.25, -0.03, 0},
                new double[][] {{0.5, -0.25, 0}, {-0.25, 0.75, 0}, {0, 0, 0}},
                new boolean[] {false, false, true},
                new double[] {33.5, 44.25, 77},
                FitReport.builder().rows(77).warning("aliased: 'flat'").build());
    }
}
