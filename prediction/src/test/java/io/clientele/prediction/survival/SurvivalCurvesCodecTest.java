package io.clientele.prediction.survival;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class SurvivalCurvesCodecTest extends ModelCodecContract<SurvivalCurves> {

    @Override
    protected ModelCodec<SurvivalCurves> codec() {
        return new SurvivalCurvesCodec();
    }

    @Override
    protected List<SurvivalCurves> models() {
        SurvivalTable censored = SurvivalTable.of(new double[] {4, 6}, new int[2]);
        return List.of(golden1(), KaplanMeier.create().fit(censored));
    }

    @Override
    protected Map<String, SurvivalCurves> golden() {
        return Map.of("golden/survival-curves-1.json", golden1());
    }

    static SurvivalCurves golden1() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 3, 3, 5.5}, new int[] {1, 0, 1, 1, 0})
                .withWeights(new double[] {1, 2, 0.5, 1, 1})
                .withGroups(List.of("paid", "paid", "free", "free", "paid"));
        return KaplanMeier.create().fit(table);
    }
}
