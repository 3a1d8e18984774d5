package io.clientele.prediction.survival;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class FineGrayModelCodecTest extends ModelCodecContract<FineGrayModel> {

    @Override
    protected ModelCodec<FineGrayModel> codec() {
        return new FineGrayModelCodec();
    }

    @Override
    protected List<FineGrayModel> models() {
        SurvivalTable table = CompetingTest.subdistribution("codec", 0, 50);
        FeatureTable x = table.features().orElseThrow();
        return List.of(
                golden1(),
                FineGray.of(2).withMaxIterations(1).fit(table.withFeatures(x.withColumn("zero", new double[50]))));
    }

    @Override
    protected Map<String, FineGrayModel> golden() {
        return Map.of("golden/fine-gray-1.json", golden1());
    }

    static FineGrayModel golden1() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 2.5, 3, 4, 5}, new int[] {1, 2, 1, 0, 1, 0})
                .withFeatures(FeatureTable.of(List.of("price"), new double[] {9.5, 3, 7, 4.25, 8, 6}));
        return FineGray.of(1).fit(table);
    }
}
