package io.clientele.prediction.survival;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class CauseSpecificModelCodecTest extends ModelCodecContract<CauseSpecificModel> {

    @Override
    protected ModelCodec<CauseSpecificModel> codec() {
        return new CauseSpecificModelCodec();
    }

    @Override
    protected List<CauseSpecificModel> models() {
        return List.of(
                golden1(),
                CauseSpecificCox.of(CoxRegression.create().withRobustErrors())
                        .fit(HorizonCalibrationTest.causes(RandomTables.random("codec", 7), 80)));
    }

    @Override
    protected Map<String, CauseSpecificModel> golden() {
        return Map.of("golden/cause-specific-cox-1.json", golden1());
    }

    static CauseSpecificModel golden1() {
        SurvivalTable table = SurvivalTable.of(
                        new double[] {1, 2, 2, 3, 4, 5, 6, 7}, new int[] {1, 2, 1, 0, 2, 1, 2, 0})
                .withFeatures(FeatureTable.of(List.of("visits"), new double[] {1, 3, 0, 2, 5, 2, 0, 4}));
        return CauseSpecificCox.create().fit(table);
    }
}
