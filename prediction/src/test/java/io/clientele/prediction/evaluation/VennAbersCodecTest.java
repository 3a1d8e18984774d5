package io.clientele.prediction.evaluation;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class VennAbersCodecTest extends ModelCodecContract<VennAbersModel> {

    @Override
    protected ModelCodec<VennAbersModel> codec() {
        return new VennAbersCodec();
    }

    @Override
    protected List<VennAbersModel> models() {
        return List.of(golden1(), VennAbers.create().fit(EvaluatorContractTest.probabilities(60, 9)));
    }

    @Override
    protected Map<String, VennAbersModel> golden() {
        return Map.of("golden/venn-abers-1.json", golden1());
    }

    private static VennAbersModel golden1() {
        return new VennAbersModel(
                new double[] {-1.5, 1e300},
                new double[] {0, 0.125, 0.25, 0.25, 0.5},
                new double[] {0.5, 0.5, 0.75, 1, 1},
                FitReport.builder().rows(77).build());
    }
}
