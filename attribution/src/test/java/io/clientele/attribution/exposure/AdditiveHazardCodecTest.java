package io.clientele.attribution.exposure;

import io.clientele.attribution.Attribution;
import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class AdditiveHazardCodecTest extends ModelCodecContract<AdditiveHazardModel> {

    @Override
    protected ModelCodec<AdditiveHazardModel> codec() {
        return AdditiveHazardModel.codec();
    }

    @Override
    protected List<AdditiveHazardModel> models() {
        return List.of(
                golden1(),
                AdditiveHazard.create().withMaxIterations(1).fit(Worlds.usual(3, 300)),
                AdditiveHazard.create().withHalfLifePerChannel().fit(ReferenceJourneys.table()));
    }

    @Override
    protected Map<String, AdditiveHazardModel> golden() {
        return Map.of("golden/additive-hazard-1.json", golden1());
    }

    /** Written down rather than fitted, so that no logarithm's last digit matters. */
    private static AdditiveHazardModel golden1() {
        FitReport report = FitReport.builder()
                .rows(40)
                .iterations(9)
                .change(1.5e-12)
                .warning("a word of warning")
                .build();
        return new AdditiveHazardModel(
                new AdditiveHazardModel.Content(
                        0.0125,
                        new double[] {0.25, 0, 1.5},
                        new double[] {0.1, 0, 0.3},
                        new double[] {2, 2, 7.5},
                        1e-5,
                        -123.456,
                        3.25),
                Attribution.of(
                        "additive-hazard",
                        List.of("display", "email", "search"),
                        new double[] {2, 0, 8},
                        new double[] {50, 0, 300.5},
                        report));
    }
}
