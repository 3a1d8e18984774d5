package io.clientele.attribution.exposure;

import io.clientele.attribution.Attribution;
import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class LogisticExposureCodecTest extends ModelCodecContract<LogisticExposureModel> {

    @Override
    protected ModelCodec<LogisticExposureModel> codec() {
        return LogisticExposureModel.codec();
    }

    @Override
    protected List<LogisticExposureModel> models() {
        LogisticExposure recipe = LogisticExposure.ofHalfLife(Duration.ofDays(7));
        return List.of(
                golden1(),
                recipe.fit(ReferenceJourneys.table()),
                recipe.withMaxIterations(1).fit(Worlds.usual(3, 300)));
    }

    @Override
    protected Map<String, LogisticExposureModel> golden() {
        return Map.of("golden/logistic-exposure-1.json", golden1());
    }

    /** Written down rather than fitted, so that no exponential's last digit matters. */
    private static LogisticExposureModel golden1() {
        FitReport report = FitReport.builder()
                .rows(40)
                .iterations(6)
                .change(1.5e-12)
                .warning("a word of warning")
                .build();
        return new LogisticExposureModel(
                new LogisticExposureModel.Content(
                        -2.5, new double[] {0.75, 0, 1.5}, new double[] {0.1, 0, 0.3}, 7, -123.456, 3.25),
                Attribution.of(
                        "logistic",
                        List.of("display", "email", "search"),
                        new double[] {2, 0, 8},
                        new double[] {50, 0, 300.5},
                        report));
    }
}
