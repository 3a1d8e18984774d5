package io.clientele.optimization.experiment.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.DifferenceInterval;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.experiment.ProportionComparison;
import io.clientele.optimization.experiment.ProportionTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    /** 2 n units of which half have mean - 5 and half mean + 5: variance 25 n / (n - 1/2) is known. */
    static MetricSample spend(String name, double mean, int n) {
        MetricSample.Builder sample = MetricSample.builder(name);
        for (int i = 0; i < n; i++) {
            sample.add(mean - 5).add(mean + 5);
        }
        return sample.build();
    }

    static VariantData data(String name, double mean, int n, long returns) {
        return VariantData.of(name).withMean("spend", spend(name, mean, n)).withRate("returned", returns, 2L * n);
    }

    static final VerdictRule RULE =
            VerdictRule.of("spend").withPlannedUnits(2000).withGuardrail("returned", Direction.LOWER, 0.02);

    @Test
    void ship() {
        ExperimentReport report = RULE.report(data("control", 20, 1000, 80), List.of(data("banner", 21, 1000, 80)));
        assertThat(report.decision()).isEqualTo(Decision.SHIP);
        assertThat(report.winner()).contains("banner");
        assertThat(report.words())
                .containsExactly(
                        "Ship: 'banner'.",
                        "'spend' is better, and no guardrail is harmed.",
                        "'spend' rises by 1, from 20 to 21; 95 % interval of the difference 0.6899 to 1.31; in relation"
                                + " to the control 5.0 % (3.4 % to 6.6 %); p 2.8e-10 (t test, each variant with its own variance).",
                        "Guardrail 'returned': kept; it rises by less than 0.02 (95 % interval of the difference"
                                + " -0.01227 to 0.01227).",
                        "What would change this: a failed check, or an effect that wears off; the interval ends 0.6899"
                                + " from 0, 2.225 times its half-width.",
                        "Checked: Units: 2,000 'control', 2,000 'banner', as meant (p 1).",
                        "Not checked: missing exposures: give the units assigned and those exposed.",
                        "Not checked: balance before the start: give the metric with a covariate from before beside it.",
                        "Not checked: novelty: give each unit's trend over the days since its exposure.",
                        "Not checked: weekdays: give the metric by the weekday of the exposure.");
        assertThat(report).hasToString("ExperimentReport[Ship: 'banner']");
        assertThat(report.verdict().effect().difference()).isEqualTo(1);
    }

    @Test
    void stopBecauseNothingWasShown() {
        ExperimentReport report = RULE.report(data("control", 20, 1000, 80), List.of(data("banner", 20.2, 1000, 80)));
        assertThat(report.verdict().words())
                .containsExactly(
                        "Stop: 'banner'.",
                        "'spend' has not been shown to be better: no difference is one of the values that the data"
                                + " allow.",
                        "'spend' rises by 0.2, from 20 to 20.2; 95 % interval of the difference -0.1101 to 0.5101; in"
                                + " relation to the control 1.0 % (-0.5 % to 2.6 %); p 0.206 (t test, each variant with its own"
                                + " variance).",
                        "Guardrail 'returned': kept; it rises by less than 0.02 (95 % interval of the difference"
                                + " -0.01227 to 0.01227).",
                        "What would change this: a new experiment with some 9,900 units a variant, which would show an"
                                + " effect as large as the one seen four times out of five.");
        assertThat(RULE.report(data("control", 20, 1000, 80), List.of(data("banner", 19.9, 1000, 80)))
                        .verdict()
                        .changes())
                .containsExactly("another variant: nothing seen so far is on the good side.");
    }

    @Test
    void stopBecauseItIsWorse() {
        ExperimentReport report = RULE.report(data("control", 20, 1000, 80), List.of(data("banner", 19, 1000, 80)));
        assertThat(report.verdict().words())
                .containsExactly(
                        "Stop: 'banner'.",
                        "'spend' is worse.",
                        "'spend' falls by 1, from 20 to 19; 95 % interval of the difference -1.31 to -0.6899; in"
                                + " relation to the control -5.0 % (-6.5 % to -3.5 %); p 2.8e-10 (t test, each variant with its"
                                + " own variance).",
                        "Guardrail 'returned': kept; it rises by less than 0.02 (95 % interval of the difference"
                                + " -0.01227 to 0.01227).",
                        "What would change this: nothing that more units could bring; the interval ends 0.6899 from 0,"
                                + " 2.225 times its half-width.");
    }

    @Test
    void stopBecauseAGuardrailBroke() {
        ExperimentReport report = RULE.report(data("control", 20, 1000, 80), List.of(data("banner", 21, 1000, 180)));
        assertThat(report.verdict().words())
                .containsExactly(
                        "Stop: 'banner'.",
                        "Guardrail 'returned' is broken, whatever happens to 'spend'.",
                        "'spend' rises by 1, from 20 to 21; 95 % interval of the difference 0.6899 to 1.31; in relation"
                                + " to the control 5.0 % (3.4 % to 6.6 %); p 2.8e-10 (t test, each variant with its own variance).",
                        "Guardrail 'returned': broken; it rises by more than 0.02 (95 % interval of the difference"
                                + " 0.03497 to 0.06553).",
                        "What would change this: a variant that leaves 'returned' alone.");
    }

    @Test
    void keepRunning() {
        ExperimentReport undecided = RULE.report(data("control", 20, 1000, 80), List.of(data("banner", 21, 1000, 100)));
        assertThat(undecided.verdict().words())
                .containsExactly(
                        "Keep running: 'banner'.",
                        "'spend' is better, but guardrail 'returned' is not decided.",
                        "'spend' rises by 1, from 20 to 21; 95 % interval of the difference 0.6899 to 1.31; in relation"
                                + " to the control 5.0 % (3.4 % to 6.6 %); p 2.8e-10 (t test, each variant with its own variance).",
                        "Guardrail 'returned': not decided; it may rise by more than 0.02 (95 % interval of the"
                                + " difference -0.002876 to 0.02304).",
                        "What would change this: some 1,400 more units a variant, if 'returned' stays as it is.");
        ExperimentReport early = RULE.report(data("control", 20, 600, 48), List.of(data("banner", 21, 620, 50)));
        assertThat(early.verdict().words())
                .containsExactly(
                        "Keep running: 'banner'.",
                        "So far 1,200 of the 2,000 units planned for each variant are in; a gain seen earlier than planned is often"
                                + " none.",
                        "'spend' rises by 1, from 20 to 21; 95 % interval of the difference 0.6028 to 1.397; in"
                                + " relation to the control 5.0 % (3.0 % to 7.1 %); p 8.5e-7 (t test, each variant with its own"
                                + " variance).",
                        "Guardrail 'returned': kept; it rises by less than 0.02 (95 % interval of the difference"
                                + " -0.01556 to 0.01612).",
                        "What would change this: 800 more units a variant.");
    }

    @Test
    void clearHarmStopsEarly() {
        Verdict spend = RULE.report(data("control", 20, 600, 48), List.of(data("banner", 18, 600, 48)))
                .verdict();
        assertThat(spend.decision()).isEqualTo(Decision.STOP);
        assertThat(spend.reasons())
                .containsExactly(
                        "Though only 1,200 of the 2,000 units planned for each variant are in, the harm to 'spend' is clear"
                                + " (p below 0.001).");
        Verdict returns = RULE.report(data("control", 20, 600, 48), List.of(data("banner", 20, 600, 200)))
                .verdict();
        assertThat(returns.decision()).isEqualTo(Decision.STOP);
        assertThat(returns.reasons().get(0)).contains("the harm to guardrail 'returned' is clear");
        // worse, but not at p below 0.001
        assertThat(RULE.report(data("control", 20, 600, 48), List.of(data("banner", 19.5, 600, 48)))
                        .decision())
                .isEqualTo(Decision.KEEP_RUNNING);
    }

    @Test
    void noDecisionWhenTheSplitIsOff() {
        ExperimentReport report =
                VerdictRule.of("spend").report(data("control", 20, 1000, 80), List.of(data("banner", 25, 1300, 100)));
        assertThat(report.decision()).isEqualTo(Decision.NO_DECISION);
        assertThat(report.winner()).isEmpty();
        assertThat(report.words())
                .containsExactly(
                        "No decision: 'banner'.",
                        "Units: 2,000 'control', 2,600 'banner', not the shares meant (p 9.0e-19): the assignment or"
                                + " the counting is broken.",
                        "'spend' rises by 5, from 20 to 25; 95 % interval of the difference 4.708 to 5.292; in relation"
                                + " to the control 25.0 % (23.3 % to 26.7 %); p 3.8e-220 (t test, each variant with its own"
                                + " variance).",
                        "What would change this: the cause of the failed check of the sample ratio found and removed,"
                                + " and the experiment started again.",
                        "Checked: Units: 2,000 'control', 2,600 'banner', not the shares meant (p 9.0e-19): the"
                                + " assignment or the counting is broken.",
                        "Not checked: missing exposures: give the units assigned and those exposed.",
                        "Not checked: balance before the start: give the metric with a covariate from before beside it.",
                        "Not checked: novelty: give each unit's trend over the days since its exposure.",
                        "Not checked: weekdays: give the metric by the weekday of the exposure.");
        assertThat(VerdictRule.of("spend")
                        .withShares(10, 13)
                        .report(data("control", 20, 1000, 80), List.of(data("banner", 25, 1300, 100)))
                        .decision())
                .isEqualTo(Decision.SHIP);
    }

    @Test
    void severalVariants() {
        VariantData control = data("control", 20, 1000, 80);
        ExperimentReport report = VerdictRule.of("spend")
                .report(
                        control,
                        List.of(
                                data("small", 20.33, 1000, 80),
                                data("large", 21, 1000, 80),
                                data("worse", 19, 1000, 80)));
        assertThat(report.verdicts().stream().map(Verdict::decision))
                .containsExactly(Decision.STOP, Decision.SHIP, Decision.STOP);
        assertThat(report.winner()).contains("large");
        // a z-value of 2.09 would do alone; with two left upwards it takes 2.24. Of 'large' the sign is known
        assertThat(report.verdicts().get(1).effect().interval().lower()).isZero();
        assertThat(report.verdicts().get(1).effect().method())
                .isEqualTo("t test, each variant with its own variance, Holm for 3");
        ExperimentReport rates = VerdictRule.of("returned")
                .withLowerIsBetter()
                .report(control, List.of(data("a", 20, 1000, 79), data("b", 20, 1000, 30), data("c", 20, 1000, 20)));
        assertThat(rates.winner()).contains("c");
        assertThat(rates.better()).isEqualTo(Direction.LOWER);
        assertThat(rates.verdicts().get(1).effect().method()).isEqualTo("test of two rates, Bonferroni for 3");
        assertThat(rates.verdicts().get(1).effect().interval().confidence()).isEqualTo(0.95);
    }

    /** With several variants every number allows for their number: here each interval is that of one variant at a higher level. */
    @Test
    void numbersOfSeveralVariants() {
        VariantData control = data("control", 20, 1000, 80);
        ExperimentReport rates =
                VerdictRule.of("returned").report(control, List.of(data("a", 20, 1000, 99), data("b", 20, 1000, 70)));
        for (Verdict v : rates.verdicts()) {
            Effect e = v.effect();
            ProportionComparison alone = ProportionTest.create()
                    .withInterval(DifferenceInterval.MIETTINEN_NURMINEN)
                    .withConfidence(0.975)
                    .compare(
                            new Conversions("control", 80, 2000),
                            new Conversions(e.variant(), e.variant().equals("a") ? 99 : 70, 2000));
            assertThat(e.interval().lower()).isEqualTo(alone.interval().lower());
            assertThat(e.interval().upper()).isEqualTo(alone.interval().upper());
            assertThat(e.lift().lower()).isEqualTo(alone.relativeLiftInterval().lower());
            assertThat(e.logP()).isEqualTo(alone.logP() + Math.log(2));
        }
        // of three, 'large' is found upwards and two are open; downwards 'worse' is found and two are open
        ExperimentReport means = VerdictRule.of("spend")
                .report(
                        control,
                        List.of(
                                data("small", 20.2, 1000, 80),
                                data("large", 21, 1000, 80),
                                data("worse", 19, 1000, 80)));
        Interval small = lift("small", 20.2, 0.975);
        assertThat(means.verdicts().get(0).effect().lift()).isEqualTo(new Interval(small.lower(), small.upper(), 0.95));
        assertThat(means.verdicts().get(1).effect().lift())
                .isEqualTo(new Interval(0, lift("large", 21, 0.975).upper(), 0.95));
        assertThat(means.verdicts().get(2).effect().lift())
                .isEqualTo(new Interval(lift("worse", 19, 0.975).lower(), 0, 0.95));
        // all are found: Bonferroni's
        ExperimentReport all =
                VerdictRule.of("spend").report(control, List.of(data("a", 22, 1000, 80), data("b", 21, 1000, 80)));
        assertThat(all.verdicts().get(0).effect().lift().lower())
                .isEqualTo(lift("a", 22, 0.975).lower());
        assertThat(all.verdicts().get(0).effect().lift().upper())
                .isEqualTo(lift("a", 22, 0.975).upper());
    }

    private static Interval lift(String name, double mean, double confidence) {
        return MeanTest.create()
                .withConfidence(confidence)
                .compare(spend("control", 20, 1000), spend(name, mean, 1000))
                .relativeLiftInterval();
    }

    @Test
    void effectsFromElsewhere() {
        Effect crossed = new Effect(
                "spend",
                "banner",
                20,
                21,
                new Interval(0.3, 1.7, 0.95),
                new Interval(0.01, 0.09, 0.95),
                Math.log(0.004),
                "group-sequential, look 3 of 5");
        VerdictRule rule = VerdictRule.of("spend");
        assertThat(rule.decide(crossed, List.of(), List.of(), 1000).words())
                .containsExactly(
                        "Ship: 'banner'.",
                        "'spend' is better.",
                        "'spend' rises by 1, from 20 to 21; 95 % interval of the difference 0.3 to 1.7; in relation to"
                                + " the control 5.0 % (1.0 % to 9.0 %); p 0.004 (group-sequential, look 3 of 5).",
                        "What would change this: a failed check, or an effect that wears off; the interval ends 0.3"
                                + " from 0, 0.4286 times its half-width.");
        HealthCheck failed = new HealthCheck("sample ratio", HealthCheck.Status.FAILED, 1e-9, "The split is off.");
        assertThat(rule.decide(crossed, List.of(), List.of(failed), 1000).decision())
                .isEqualTo(Decision.NO_DECISION);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.decide(crossed, List.of(), List.of(), 1000))
                .withMessage("guardrail effects must have one for each guardrail (1), got 0");
    }

    @Test
    void refusals() {
        VariantData control = data("control", 20, 10, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.report(control, List.of()))
                .withMessage("an experiment needs a variant beside the control 'control'; there is nothing to compare");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.report(control, List.of(control)))
                .withMessage("variant 'control' is there twice; rename one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.report(control, List.of(VariantData.of("banner"))))
                .withMessage("variant 'banner' has no metric 'spend', which decides; give it for every variant");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.report(
                        control, List.of(VariantData.of("banner").withMean("spend", MetricSample.of("banner")))))
                .withMessage("variant 'banner' has no units; leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.report(
                        control, List.of(VariantData.of("banner").withMean("spend", spend("banner", 20, 10)))))
                .withMessage(
                        "variant 'banner' has no metric 'returned' of the same kind as the control; give every metric"
                                + " for every variant");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerdictRule.of("spend")
                        .report(
                                VariantData.of("a").withMean("spend", MetricSample.of("a", 3, 3)),
                                List.of(VariantData.of("b").withMean("spend", MetricSample.of("b", 4, 4)))))
                .withMessage(
                        "the metric does not vary: 'a' is always 3.0 and 'b' always 4.0; there is no standard error to"
                                + " compare with");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VariantData.of("a").withRate("bought", 5, 4))
                .withMessage(
                        "variant 'a': successes must be from 0 to the number of trials (4), got 5; count each unit once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VariantData.of("a").withRate("bought", -1, 4))
                .withMessageContaining("successes must be from 0 to the number of trials (4), got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VariantData.of("a").withRate("bought", 0, 0))
                .withMessage("variant 'a': trials must be from 1 to 2^53, got 0; leave a variant without units out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.withRate("spend", 1, 2))
                .withMessage("variant 'control' has metric 'spend' already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withGuardrail("speed", Direction.LOWER, -1))
                .withMessage("margin of guardrail 'speed' must be a finite number of at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withPlannedUnits(0))
                .withMessage("planned units must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withShares(1, 0))
                .withMessage("shares[1] must be a finite number above 0, got 0");
    }

    @Test
    void valuesAndTexts() {
        assertThat(RULE)
                .isEqualTo(
                        VerdictRule.of("spend").withPlannedUnits(2000).withGuardrail("returned", Direction.LOWER, 0.02))
                .isNotEqualTo(RULE.withConfidence(0.9))
                .hasToString("VerdictRule[metric=spend, better=HIGHER, confidence=0.95, plannedUnits=2000,"
                        + " guardrails=[Guardrail[metric=returned, better=LOWER, margin=0.02]]]");
        assertThat(data("a", 1, 2, 3))
                .isEqualTo(data("a", 1, 2, 3))
                .hasToString("VariantData[a, metrics [spend] [returned]]");
        assertThat(Words.number(0.00012345678)).isEqualTo("0.0001235");
        assertThat(Words.number(123456.78)).isEqualTo("123500");
        assertThat(Words.number(-0.0)).isEqualTo("0");
        assertThat(Words.number(1e300)).isEqualTo("1E+300");
        assertThat(Words.number(Double.NEGATIVE_INFINITY)).isEqualTo("-infinity");
        assertThat(Words.p(Math.log(0.0412345))).isEqualTo("p 0.0412");
        assertThat(Words.p(-1200)).isEqualTo("p 7.0e-522");
        assertThat(Words.p(Math.log(3e-7))).isEqualTo("p 3.0e-7");
        assertThat(Words.p(0)).isEqualTo("p 1");
        assertThat(Words.p(Double.NaN)).isEqualTo("no p-value");
    }
}
