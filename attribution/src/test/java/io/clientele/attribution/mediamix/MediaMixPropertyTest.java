package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaMixPropertyTest {

    private static final MediaMix RECIPE = MediaMix.create()
            .withAdstock(AdstockFamily.GEOMETRIC, 4)
            .withSeason(1)
            .withIntervals(20, 0.9);

    private static MediaWeeks scaled(MediaWeeks weeks, double sales, double spend) {
        MediaWeeks.Builder other =
                MediaWeeks.builder(weeks.firstDay(0), weeks.weeks()).sales(times(weeks.sales(), sales));
        for (String channel : weeks.channels()) {
            other.channel(channel, times(weeks.spend(channel), spend));
        }
        return other.build();
    }

    private static double[] times(double[] x, double f) {
        return Arrays.stream(x).map(v -> v * f).toArray();
    }

    private static void same(MediaMixModel m, MediaMixModel scaled, double sales, double spend, double tolerance) {
        for (String channel : m.channels()) {
            MediaEffect a = m.effect(channel);
            MediaEffect b = scaled.effect(channel);
            assertThat(b.adstock()).isEqualTo(a.adstock());
            for (double[] pair : List.of(
                    new double[] {a.contribution() * sales, b.contribution()},
                    new double[] {
                        a.contributionInterval().lower() * sales,
                        b.contributionInterval().lower()
                    },
                    new double[] {
                        a.contributionInterval().upper() * sales,
                        b.contributionInterval().upper()
                    },
                    new double[] {a.returnOnSpend() * sales / spend, b.returnOnSpend()},
                    new double[] {a.marginalReturn() * sales / spend, b.marginalReturn()},
                    new double[] {
                        m.curve(channel).hill().half() * spend,
                        scaled.curve(channel).hill().half()
                    },
                    new double[] {
                        m.curve(channel).applyAsDouble(100) * sales,
                        scaled.curve(channel).applyAsDouble(100 * spend)
                    })) {
                assertThat(pair[1]).as(channel).isEqualTo(pair[0], within(tolerance * Math.abs(pair[0])));
            }
        }
        assertThat(scaled.diagnostics().ridge()).isEqualTo(m.diagnostics().ridge());
    }

    /** Powers of two change no digit; other factors only what rounding changes, since the search runs on a grid. */
    @Test
    void unitsOfMoneyDoNotMatter() {
        for (int seed = 0; seed < 4; seed++) {
            MediaWeeks weeks = MadeUpMix.of(seed, 120, 3, 4, 50).weeks;
            MediaMixModel model = RECIPE.fit(weeks);
            same(model, RECIPE.fit(scaled(weeks, 0x1p-10, 0x1p20)), 0x1p-10, 0x1p20, 0);
            same(model, RECIPE.fit(scaled(weeks, 1.17, 100)), 1.17, 100, 1e-8);
        }
    }

    /** Sales of a constant more each week go to the intercept, of a line to the trend; channels do not change. */
    @Test
    void whatControlsExplainChangesNoChannel() {
        MediaWeeks weeks = MadeUpMix.of(3, 120, 3, 4, 50).weeks;
        double[] more = weeks.sales();
        for (int t = 0; t < more.length; t++) {
            more[t] += 5_000 + 20 * t;
        }
        MediaWeeks.Builder other =
                MediaWeeks.builder(weeks.firstDay(0), weeks.weeks()).sales(more);
        for (String channel : weeks.channels()) {
            other.channel(channel, weeks.spend(channel));
        }
        MediaMixModel model = RECIPE.fit(weeks);
        MediaMixModel moved = RECIPE.fit(other.build());
        same(model, moved, 1, 1, 1e-8);
        // the trend column grows by 1 over the 116 weeks fitted; the first of them is week 4
        assertThat(moved.baselineCoefficients()[0] - model.baselineCoefficients()[0])
                .isEqualTo(5_080, within(1e-6));
        assertThat(moved.baselineCoefficients()[1] - model.baselineCoefficients()[1])
                .isEqualTo(20 * 116, within(1e-6));
    }

    /** Spend after the last week fitted, and weeks in front of the history, change nothing. */
    @Test
    void expectedSalesOfAWeekNeedItsHistoryOnly() {
        MediaWeeks weeks = MadeUpMix.of(3, 120, 3, 4, 50).weeks;
        MediaMixModel model = RECIPE.fit(weeks);
        MediaWeeks.Builder late = MediaWeeks.builder(weeks.firstDay(60), 30);
        for (String channel : weeks.channels()) {
            late.channel(channel, Arrays.copyOfRange(weeks.spend(channel), 60, 90));
        }
        assertThat(model.decompose(late.build()).expected())
                .containsExactly(Arrays.copyOfRange(model.decompose(weeks).expected(), 60, 86), within(1e-9));
    }
}
