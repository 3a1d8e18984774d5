package io.clientele.prediction.survival;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class MixtureCureModelCodecTest extends ModelCodecContract<MixtureCureModel> {

    @Override
    protected ModelCodec<MixtureCureModel> codec() {
        return new MixtureCureModelCodec();
    }

    @Override
    protected List<MixtureCureModel> models() {
        SurvivalTable table = MixtureCureTest.reference();
        return List.of(
                golden1(),
                MixtureCure.of(LifetimeDistribution.EXPONENTIAL).withIncidence().fit(table),
                MixtureCure.of(LifetimeDistribution.LOG_LOGISTIC)
                        .withMaxIterations(2)
                        .withLatency()
                        .fit(table));
    }

    @Override
    protected Map<String, MixtureCureModel> golden() {
        return Map.of("golden/mixture-cure-1.json", golden1());
    }

    static MixtureCureModel golden1() {
        return MixtureCure.of(LifetimeDistribution.WEIBULL).fit(MixtureCureTest.reference());
    }
}
