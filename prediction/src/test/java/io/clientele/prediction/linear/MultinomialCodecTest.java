package io.clientele.prediction.linear;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class MultinomialCodecTest extends ModelCodecContract<MultinomialModel> {

    @Override
    protected ModelCodec<MultinomialModel> codec() {
        return new MultinomialCodec();
    }

    @Override
    protected List<MultinomialModel> models() {
        return List.of(
                golden1(),
                MultinomialLogisticRegression.create()
                        .withReference("b")
                        .withL2Penalty(0.5)
                        .fit(MultinomialTest.classes(1, 60)));
    }

    @Override
    protected Map<String, MultinomialModel> golden() {
        return Map.of("golden/multinomial-1.json", golden1());
    }

    static MultinomialModel golden1() {
        return new MultinomialModel(
                0.5,
                0.95,
                List.of("shop", "app", "web"),
                List.of("recency"),
                new double[][] {{-1.25, -0.03}, {0.5, 0}},
                new double[][] {
                    {0.5, -0.25, 0.125, 0}, {-0.25, 0.75, 0, 0.125}, {0.125, 0, 0.5, 0.25}, {0, 0.125, 0.25, 1}
                },
                new boolean[] {false, false},
                -123.45678901234567,
                -150.5,
                FitReport.builder().rows(140).iterations(6).change(1.5e-22).build());
    }
}
