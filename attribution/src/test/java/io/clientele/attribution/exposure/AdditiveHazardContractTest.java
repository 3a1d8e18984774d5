package io.clientele.attribution.exposure;

import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.time.Duration;
import java.util.Map;

class AdditiveHazardContractTest extends EstimatorContract<JourneyTable, AdditiveHazardModel> {

    @Override
    protected AdditiveHazard estimator() {
        return AdditiveHazard.create();
    }

    @Override
    protected JourneyTable data() {
        return Worlds.usual(1, 3000);
    }

    @Override
    protected Map<String, Estimator<JourneyTable, AdditiveHazardModel>> variants() {
        return Map.of(
                "withHalfLife", estimator().withHalfLife(Duration.ofDays(3)),
                "withHalfLifePerChannel", estimator().withHalfLifePerChannel(),
                "withHalfLifeBetween", estimator().withHalfLifeBetween(Duration.ofHours(2), Duration.ofDays(1)),
                "withResolution", estimator().withResolution(Duration.ofMinutes(1)),
                "withMaxIterations", estimator().withMaxIterations(1),
                "withTolerance", estimator().withTolerance(100));
    }
}
