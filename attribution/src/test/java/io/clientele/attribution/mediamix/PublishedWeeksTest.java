package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.SharedFiles;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Data that others published: the simulated weeks of Robyn's demo, and budgets and sales of 200 markets taken as weeks. */
class PublishedWeeksTest {

    @Test
    void robynsWeeks() {
        MediaWeeks weeks = MediaMixOracleTest.robyn();
        MediaMixModel model = MediaMix.create().withIntervals(40, 0.9).fit(weeks);
        // with carry-over and saturation fixed by hand, 0.8706
        assertThat(model.diagnostics().rSquared()).isBetween(0.88, 0.95);
        assertThat(model.report().converged()).isTrue();
        double[] expected = model.decompose(weeks).expected();
        double explained = 0;
        for (MediaEffect effect : model.effects()) {
            explained += effect.contribution();
        }
        double sales = Arrays.stream(weeks.sales()).skip(8).sum();
        assertThat(Arrays.stream(expected).sum()).isCloseTo(sales, within(1e-9 * sales));
        assertThat(explained / sales).isBetween(0.02, 0.6);
    }

    /** Spend and impressions of the same channel, spend and clicks of another: not two channels each. */
    @Test
    void impressionsBesideSpend() {
        MediaWeeks weeks = MediaMixOracleTest.robyn("facebook_I", "search_clicks_P");
        MediaMix recipe = MediaMix.create().withIntervals(20, 0.9).withRidge(0.01);
        MediaMixModel model = recipe.fit(weeks);
        assertThat(model.report().warnings())
                .anyMatch(w -> w.startsWith("channel 'facebook_S' moves with the other columns (variance inflation "))
                .anyMatch(w -> w.startsWith("channel 'search_S' moves with the other columns (variance inflation "));
    }

    @Test
    void newspapersOfDatarium() {
        CsvTable table = CsvTable.read(SharedFiles.data("datarium-marketing/marketing.csv"));
        MediaWeeks.Builder weeks =
                MediaWeeks.builder(LocalDate.of(2020, 1, 6), table.rows()).sales(table.numbers("sales"));
        for (String channel : new String[] {"youtube", "facebook", "newspaper"}) {
            weeks.channel(channel, table.numbers(channel));
        }
        MediaMixModel model = MediaMix.create()
                .withAdstock(AdstockFamily.NONE, 0)
                .withTrend(false)
                .withSeason(0)
                .withIntervals(100, 0.95)
                .fit(weeks.build());
        // least squares of sales on the three budgets has R2 0.897, 0.0458, 0.1885 and -0.0010 (p 0.86)
        assertThat(model.diagnostics().rSquared()).isGreaterThan(0.897);
        assertThat(model.effect("newspaper").marginalReturnInterval().lower()).isLessThan(0.01);
        assertThat(model.effect("newspaper").marginalReturn()).isLessThan(0.01);
        assertThat(model.effect("facebook").marginalReturn()).isBetween(0.1, 0.25);
        assertThat(model.effect("youtube").marginalReturn()).isBetween(0.03, 0.06);
    }
}
