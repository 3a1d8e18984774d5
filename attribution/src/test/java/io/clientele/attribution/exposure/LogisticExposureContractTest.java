package io.clientele.attribution.exposure;

import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.time.Duration;
import java.util.Map;

class LogisticExposureContractTest extends EstimatorContract<JourneyTable, LogisticExposureModel> {

    @Override
    protected LogisticExposure estimator() {
        return LogisticExposure.ofHalfLife(Duration.ofDays(4));
    }

    @Override
    protected JourneyTable data() {
        return Worlds.usual(1, 3000);
    }

    @Override
    protected Map<String, Estimator<JourneyTable, LogisticExposureModel>> variants() {
        return Map.of(
                "withL2Penalty", estimator().withL2Penalty(10),
                "withMaxIterations", estimator().withMaxIterations(1),
                "withTolerance", estimator().withTolerance(1000));
    }
}
