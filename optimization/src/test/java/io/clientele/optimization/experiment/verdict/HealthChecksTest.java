package io.clientele.optimization.experiment.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.experiment.health.EffectTrend;
import io.clientele.optimization.experiment.health.PrePeriodBalance;
import io.clientele.optimization.experiment.verdict.HealthCheck.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Experiments with and without faults: what the report checks, and how often it is wrong. */
class HealthChecksTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 20_000 : 800;
    private static final int UNITS = 140;

    /** A week of each of {@link #UNITS} units, spread over the weekdays. */
    private static VariantData week(
            String name, RandomGenerator random, double effect, double wearsOff, double before, double sunday) {
        MetricSample.Builder spend = MetricSample.builder(name);
        MetricSample.Builder slopes = MetricSample.builder(name);
        List<MetricSample.Builder> weekdays = new ArrayList<>();
        for (int d = 0; d < 7; d++) {
            weekdays.add(MetricSample.builder(name));
        }
        for (int i = 0; i < UNITS; i++) {
            double level = Samplers.gaussian(random);
            double[] days = new double[7];
            double sum = 0;
            for (int d = 0; d < 7; d++) {
                days[d] = level + effect - wearsOff * d + 0.5 * Samplers.gaussian(random) + (i % 7 == 6 ? sunday : 0);
                sum += days[d];
            }
            spend.add(sum, level + before + 0.3 * Samplers.gaussian(random));
            slopes.add(EffectTrend.slope(days));
            weekdays.get(i % 7).add(sum);
        }
        return VariantData.of(name)
                .withMean("spend", spend.build())
                .withTrend(slopes.build())
                .withWeekdays(weekdays.stream().map(MetricSample.Builder::build).toList())
                .withAssigned(UNITS + 10)
                .withExposed(UNITS);
    }

    private static final VerdictRule RULE = VerdictRule.of("spend");

    @Test
    void wordsOfAHealthyExperiment() {
        RandomGenerator random = RandomStreams.stream(3, "health.words", 0);
        ExperimentReport report =
                RULE.report(week("control", random, 0, 0, 0, 0), List.of(week("banner", random, 0.5, 0, 0, 0)));
        assertThat(report.decision()).isEqualTo(Decision.SHIP);
        assertThat(report.notChecked()).isEmpty();
        assertThat(report.words())
                .containsExactly(
                        "Ship: 'banner'.",
                        "'spend' is better.",
                        "'spend' rises by 3.226, from 0.1624 to 3.389; 95 % interval of the difference 2.648 to 3.804;"
                                + " the relation to the control is not known well enough to state; p 1.5e-23 (t test, each"
                                + " variant with its own variance, after CUPED).",
                        "What would change this: a failed check, or an effect that wears off; the interval ends 2.648"
                                + " from 0, 4.583 times its half-width.",
                        "Checked: Units: 150 'control', 150 'banner', as meant (p 1).",
                        "Checked: Exposed: 93.3 % to 93.3 % of the units assigned, alike in all variants (p 1).",
                        "Checked: Before the start 'banner' and 'control' were alike (p 0.925).",
                        "Checked: Over the days since the exposure the effect of 'banner' stays the same (p 0.834).",
                        "Checked: Over the weekdays the effect of 'banner' is the same (p 0.984).");
    }

    @Test
    void wordsOfFaults() {
        RandomGenerator random = RandomStreams.stream(4, "health.words", 0);
        VariantData control = week("control", random, 0, 0, 0, 0);
        ExperimentReport wornOff = RULE.report(control, List.of(week("banner", random, 1, 0.2, 0, 0)));
        assertThat(check(wornOff, "novelty"))
                .isEqualTo("WARNING Over the days since the exposure the effect of 'banner' changes by -0.2139 a day (p"
                        + " 3.5e-58): the average says little of what will be later.");
        assertThat(wornOff.decision()).isEqualTo(Decision.SHIP);
        assertThat(wornOff.verdict().reasons()).hasSize(2).last().asString().startsWith("Careful: Over the days");
        ExperimentReport unlike = RULE.report(control, List.of(week("banner", random, 0, 0, 1, 0)));
        assertThat(check(unlike, "balance before the start"))
                .isEqualTo("FAILED Before the start 'banner' and 'control' were not alike (p 7.4e-15): units were not"
                        + " dealt at random, or the covariate is not from before.");
        assertThat(unlike.decision()).isEqualTo(Decision.NO_DECISION);
        ExperimentReport sundays = RULE.report(control, List.of(week("banner", random, 0, 0, 0, 3)));
        assertThat(check(sundays, "weekdays"))
                .isEqualTo(
                        "WARNING Over the weekdays the effect of 'banner' differs (p 7.7e-17): run for whole weeks.");
        ExperimentReport lost = RULE.report(
                control.withAssigned(5000).withExposed(4900),
                List.of(week("banner", random, 0, 0, 0, 0).withAssigned(5000).withExposed(4700)));
        assertThat(check(lost, "exposures"))
                .isEqualTo("FAILED Exposed: 94.0 % to 98.0 % of the units assigned, differing by variant (p 1.9e-24):"
                        + " units are lost by what the variant does.");
        assertThat(lost.decision()).isEqualTo(Decision.NO_DECISION);
        assertThat(lost.verdict().changes())
                .containsExactly(
                        "the cause of the failed check of the exposures found and removed, and the experiment started again.");
        ExperimentReport bare =
                RULE.report(VerdictTest.data("control", 20, 10, 1), List.of(VerdictTest.data("banner", 20, 10, 1)));
        assertThat(bare.notChecked())
                .containsExactly(
                        "missing exposures: give the units assigned and those exposed",
                        "balance before the start: give the metric with a covariate from before beside it",
                        "novelty: give each unit's trend over the days since its exposure",
                        "weekdays: give the metric by the weekday of the exposure");
    }

    private static String check(ExperimentReport report, String name) {
        return report.checks().stream()
                .filter(c -> c.name().equals(name))
                .map(c -> c.status() + " " + c.words())
                .findFirst()
                .orElseThrow();
    }

    /**
     * No effect and no fault: shipped in 2.5 % of cases (4 standard errors); of the checks that can fail, three at 0.1 %, fewer than 1 %
     * fail (P(more) below 1e-4), and the two that warn do so in 1 % each.
     */
    @Test
    void howOftenItIsWrong() {
        int shipped = 0;
        int failed = 0;
        int warned = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "health.level", 0);
            ExperimentReport report =
                    RULE.report(week("control", random, 0, 0, 0, 0), List.of(week("banner", random, 0, 0, 0, 0)));
            shipped += report.decision() == Decision.SHIP ? 1 : 0;
            failed += report.decision() == Decision.NO_DECISION ? 1 : 0;
            warned += (int) report.checks().stream()
                    .filter(c -> c.status() == Status.WARNING && !c.name().startsWith("balance"))
                    .count();
        }
        assertThat((double) shipped / RUNS).isLessThan(0.025 + 4 * Math.sqrt(0.025 * 0.975 / RUNS));
        assertThat((double) shipped / RUNS).isGreaterThan(0.025 - 4 * Math.sqrt(0.025 * 0.975 / RUNS));
        assertThat((double) failed / RUNS).isLessThan(0.01);
        // weekday effects have errors estimated from 20 units each: up to a point more
        assertThat((double) warned / RUNS).isBetween(0.005, 0.04);
    }

    @Test
    void wholeWeeks() {
        RandomGenerator random = RandomStreams.stream(3, "health.words", 0);
        VariantData control = week("control", random, 0, 0, 0, 0);
        List<VariantData> banner = List.of(week("banner", random, 0.5, 0, 0, 0));
        ExperimentReport ten = RULE.withDays(10).report(control, banner);
        assertThat(ten.decision()).isEqualTo(Decision.SHIP);
        assertThat(ten.words().toString())
                .contains(
                        "Careful: The experiment ran for 10 days, which are no whole weeks: some weekdays count more than"
                                + " others.");
        HealthCheck last = ten.checks().get(ten.checks().size() - 1);
        assertThat(last.name()).isEqualTo("run length");
        assertThat(last.status()).isEqualTo(Status.WARNING);
        ExperimentReport two = RULE.withDays(14).report(control, banner);
        assertThat(two.checks())
                .contains(new HealthCheck(
                        "run length", Status.PASSED, 1, "The experiment ran for 14 days, whole weeks."));
        assertThat(RULE.report(control, banner).checks())
                .noneMatch(c -> c.name().equals("run length"));
        assertThat(RULE.withDays(14))
                .isNotEqualTo(RULE)
                .isEqualTo(RULE.withDays(14))
                .hasToString(RULE + " after 14 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withDays(0))
                .withMessage("days must be at least 1, got 0");
    }

    /** Two covariates that never vary and are not the same: p is 0, and says so in words. */
    @Test
    void aChanceOfNoneIsSaid() {
        assertThat(Words.p(Double.NEGATIVE_INFINITY)).isEqualTo("p 0");
        assertThat(Words.p(-5000)).isEqualTo("p 3.4e-2172");
        MetricSample a = MetricSample.of("control", new double[] {1, 2, 4}, new double[] {7, 7, 7});
        MetricSample b = MetricSample.of("banner", new double[] {1, 2, 5}, new double[] {8, 8, 8});
        ExperimentReport report = RULE.report(
                VariantData.of("control").withMean("spend", a),
                List.of(VariantData.of("banner").withMean("spend", b)));
        assertThat(report.decision()).isEqualTo(Decision.NO_DECISION);
        assertThat(report.words().toString()).contains("not alike (p 0)");
    }

    /** The worst of two variants, by Bonferroni's rule. */
    @Test
    void checksAllowForTheNumberOfVariants() {
        RandomGenerator random = RandomStreams.stream(4, "health.number", 0);
        MetricSample[] samples = new MetricSample[3];
        for (int v = 0; v < 3; v++) {
            MetricSample.Builder sample = MetricSample.builder("v" + v);
            for (int i = 0; i < 50; i++) {
                sample.add(Samplers.gaussian(random), Samplers.gaussian(random) + 0.3 * v);
            }
            samples[v] = sample.build();
        }
        ExperimentReport report = RULE.report(
                VariantData.of("v0").withMean("spend", samples[0]).withTrend(samples[0].beside()),
                List.of(
                        VariantData.of("v1").withMean("spend", samples[1]).withTrend(samples[1].beside()),
                        VariantData.of("v2").withMean("spend", samples[2]).withTrend(samples[2].beside())));
        double least = Math.min(
                PrePeriodBalance.of(samples[0], samples[1]).p(),
                PrePeriodBalance.of(samples[0], samples[2]).p());
        assertThat(least).isLessThan(0.5);
        assertThat(report.checks().stream()
                        .filter(c -> !c.name().equals("sample ratio"))
                        .mapToDouble(HealthCheck::p))
                .hasSize(2)
                .allSatisfy(p -> assertThat(p).isCloseTo(2 * least, within(1e-12)));
    }
}
