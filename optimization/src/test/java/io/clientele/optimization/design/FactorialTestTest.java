package io.clientele.optimization.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.experiment.MultipleTesting;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FactorialTestTest {

    private static final boolean FULL = Boolean.getBoolean("clientele.full");

    private static FactorialDesign three() {
        return FactorialDesign.full(Factor.of("a", "0", "1"), Factor.of("b", "0", "1"), Factor.of("c", "0", "1"));
    }

    /** By hand: 10 %, 12 %, 13 % and 19 % of 1,000 to 4,000. */
    @Test
    void twoByTwoByHand() {
        FactorialDesign design = FactorialDesign.full(Factor.of("a", "0", "1"), Factor.of("b", "0", "1"));
        FactorialResult result = FactorialTest.create()
                .rates(
                        design,
                        List.of(
                                new Conversions("00", 100, 1000),
                                new Conversions("10", 240, 2000),
                                new Conversions("01", 390, 3000),
                                new Conversions("11", 760, 4000)));
        double[] variances = {0.1 * 0.9 / 999, 0.12 * 0.88 / 1999, 0.13 * 0.87 / 2999, 0.19 * 0.81 / 3999};
        double total = 0;
        double below = 0;
        double[] units = {1000, 2000, 3000, 4000};
        for (int c = 0; c < 4; c++) {
            total += variances[c];
            below += variances[c] * variances[c] / (units[c] - 1);
        }
        FactorialEffect a = result.effect("a=1");
        assertThat(a.estimate()).isCloseTo((0.02 + 0.06) / 2, within(1e-15));
        assertThat(a.standardError()).isCloseTo(Math.sqrt(total) / 2, within(1e-15));
        assertThat(a.degreesOfFreedom()).isCloseTo(total * total / below, within(1e-8));
        FactorialEffect both = result.effect("a=1 x b=1");
        assertThat(both.estimate()).isCloseTo(0.06 - 0.02, within(1e-15));
        assertThat(both.standardError()).isCloseTo(Math.sqrt(total), within(1e-15));
        assertThat(a.simultaneous().width()).isGreaterThan(a.interval().width());
        assertThat(a.aliases()).isEmpty();
        double[] p = result.effects().stream().mapToDouble(FactorialEffect::p).toArray();
        assertThat(result.effects().stream().mapToDouble(FactorialEffect::adjustedP))
                .containsExactly(java.util.Arrays.stream(MultipleTesting.HOLM.adjust(p))
                        .boxed()
                        .toArray(Double[]::new));
    }

    /** Cells of 5 to 20 units and spreads from 1 to 6. */
    @Test
    void anInteractionIsTheDifferenceOfTwoComparisons() {
        FactorialDesign design = FactorialDesign.full(Factor.of("a", "0", "1"), Factor.of("b", "0", "1", "2"));
        RandomGenerator random = RandomStreams.stream(3, "cells", 0);
        List<MetricSample> samples = new ArrayList<>();
        for (int c = 0; c < 6; c++) {
            MetricSample.Builder sample = MetricSample.builder("cell " + c);
            for (int i = 0; i < 5 + 3 * c; i++) {
                sample.add(c + (1 + c) * random.nextGaussian());
            }
            samples.add(sample.build());
        }
        FactorialEffect effect = FactorialTest.create().means(design, samples).effect("a=1 x b=2");
        var first = MeanTest.create().compare(samples.get(0), samples.get(1));
        var third = MeanTest.create().compare(samples.get(4), samples.get(5));
        assertThat(effect.estimate()).isCloseTo(third.difference() - first.difference(), within(1e-12));
        assertThat(effect.standardError())
                .isCloseTo(Math.hypot(third.standardError(), first.standardError()), within(1e-12));
    }

    @Test
    void aFractionGivesSumsOfAliases() {
        FactorialDesign design = three().withGenerated(Factor.of("d", "0", "1"), "a", "b", "c");
        double[] main = {1, 2, 4, 8};
        List<MetricSample> samples = new ArrayList<>();
        for (int cell = 0; cell < 8; cell++) {
            double mean = 0;
            for (int f = 0; f < 4; f++) {
                mean += main[f] * design.level(cell, f);
            }
            mean += 0.5 * design.level(cell, 0) * design.level(cell, 1);
            mean += 0.25 * design.level(cell, 2) * design.level(cell, 3);
            samples.add(MetricSample.of(design.variants()[cell], mean - 0.1, mean + 0.1, mean));
        }
        FactorialResult result = FactorialTest.create().means(design, samples);
        assertThat(result.effects().stream().map(FactorialEffect::name))
                .containsExactly("a=1", "b=1", "c=1", "d=1", "a=1 x b=1", "a=1 x c=1", "a=1 x d=1");
        assertThat(result.effect("a=1").estimate()).isCloseTo(1 + 0.25, within(1e-12));
        assertThat(result.effect("d=1").estimate()).isCloseTo(8 + 0.125, within(1e-12));
        assertThat(result.effect("a=1 x b=1").estimate()).isCloseTo(0.5 + 0.25, within(1e-12));
        assertThat(result.effect("a=1 x c=1").estimate()).isCloseTo(0, within(1e-12));
        assertThat(result.effect("a=1 x b=1").aliases()).containsExactly("c x d");
        assertThat(result.effect("a=1").aliases()).containsExactly("b x c x d");
        assertThatThrownBy(() -> result.anova(SumsOfSquares.TYPE_3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the terms of a fraction are mixed, so it has no analysis of variance; look at effects() and"
                                + " their aliases");
        FactorialDesign half = FactorialDesign.full(Factor.of("a", "0", "1"), Factor.of("b", "0", "1"))
                .withGenerated(Factor.of("c", "0", "1"), "a", "b");
        assertThat(FactorialTest.create().means(half, samples.subList(0, 4)).effects())
                .hasSize(3);
    }

    /** Rates around 8 %, cells of 200 to 1,600 units, only one factor works: coverage, and false alarms after Holm. */
    @Test
    void intervalsCoverAndFalseAlarmsAreRare() {
        FactorialDesign design = three();
        int rounds = FULL ? 20_000 : 2_000;
        double[] truth = {0.03, 0, 0, 0, 0, 0};
        int covered = 0;
        int together = 0;
        int alarms = 0;
        for (int round = 0; round < rounds; round++) {
            RandomGenerator random = RandomStreams.stream(5, "factorial", round);
            List<Conversions> counts = new ArrayList<>();
            for (int cell = 0; cell < 8; cell++) {
                int units = 200 * (1 + cell);
                double rate = 0.08 + 0.03 * design.level(cell, 0);
                counts.add(new Conversions("c" + cell, Samplers.binomial(random, units, rate), units));
            }
            List<FactorialEffect> effects =
                    FactorialTest.create().rates(design, counts).effects();
            boolean all = true;
            boolean alarm = false;
            for (int e = 0; e < 6; e++) {
                Interval interval = effects.get(e).interval();
                covered += interval.contains(truth[e]) ? 1 : 0;
                all &= effects.get(e).simultaneous().contains(truth[e]);
                alarm |= e > 0 && effects.get(e).adjustedP() <= 0.05;
            }
            together += all ? 1 : 0;
            alarms += alarm ? 1 : 0;
        }
        // standard error of a share of 5 % among 2,000: 0.5 points; of the mean of six 0.2
        assertThat(covered / (6.0 * rounds)).isBetween(0.94, 0.96);
        assertThat(together / (double) rounds).isBetween(0.935, 0.975);
        assertThat(alarms / (double) rounds).isLessThan(0.065);
    }

    @Test
    void whatCannotBeIsSaid() {
        FactorialDesign design = FactorialDesign.full(Factor.of("a", "0", "1"), Factor.of("b", "0", "1"));
        MetricSample same = MetricSample.of("x", 1, 1, 1);
        MetricSample one = MetricSample.of("y", 1);
        assertThatThrownBy(() -> FactorialTest.create().means(design, List.of(same)))
                .hasMessageContaining("samples")
                .hasMessageContaining("one for each cell of the design");
        assertThatThrownBy(() -> FactorialTest.create().means(design, List.of(same, same, same, same)))
                .hasMessage("the metric does not vary within any cell; there is no standard error to judge effects by");
        assertThatThrownBy(() -> FactorialTest.create().means(design, List.of(same, same, one, same)))
                .hasMessage("variant 'y' needs at least 2 units, got 1");
        Conversions few = new Conversions("z", 1, 1);
        assertThatThrownBy(() -> FactorialTest.create().rates(design, List.of(few, few, few, few)))
                .hasMessage("variant 'z' needs at least 2 units, got 1");
        assertThatThrownBy(() -> FactorialTest.create().withConfidence(1)).hasMessageContaining("confidence");
        FactorialResult result =
                FactorialTest.create().means(design, List.of(same, same, same, MetricSample.of("w", 1, 2, 6)));
        assertThatThrownBy(() -> result.effect("nope"))
                .hasMessage("there is no effect 'nope'; effects are [a=1, b=1, a=1 x b=1]");
    }
}
