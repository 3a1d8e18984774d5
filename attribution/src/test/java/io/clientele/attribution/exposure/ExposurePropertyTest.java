package io.clientele.attribution.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.ChannelCredit;
import io.clientele.attribution.journey.CreditLine;
import io.clientele.attribution.journey.CreditLines;
import io.clientele.attribution.journey.JourneyMethod;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.JourneyTableBuilder;
import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What holds for both models and any journeys. */
class ExposurePropertyTest {

    private static final List<JourneyMethod> METHODS = List.of(
            AdditiveHazard.create(),
            AdditiveHazard.create().withHalfLifePerChannel(),
            AdditiveHazard.create().withHalfLife(Duration.ofDays(5)),
            LogisticExposure.ofHalfLife(Duration.ofDays(5)),
            LogisticExposure.ofBestHalfLife(List.of(Duration.ofDays(1), Duration.ofDays(5))));

    private static final Execution ALONE = Execution.sequential();

    /** The same journeys, those of {@code order}, under other names and with times stretched from the start. */
    private static JourneyTable changed(
            JourneyTable table, int[] order, UnaryOperator<String> name, double stretch, boolean reversedTies) {
        JourneyTableBuilder builder = JourneyTable.builder();
        for (int j : order) {
            int n = table.length(j);
            for (int k = 0; k < n; k++) {
                int i = reversedTies ? n - 1 - k : k;
                String channel = table.channels().get(table.channel(j, i));
                builder.touch(name.apply(channel), stretched(table.time(j, i), stretch));
            }
            if (table.converted(j)) {
                builder.convert("u" + table.customer(j), stretched(table.end(j), stretch), table.value(j));
            } else {
                builder.end("u" + table.customer(j), stretched(table.end(j), stretch));
            }
        }
        return builder.build();
    }

    private static Instant stretched(long millis, double by) {
        return Worlds.START.plusMillis(Math.round((millis - Worlds.START.toEpochMilli()) * by));
    }

    private static int[] all(JourneyTable table, int times) {
        int[] order = new int[times * table.journeys()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i % table.journeys();
        }
        return order;
    }

    private static int[] backwards(JourneyTable table) {
        int[] order = all(table, 1);
        for (int i = 0; i < order.length; i++) {
            order[i] = order.length - 1 - i;
        }
        return order;
    }

    private static void same(Attribution actual, Attribution expected, double scale) {
        for (ChannelCredit credit : expected.credits()) {
            ChannelCredit other = actual.credit(credit.channel());
            assertThat(other.conversions())
                    .as("%s %s", actual, credit)
                    .isEqualTo(scale * credit.conversions(), within(1e-6 * (1 + credit.conversions())));
            assertThat(other.value()).isEqualTo(scale * credit.value(), within(1e-6 * (1 + credit.value())));
        }
    }

    @Test
    void creditsAddUp() {
        for (JourneyTable table : List.of(ReferenceJourneys.table(), Worlds.usual(5, 700), Worlds.usual(6, 30))) {
            double value = 0;
            for (int j = 0; j < table.journeys(); j++) {
                value += table.value(j);
            }
            for (JourneyMethod method : METHODS) {
                Attribution credits = method.attribute(table, ALONE);
                double conversions = 0;
                double worth = 0;
                for (ChannelCredit credit : credits.credits()) {
                    assertThat(credit.conversions()).isNotNegative();
                    assertThat(credit.value()).isNotNegative();
                    conversions += credit.conversions();
                    worth += credit.value();
                }
                assertThat(conversions / table.conversions()).isEqualTo(1, within(1e-12));
                assertThat(worth / value).isEqualTo(1, within(1e-12));
                assertThat(credits.method()).isEqualTo(method.name());
                assertThat(credits.report().converged()).isTrue();
            }
        }
    }

    @Test
    void namesOrderAndTiesDoNotMatter() {
        JourneyTable table = Worlds.usual(8, 400);
        for (JourneyMethod method : METHODS) {
            Attribution expected = method.attribute(table, ALONE);
            // names in the opposite order
            JourneyTable renamed = changed(table, backwards(table), c -> "x" + (char) ('z' - c.length()) + c, 1, false);
            Attribution other = method.attribute(renamed, ALONE);
            for (ChannelCredit credit : expected.credits()) {
                String name = "x" + (char) ('z' - credit.channel().length()) + credit.channel();
                assertThat(other.credit(name).conversions())
                        .isEqualTo(credit.conversions(), within(1e-6 * (1 + credit.conversions())));
            }
        }
        JourneyTable ties = ReferenceJourneys.table();
        for (JourneyMethod method : METHODS.subList(0, 3)) {
            JourneyTable turned = changed(ties, all(ties, 1), c -> c, 1, true);
            same(method.attribute(turned, ALONE), method.attribute(ties, ALONE), 1);
        }
    }

    @Test
    void unitsOfTimeDoNotMatter() {
        JourneyTable table = Worlds.usual(9, 400);
        JourneyTable stretched = changed(table, all(table, 1), c -> c, 24, false);
        AdditiveHazard hours = AdditiveHazard.create()
                .withHalfLifeBetween(Duration.ofMinutes(30), Duration.ofDays(30))
                .withResolution(Duration.ofSeconds(10));
        AdditiveHazard days = AdditiveHazard.create()
                .withHalfLifeBetween(Duration.ofHours(12), Duration.ofDays(720))
                .withResolution(Duration.ofSeconds(240));
        AdditiveHazardModel small = hours.fit(table);
        AdditiveHazardModel large = days.fit(stretched);
        assertThat(large.effect("search").effect())
                .isEqualTo(small.effect("search").effect(), within(1e-7));
        assertThat(large.effect("search").halfLifeDays()
                        / small.effect("search").halfLifeDays())
                .isEqualTo(24, within(1e-5));
        assertThat(large.baselinePerDay() * 24).isEqualTo(small.baselinePerDay(), within(1e-9));
        same(large.attribution(), small.attribution(), 1);
        same(
                LogisticExposure.ofHalfLife(Duration.ofDays(48)).attribute(stretched, ALONE),
                LogisticExposure.ofHalfLife(Duration.ofDays(2)).attribute(table, ALONE),
                1);
    }

    @Test
    void countingTwiceIsBeingThereTwice() {
        JourneyTable table = Worlds.usual(10, 300);
        int[] twice = new int[table.customers()];
        java.util.Arrays.fill(twice, 2);
        twice[3] = 0;
        twice[7] = 5;
        JourneyTableBuilder builder = JourneyTable.builder();
        for (int j = 0; j < table.journeys(); j++) {
            for (int copy = 0; copy < twice[table.customer(j)]; copy++) {
                for (int i = 0; i < table.length(j); i++) {
                    builder.touch(table.channels().get(table.channel(j, i)), Instant.ofEpochMilli(table.time(j, i)));
                }
                if (table.converted(j)) {
                    builder.convert("u", Instant.ofEpochMilli(table.end(j)), table.value(j));
                } else {
                    builder.end("u", Instant.ofEpochMilli(table.end(j)));
                }
            }
        }
        JourneyTable copies = builder.build();
        AdditiveHazard.Options hazard = new AdditiveHazard.Options(0, false, 1 / 24.0, 90, 1 / 86_400.0, 200, 1e-10);
        Exposures data = Exposures.atEnd(table, 0.5 / 86_400, ALONE);
        double[][] weighted =
                HazardFit.of(data, twice, hazard, null, ALONE).earned.shared(data, twice);
        Attribution there = AdditiveHazard.create().attribute(copies, ALONE);
        LogisticExposure.Options logistic = new LogisticExposure.Options(List.of(5.0), 1, 100, 1e-10);
        Exposures atLast = Exposures.atLastTouch(table, ALONE);
        LogisticRows[] rows = {LogisticRows.of(atLast, 5)};
        double[][] weighted2 = LogisticFit.of(atLast, twice, rows, logistic, null, ALONE)
                .earned
                .shared(atLast, twice);
        Attribution there2 = LogisticExposure.ofHalfLife(Duration.ofDays(5)).attribute(copies, ALONE);
        for (int c = 0; c < 4; c++) {
            assertThat(weighted[0][c]).isEqualTo(there.conversions()[c], within(1e-6));
            assertThat(weighted[1][c]).isEqualTo(there.value()[c], within(1e-4));
            assertThat(weighted2[0][c]).isEqualTo(there2.conversions()[c], within(1e-6));
            assertThat(weighted2[1][c]).isEqualTo(there2.value()[c], within(1e-4));
        }
    }

    @Test
    void sameIntervalsForAnyNumberOfThreads() {
        JourneyTable table = Worlds.usual(11, 150);
        for (JourneyMethod method : METHODS) {
            AttributionIntervals expected = method.intervals(table, Bootstrap.of(20), 4, ALONE);
            for (int threads : new int[] {2, 3, 7}) {
                try (TestPool pool = new TestPool(threads)) {
                    assertThat(method.intervals(table, Bootstrap.of(20), 4, Execution.on(pool, threads)))
                            .isEqualTo(expected);
                }
            }
            for (ChannelCredit credit : expected.estimate().credits()) {
                assertThat(expected.conversions(credit.channel()).lower()).isNotNegative();
            }
        }
    }

    /** A draw starts where the fit to all customers ended; it must not matter. */
    @Test
    void startDoesNotMatter() {
        JourneyTable table = Worlds.usual(12, 500);
        AdditiveHazard.Options o = new AdditiveHazard.Options(0, false, 1 / 24.0, 90, 1 / 86_400.0, 200, 1e-10);
        Exposures data = Exposures.atEnd(table, 0.5 / 86_400, ALONE);
        double[] near = HazardFit.of(data, null, o, null, ALONE).climbed.top.x;
        for (int draw = 0; draw < 10; draw++) {
            int[] times = table.customerWeights(3, draw);
            HazardFit warm = HazardFit.of(data, times, o, near, ALONE);
            HazardFit cold = HazardFit.of(data, times, o, null, ALONE);
            assertThat(warm.climbed.converged && cold.climbed.converged).isTrue();
            assertThat(warm.climbed.top.value).isEqualTo(cold.climbed.top.value, within(1e-8));
            for (int c = 0; c < 4; c++) {
                assertThat(warm.hazard.effect()[c]).isEqualTo(cold.hazard.effect()[c], within(1e-6));
            }
        }
    }

    @Test
    void linesOfCreditAddUp() {
        JourneyTable table = Worlds.usual(13, 300);
        AdditiveHazardModel hazard = AdditiveHazard.create().fit(table);
        LogisticExposureModel logistic =
                LogisticExposure.ofHalfLife(Duration.ofDays(5)).fit(table);
        for (List<CreditLine> lines : List.of(
                CreditLines.by(table, hazard::shares, (t, j, i) -> "all"),
                CreditLines.by(table, logistic::shares, (t, j, i) -> "all"))) {
            double sum = lines.stream().mapToDouble(CreditLine::conversions).sum();
            assertThat(sum).isEqualTo(table.conversions(), within(1e-9));
        }
    }
}
