package io.clientele.prediction.linear;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class NegativeBinomialCodecTest extends ModelCodecContract<NegativeBinomialModel> {

    @Override
    protected ModelCodec<NegativeBinomialModel> codec() {
        return new NegativeBinomialCodec();
    }

    @Override
    protected List<NegativeBinomialModel> models() {
        return List.of(
                golden1(),
                NegativeBinomialRegression.create()
                        .withConfidence(0.9)
                        .fit(NegativeBinomialTest.counts(1, 200, 1.5, 0.2, 0.1)),
                NegativeBinomialRegression.create().fit(NegativeBinomialTest.even()));
    }

    @Override
    protected Map<String, NegativeBinomialModel> golden() {
        return Map.of("golden/negative-binomial-1.json", golden1());
    }

    static NegativeBinomialModel golden1() {
        return new NegativeBinomialModel(
                StandardErrors.ROBUST,
                0.95,
                List.of("recency", "flat"),
                new double[] {-1.25, -0.03, 0},
                new double[][] {{0.5, -0.25, 0}, {-0.25, 0.75, 0}, {0, 0, 0}},
                new boolean[] {false, false, true},
                new double[] {0.8, 0.125, -123.45678901234567, -130.5, 77.25},
                FitReport.builder().rows(77).iterations(9).change(1.5e-22).build());
    }
}
