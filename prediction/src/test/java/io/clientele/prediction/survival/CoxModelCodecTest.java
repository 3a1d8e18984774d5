package io.clientele.prediction.survival;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class CoxModelCodecTest extends ModelCodecContract<CoxModel> {

    @Override
    protected ModelCodec<CoxModel> codec() {
        return new CoxModelCodec();
    }

    @Override
    protected List<CoxModel> models() {
        SurvivalTable strata = RandomTables.cox(RandomTables.random("codec", 0), 60, new double[] {0.5, 0}, 0.5, 0.25)
                .withStrata(RandomTables.labels(RandomTables.random("codec", 1), 60, 2));
        FeatureTable x = strata.features().orElseThrow();
        return List.of(
                golden1(),
                golden2(),
                CoxRegression.create().withRobustErrors().fit(strata),
                CoxRegression.create()
                        .withMaxIterations(1)
                        .withTies(Ties.BRESLOW)
                        .fit(strata),
                CoxRegression.create().fit(strata.withFeatures(x.withColumn("zero", new double[60]))));
    }

    @Override
    protected Map<String, CoxModel> golden() {
        return Map.of("golden/cox-1.json", golden1(), "golden/cox-2.json", golden2());
    }

    static CoxModel golden2() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 3, 4, 5, 6}, new int[] {1, 0, 1, 0, 1, 0})
                .withFeatures(FeatureTable.of(List.of("paid", "visits"), new double[] {0, 1, 0, 1, 0, 1}, new double[] {
                    0.25, 1, 0.75, 0, 0.5, 0.5
                }));
        return CoxRegression.create().withFirth().fit(table);
    }

    static CoxModel golden1() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 2, 3, 4, 5}, new int[] {1, 1, 1, 0, 1, 0})
                .withFeatures(FeatureTable.of(
                        List.of("price", "visits"), new double[] {9.5, 3, 7, 4.25, 8, 6}, new double[] {1, 3, 0, 2, 5, 2
                        }));
        return CoxRegression.create().withTies(Ties.EXACT).fit(table);
    }
}
