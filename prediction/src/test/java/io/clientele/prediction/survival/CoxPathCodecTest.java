package io.clientele.prediction.survival;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class CoxPathCodecTest extends ModelCodecContract<CoxPath> {

    @Override
    protected ModelCodec<CoxPath> codec() {
        return new CoxPathCodec();
    }

    @Override
    protected List<CoxPath> models() {
        SurvivalTable table =
                RandomTables.cox(RandomTables.random("path-codec", 0), 60, new double[] {0.5, 0, 0.1}, 0.5, 0.25);
        return List.of(
                golden1(),
                CoxElasticNet.create().withMixing(0.5).withPath(4, 0.1).fit(table));
    }

    @Override
    protected Map<String, CoxPath> golden() {
        return Map.of("golden/cox-path-1.json", golden1());
    }

    static CoxPath golden1() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 2, 3, 4, 5}, new int[] {1, 1, 1, 0, 1, 0})
                .withFeatures(FeatureTable.of(
                        List.of("price", "visits"), new double[] {9.5, 3, 7, 4.25, 8, 6}, new double[] {1, 3, 0, 2, 5, 2
                        }));
        return CoxElasticNet.create()
                .withTies(Ties.BRESLOW)
                .withLambdas(0.2, 0.05, 0.01)
                .fit(table);
    }
}
