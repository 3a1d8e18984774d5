package io.clientele.optimization.experiment.verdict;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class ExperimentReportCodecTest extends ModelCodecContract<ExperimentReport> {

    @Override
    protected ModelCodec<ExperimentReport> codec() {
        return new ExperimentReportCodec();
    }

    static ExperimentReport golden1() {
        return VerdictTest.RULE
                .withShares(1, 1, 2)
                .report(
                        VerdictTest.data("control", 20, 1000, 80),
                        List.of(VerdictTest.data("banner", 21, 1000, 100), VerdictTest.data("video", 19, 2000, 160)));
    }

    @Override
    protected List<ExperimentReport> models() {
        return List.of(
                golden1(),
                VerdictRule.of("returned")
                        .withLowerIsBetter()
                        .report(VerdictTest.data("control", 0, 10, 0), List.of(VerdictTest.data("banner", 21, 10, 0))));
    }

    @Override
    protected Map<String, ExperimentReport> golden() {
        return Map.of("golden/experiment-report-1.json", golden1());
    }
}
