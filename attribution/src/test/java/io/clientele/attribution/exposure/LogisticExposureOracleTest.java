package io.clientele.attribution.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.journey.JourneyTable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Against general optimisers on the penalised likelihood as it is written, and against backwards elimination by definition:
 * src/test/oracle/exposure.py, SciPy 1.10.1. They know the height of the top to rounding, and its place to the root of that.
 */
class LogisticExposureOracleTest {

    private static final JourneyTable JOURNEYS = ReferenceJourneys.table();

    @Test
    void usualPenalty() {
        check(
                LogisticExposure.ofHalfLife(Duration.ofDays(2)).fit(JOURNEYS),
                -9.57011031964762,
                new double[] {-0.6462595651625536, 0.4356341483282224, 0.8649404316359289, 0, 0},
                new double[] {2.360894882635456, 4.639105117364545, 0, 0},
                new double[] {48.54438624407541, 151.4556137559246, 0, 0},
                4.8196159868161725);
    }

    @Test
    void weakPenalty() {
        check(
                LogisticExposure.ofHalfLife(Duration.ofDays(2))
                        .withL2Penalty(0.01)
                        .fit(JOURNEYS),
                -8.065160954199087,
                new double[] {-2.560493727874052, 1.9681532837043423, 2.8371264413652915, 1.019563041035026, 0},
                new double[] {2.2336309853670584, 3.3578251863629602, 1.4085438282699825, 0},
                new double[] {38.306852767852305, 104.10978672955002, 57.58336050259768, 0},
                1.103615804956436);
    }

    @Test
    void theBetterHalfLife() {
        LogisticExposureModel model = LogisticExposure.ofBestHalfLife(List.of(Duration.ofDays(2), Duration.ofHours(12)))
                .withL2Penalty(0.01)
                .fit(JOURNEYS);
        assertThat(model.halfLifeDays()).isEqualTo(0.5);
        check(
                model,
                -7.234136927442073,
                new double[] {-5.41013521757776, 4.689745722776229, 5.938704746925943, 4.28328648260584, 0},
                new double[] {2.1780974216054365, 2.1929187802349484, 2.628983798159616, 0},
                new double[] {32.124918409371496, 74.05320002051461, 93.8218815701139, 0},
                0.060499372983527665);
    }

    private static void check(
            LogisticExposureModel model,
            double logLikelihood,
            double[] place,
            double[] conversions,
            double[] value,
            double baseline) {
        assertThat(model.report().converged()).isTrue();
        assertThat(model.logLikelihood()).isEqualTo(logLikelihood, within(1e-11));
        // the weakly held intercept of the third case is known to 1e-5 only
        assertThat(model.intercept()).isEqualTo(place[0], within(2e-5));
        for (int c = 0; c < 4; c++) {
            String channel = model.channels().get(c);
            assertThat(model.effect(channel).effect()).isEqualTo(place[1 + c], within(2e-5));
            assertThat(model.attribution().credit(channel).conversions()).isEqualTo(conversions[c], within(2e-5));
            assertThat(model.attribution().credit(channel).value()).isEqualTo(value[c], within(5e-4));
        }
        assertThat(model.baselineConversions()).isEqualTo(baseline, within(2e-5));
    }
}
