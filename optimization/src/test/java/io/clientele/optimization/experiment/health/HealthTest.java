package io.clientele.optimization.experiment.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import io.clientele.optimization.experiment.MetricSample;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 20_000 : 2_000;
    private static final double SLACK = 4 * Math.sqrt(0.05 * 0.95 / RUNS);

    /** R 4.2.2: t.test(c(4, 7, 9, 12, 5), c(3, 8, 6, 5)). */
    @Test
    void balanceAgainstR() {
        MetricSample control = MetricSample.of("a", new double[4], new double[] {3, 8, 6, 5});
        MetricSample variant = MetricSample.of("b", new double[5], new double[] {4, 7, 9, 12, 5});
        PrePeriodBalance balance = PrePeriodBalance.of(control, variant);
        assertThat(balance.p()).isCloseTo(0.32040327960185622, within(1e-12));
        assertThat(balance.difference()).isCloseTo(1.9, within(1e-14));
        assertThat(balance.interval().lower()).isCloseTo(-2.3169161791284734, within(1e-11));
        assertThat(PrePeriodBalance.ofCovariates(variant.beside(), control.beside())
                        .p())
                .isCloseTo(balance.p(), within(1e-15));
        MetricSample flat = MetricSample.of("a", 2, 2);
        assertThat(PrePeriodBalance.ofCovariates(flat, flat).p()).isEqualTo(1);
        PrePeriodBalance apart = PrePeriodBalance.ofCovariates(flat, MetricSample.of("b", 3, 3));
        assertThat(apart.p()).isZero();
        assertThat(apart.standardized()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** Customers of the Hillstrom e-mails were dealt at random: their spend of the year before is alike. */
    @Test
    void hillstromWasBalanced() {
        CsvTable table = CsvTable.read(SharedFiles.data("hillstrom/hillstrom.csv.gz"));
        String[] segments = table.texts("segment");
        double[] history = table.numbers("history");
        MetricSample.Builder none = MetricSample.builder("No E-Mail");
        MetricSample.Builder mens = MetricSample.builder("Mens E-Mail");
        for (int i = 0; i < history.length; i++) {
            if (segments[i].equals("No E-Mail")) {
                none.add(history[i]);
            } else if (segments[i].equals("Mens E-Mail")) {
                mens.add(history[i]);
            }
        }
        PrePeriodBalance balance = PrePeriodBalance.ofCovariates(none.build(), mens.build());
        assertThat(balance.p()).isGreaterThan(0.05);
        assertThat(Math.abs(balance.standardized())).isLessThan(0.02);
    }

    /** R 4.2.2: chisq.test(matrix(c(950, 50, 900, 100), 2, byrow = TRUE), correct = FALSE)$p.value. */
    @Test
    void exposures() {
        ExposureCheck check = ExposureCheck.of(new long[] {1000, 1000}, new long[] {950, 900});
        assertThat(check.p()).isCloseTo(2.1882399336140237e-05, within(1e-15));
        assertThat(check.smallestShare()).isEqualTo(0.9);
        assertThat(check.largestShare()).isEqualTo(0.95);
        assertThat(ExposureCheck.of(new long[] {5, 7}, new long[] {5, 7}).p()).isEqualTo(1);
        assertThat(ExposureCheck.of(new long[] {5, 7}, new long[2]).p()).isEqualTo(1);
    }

    /**
     * Customers' days depend on each other (a level of each customer), the effect is 1 on the first day and falls by 0.1 a day, and the
     * metric falls for all by 0.2: the interval holds -0.1 in 95 % of cases; without a fall of the effect 5 % are called.
     */
    @Test
    void noveltyWithDependentDays() {
        int covered = 0;
        int called = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "health.novelty", 0);
            MetricSample control = slopes("a", random, 0);
            covered += EffectTrend.ofUnits(control, slopes("b", random, -0.1))
                            .interval()
                            .contains(-0.1)
                    ? 1
                    : 0;
            called += EffectTrend.ofUnits(control, slopes("b", random, 0)).p() <= 0.05 ? 1 : 0;
        }
        assertThat((double) covered / RUNS).isCloseTo(0.95, within(SLACK));
        assertThat((double) called / RUNS).isCloseTo(0.05, within(SLACK));
    }

    private static MetricSample slopes(String name, RandomGenerator random, double fall) {
        MetricSample.Builder sample = MetricSample.builder(name);
        double[] days = new double[7];
        for (int i = 0; i < 60; i++) {
            double level = 3 * Samplers.gaussian(random);
            for (int d = 0; d < 7; d++) {
                days[d] = level - 0.2 * d + fall * d + Samplers.gaussian(random);
            }
            sample.add(EffectTrend.slope(days));
        }
        return sample.build();
    }

    /** Days of newcomers: called in 5 % of cases when effects are equal; by hand on three days with equal errors. */
    @Test
    void daysAndWeekdays() {
        int trends = 0;
        int weekdays = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "health.days", 0);
            List<MetricSample> a = new ArrayList<>();
            List<MetricSample> b = new ArrayList<>();
            for (int d = 0; d < 7; d++) {
                a.add(day("a", random, 5 + d % 3, 200));
                b.add(day("b", random, 6 + d % 3, 200));
            }
            trends += EffectTrend.ofDays(a, b).p() <= 0.05 ? 1 : 0;
            weekdays += WeekdayCheck.of(a, b).p() <= 0.05 ? 1 : 0;
        }
        // the days' errors are estimated from 200 units each: half a point more than 5 % for seven days
        assertThat((double) trends / RUNS).isCloseTo(0.05, within(SLACK + 0.005));
        assertThat((double) weekdays / RUNS).isCloseTo(0.05, within(SLACK + 0.005));
        List<MetricSample> control = List.of(pair("a", 0), pair("a", 0), pair("a", 0));
        List<MetricSample> variant = List.of(pair("b", 3), pair("b", 2), pair("b", 1));
        EffectTrend trend = EffectTrend.ofDays(control, variant); // each effect has variance 2
        assertThat(trend.change()).isCloseTo(-1, within(1e-14));
        assertThat(trend.standardError()).isCloseTo(1, within(1e-14));
        assertThat(trend.p()).isCloseTo(2 * Distributions.normalSurvival(1), within(1e-14));
        WeekdayCheck check = WeekdayCheck.of(control, variant);
        assertThat(check.q()).isCloseTo((1 + 0 + 1) / 2.0, within(1e-14));
        assertThat(check.degreesOfFreedom()).isEqualTo(2);
        assertThat(check.p()).isCloseTo(Math.exp(-0.5), within(1e-14));
    }

    private static MetricSample pair(String name, double mean) {
        return MetricSample.of(name, mean - 1, mean + 1);
    }

    private static MetricSample day(String name, RandomGenerator random, double mean, int units) {
        MetricSample.Builder sample = MetricSample.builder(name);
        for (int i = 0; i < units; i++) {
            sample.add(mean + Samplers.gaussian(random));
        }
        return sample.build();
    }

    @Test
    void slopes() {
        assertThat(EffectTrend.slope(1, 3, 5, 7)).isCloseTo(2, within(1e-15));
        assertThat(EffectTrend.slope(4, 4)).isZero();
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EffectTrend.slope(1))
                .withMessage("days must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EffectTrend.ofDays(List.of(), List.of()))
                .withMessage("days must be at least 3, got 0");
        List<MetricSample> two = List.of(pair("a", 1), pair("a", 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeekdayCheck.of(two, List.of(pair("b", 1))))
                .withMessage("days of the variant must have as many as the control (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExposureCheck.of(new long[] {5, 7}, new long[] {6, 7}))
                .withMessage("exposed[0] must be from 0 to the units assigned (5), got 6; count each unit once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExposureCheck.of(new long[] {5}, new long[] {5}))
                .withMessage("number of variants must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExposureCheck.of(new long[] {5, 0}, new long[] {5, 0}))
                .withMessage("assigned[1] must be at least 1, got 0");
    }
}
