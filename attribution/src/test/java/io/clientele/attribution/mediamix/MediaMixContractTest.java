package io.clientele.attribution.mediamix;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class MediaMixContractTest extends EstimatorContract<MediaWeeks, MediaMixModel> {

    @Override
    protected MediaMix estimator() {
        return MediaMix.create()
                .withAdstock(AdstockFamily.GEOMETRIC, 4)
                .withSeason(1)
                .withIntervals(24, 0.9);
    }

    @Override
    protected MediaWeeks data() {
        return MadeUpMix.of(1, 120, 3, 4, 50).weeks;
    }

    @Override
    protected Map<String, Estimator<MediaWeeks, MediaMixModel>> variants() {
        return Map.of(
                "withAdstock", estimator().withAdstock(AdstockFamily.DELAYED, 6),
                "withTrend", estimator().withTrend(false),
                "withSeason", estimator().withSeason(2),
                "withRidge", estimator().withRidge(0.02),
                "withIntervals", estimator().withIntervals(30, 0.9),
                "withSeed", estimator().withSeed(7),
                "withBounds",
                        estimator().withBounds("c1", ChannelBounds.create().withSlope(1, 1)));
    }

    @Override
    protected Map<MediaWeeks, String> refused() {
        MediaWeeks unsold =
                MediaWeeks.builder(MadeUpMix.MONDAY, 2).channel("tv", 1, 2).build();
        return Map.of(unsold, "the weeks have no sales; a fit needs them");
    }
}
