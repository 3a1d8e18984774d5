package io.clientele.prediction.linear;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class LogLinearCodecTest extends ModelCodecContract<LogLinearModel> {

    @Override
    protected ModelCodec<LogLinearModel> codec() {
        return new LogLinearCodec();
    }

    @Override
    protected List<LogLinearModel> models() {
        return List.of(
                golden1(),
                PoissonRegression.create().withConfidence(0.9).fit(LogLinearTest.counts(1, 60, 0.2, 0.1)),
                GammaRegression.create().withMaxIterations(1).fit(LogLinearTest.amounts(1, 60, 2, 0.2, 0.1)));
    }

    @Override
    protected Map<String, LogLinearModel> golden() {
        return Map.of("golden/loglinear-1.json", golden1());
    }

    static LogLinearModel golden1() {
        return new LogLinearModel(
                LogLink.GAMMA,
                StandardErrors.MODEL,
                0.95,
                List.of("recency", "flat"),
                new double[] {-1.25, -0.03, 0},
                new double[][] {{0.5, -0.25, 0}, {-0.25, 0.75, 0}, {0, 0, 0}},
                new boolean[] {false, false, true},
                new double[] {-123.45678901234567, 33, 44.5, 31, 77},
                FitReport.builder().rows(77).iterations(6).change(1.5e-22).build());
    }
}
