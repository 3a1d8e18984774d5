package io.clientele.attribution.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.journey.JourneyTable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Against general optimisers on the likelihood as it is written: src/test/oracle/exposure.py, SciPy 1.10.1. They know the height
 * of the top to rounding, and its place, from values of the function alone, to the root of that.
 */
class AdditiveHazardOracleTest {

    private static final JourneyTable JOURNEYS = ReferenceJourneys.table();

    @Test
    void halfLifeGiven() {
        AdditiveHazardModel model =
                AdditiveHazard.create().withHalfLife(Duration.ofDays(2)).fit(JOURNEYS);
        assertThat(model.logLikelihood()).isEqualTo(-19.392681348067875, within(1e-11));
        assertThat(model.baselinePerDay()).isEqualTo(0.014545677709933764, within(1e-7));
        assertThat(model.effect("a").effect()).isEqualTo(0.41517048349410646, within(1e-6));
        assertThat(model.effect("b").effect()).isEqualTo(1.0912517230569225, within(1e-6));
        assertThat(model.effect("c").effect()).isZero();
        assertThat(model.effect("d").effect()).isZero();
        assertThat(model.effect("a").halfLifeDays()).isEqualTo(2, within(1e-14));
        assertThat(model.report().converged()).isTrue();
        assertThat(model.report().warnings()).isEmpty();
    }

    @Test
    void halfLifeFound() {
        AdditiveHazardModel model = AdditiveHazard.create().fit(JOURNEYS);
        assertThat(model.logLikelihood()).isEqualTo(-17.086809773295965, within(1e-11));
        assertThat(model.baselinePerDay()).isEqualTo(0.03033567410743533, within(1e-7));
        assertThat(model.effect("a").effect()).isEqualTo(0.2705974610398566, within(1e-6));
        assertThat(model.effect("b").effect()).isEqualTo(0.3319738517661323, within(1e-6));
        assertThat(model.effect("c").effect()).isZero();
        assertThat(model.effect("c").halfLifeDays()).isEqualTo(0.0835042202094491, within(1e-7));
        assertThat(model.report().converged()).isTrue();
    }
}
