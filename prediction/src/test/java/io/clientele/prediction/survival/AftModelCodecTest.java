package io.clientele.prediction.survival;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class AftModelCodecTest extends ModelCodecContract<AftModel> {

    @Override
    protected ModelCodec<AftModel> codec() {
        return new AftModelCodec();
    }

    @Override
    protected List<AftModel> models() {
        SurvivalTable table = AftTest.weibull("codec", 0, 80);
        FeatureTable x = table.features().orElseThrow();
        return List.of(
                golden1(),
                AftRegression.of(LifetimeDistribution.EXPONENTIAL)
                        .fit(SurvivalTable.of(new double[] {1, 2}, new int[] {1, 0})),
                AftRegression.of(LifetimeDistribution.GENERALIZED_GAMMA).fit(table),
                AftRegression.of(LifetimeDistribution.LOG_NORMAL)
                        .withMaxIterations(2)
                        .fit(table.withFeatures(x.withColumn("zero", new double[80]))));
    }

    @Override
    protected Map<String, AftModel> golden() {
        return Map.of("golden/aft-1.json", version1(), "golden/aft-2.json", golden1());
    }

    /** Version 1 did not keep the last time. */
    private static AftModel version1() {
        AftModel now = golden1();
        return new AftModel(
                now.distribution,
                now.features,
                now.estimates,
                now.aliased,
                now.scale,
                now.q,
                now.covariance,
                now.logLikelihood,
                now.nullLogLikelihood,
                now.confidence,
                Double.NaN,
                now.report);
    }

    static AftModel golden1() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 2.5, 3, 4, 5}, new int[] {1, 1, 1, 0, 1, 0})
                .withFeatures(FeatureTable.of(List.of("price"), new double[] {9.5, 3, 7, 4.25, 8, 6}));
        return AftRegression.of(LifetimeDistribution.LOG_LOGISTIC).fit(table);
    }
}
