package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.SharedFiles;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The weeks of Meta's Robyn demo with carry-over and saturation fixed, against SciPy 1.10: {@code nnls} and {@code lsq_linear} on
 * the columns beside the controls (NumPy {@code qr}), stacked on {@code sqrt(.01) * diag(norm)}; see
 * {@code src/test/oracle/media_mix.py}.
 */
class MediaMixOracleTest {

    private static final String[] CHANNELS = {"tv_S", "ooh_S", "print_S", "facebook_S", "search_S"};

    static MediaWeeks robyn(String... more) {
        CsvTable table = CsvTable.read(SharedFiles.data("robyn-weekly/dt_simulated_weekly.csv"));
        MediaWeeks.Builder weeks = MediaWeeks.builder(
                        Arrays.stream(table.texts("DATE")).map(LocalDate::parse).toList())
                .sales(table.numbers("revenue"));
        for (String channel : CHANNELS) {
            weeks.channel(channel, table.numbers(channel));
        }
        for (String channel : more) {
            weeks.channel(channel, table.numbers(channel));
        }
        return weeks.control("competitor", table.numbers("competitor_sales_B"))
                .control("newsletter", table.numbers("newsletter"))
                .build();
    }

    private static ChannelBounds fixed(MediaWeeks weeks, String channel) {
        double half = 0.5 * Arrays.stream(weeks.spend(channel)).max().orElseThrow();
        return ChannelBounds.create().withDecay(0.5, 0.5).withHalf(half, half).withSlope(1.5, 1.5);
    }

    private static MediaMix recipe(MediaWeeks weeks) {
        MediaMix recipe = MediaMix.create().withRidge(0.01).withIntervals(20, 0.9);
        for (String channel : CHANNELS) {
            recipe = recipe.withBounds(channel, fixed(weeks, channel));
        }
        return recipe;
    }

    private static void close(double[] actual, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            // both solve the same convex problem; its condition is below 100
            assertThat(actual[i]).as("number %d", i).isEqualTo(expected[i], within(1e-9 * Math.abs(expected[i])));
        }
    }

    @Test
    void nonNegativeRidge() {
        MediaWeeks weeks = robyn();
        MediaMixModel model = recipe(weeks).fit(weeks);
        close(
                Arrays.stream(CHANNELS)
                        .mapToDouble(c -> model.curve(c).maximum())
                        .toArray(),
                1100743.2111984096,
                334330.0150375891,
                265058.1672416239,
                311403.5049004463,
                177271.23828007202);
        close(
                model.effects().stream().mapToDouble(MediaEffect::contribution).toArray(),
                18165716.85547906,
                4947419.748997152,
                5409186.662832149,
                7981937.126535616,
                11305541.268014088);
        close(
                model.baselineCoefficients(),
                -24594.558431777143,
                -11071.074186506139,
                102063.95139673675,
                -34328.901691644,
                -37295.46785025363,
                6237.335442138095,
                0.28835630073771706,
                0.4750057012379686);
        close(
                model.effects().stream().mapToDouble(MediaEffect::inflation).toArray(),
                1.5044417128990497,
                1.299280307513582,
                1.2043377219949,
                1.489752710182587,
                4.734342448178702);
        MixDiagnostics d = model.diagnostics();
        close(
                new double[] {d.rSquared(), d.residualAutocorrelation(), d.effectiveParameters()},
                0.8705700689955544,
                -0.06814119424721246,
                12.947963477992356);
        assertThat(d.weeks()).isEqualTo(200);
    }

    @Test
    void boundedReturns() {
        MediaWeeks weeks = robyn();
        MediaMixModel model = recipe(weeks)
                .withBounds("ooh_S", fixed(weeks, "ooh_S").withReturn(0, 0.1))
                .withBounds("search_S", fixed(weeks, "search_S").withReturn(3, 5))
                .fit(weeks);
        close(
                Arrays.stream(CHANNELS)
                        .mapToDouble(c -> model.curve(c).maximum())
                        .toArray(),
                1121686.3861136676,
                56446.52429460514,
                287718.88445011165,
                284859.0601114733,
                94307.02416793731);
        assertThat(model.effect("ooh_S").returnOnSpend()).isEqualTo(0.1, within(1e-12));
        assertThat(model.effect("search_S").returnOnSpend()).isEqualTo(5, within(1e-12));
    }
}
