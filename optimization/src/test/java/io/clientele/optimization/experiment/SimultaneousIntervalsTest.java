package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimultaneousIntervalsTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 100_000 : 8_000;

    /** Variants with these means against a control with mean 0, all with standard error 1 / sqrt(2) and the normal distribution. */
    private static List<MeanComparison> comparisons(double control, double... means) {
        return IntStream.range(0, means.length)
                .mapToObj(i -> MeanTest.create()
                        .withMethod(MeanMethod.NORMAL)
                        .compare(sample("control", control), sample("v" + i, means[i])))
                .toList();
    }

    private static MetricSample sample(String name, double mean) {
        return MetricSample.of(name, 1, 2).with(mean, 1);
    }

    /** Strassburger and Bretz (2008), section 3: by hand for z of 4, 2.3, 0.5 and -3 with one-sided errors of 2.5 %. */
    @Test
    void byHand() {
        double error = 1;
        List<MeanComparison> all = comparisons(0, 4, 2.3, 0.5, -3);
        SimultaneousIntervals holm = SimultaneousIntervals.holm(0.95, all);
        double q4 = -Distributions.normalQuantile(0.025 / 4);
        double q3 = -Distributions.normalQuantile(0.025 / 3);
        // upwards 4 is found at 0.025 / 4; 2.3 is not at 0.025 / 3, where 2.394 is needed; downwards 3 is found at
        // 0.025 / 4
        assertThat(holm.intervals().get(0).lower()).isEqualTo(0);
        assertThat(holm.intervals().get(0).upper()).isCloseTo(4 + q3 * error, within(1e-12));
        assertThat(holm.intervals().get(1).lower()).isCloseTo(2.3 - q3 * error, within(1e-12));
        assertThat(holm.intervals().get(2).lower()).isCloseTo(0.5 - q3 * error, within(1e-12));
        assertThat(holm.intervals().get(3).upper()).isEqualTo(0);
        assertThat(holm.intervals().get(3).lower()).isCloseTo(-3 - q3 * error, within(1e-12));
        assertThat(holm.adjustedP().get(0)).isCloseTo(8 * Distributions.normalSurvival(4), within(1e-15));
        assertThat(holm.adjustedP().get(1)).isCloseTo(6 * Distributions.normalSurvival(2.3), within(1e-15));
        SimultaneousIntervals bonferroni = SimultaneousIntervals.bonferroni(0.95, all);
        assertThat(bonferroni.intervals().get(1).lower()).isCloseTo(2.3 - q4, within(1e-12));
        assertThat(bonferroni.intervals().get(1).upper()).isCloseTo(2.3 + q4, within(1e-12));
        assertThat(bonferroni.adjustedP().get(3)).isCloseTo(8 * Distributions.normalSurvival(3), within(1e-15));
        // all found: Bonferroni's lower bounds
        SimultaneousIntervals found = SimultaneousIntervals.holm(0.95, comparisons(0, 5, 6));
        assertThat(found.intervals().get(0).lower()).isCloseTo(5 + Distributions.normalQuantile(0.0125), within(1e-12));
    }

    @Test
    void oneDifferenceHasTheUsualInterval() {
        MeanComparison c =
                MeanTest.create().compare(MetricSample.of("a", 1, 2, 3, 4), MetricSample.of("b", 9, 4, 6, 8));
        for (SimultaneousIntervals s : List.of(
                SimultaneousIntervals.holm(0.95, List.of(c)), SimultaneousIntervals.bonferroni(0.95, List.of(c)))) {
            assertThat(s.intervals().get(0).lower()).isCloseTo(c.interval().lower(), within(1e-10));
            assertThat(s.intervals().get(0).upper()).isCloseTo(c.interval().upper(), within(1e-10));
            assertThat(s.adjustedP().get(0)).isCloseTo(c.p(), within(1e-12));
        }
    }

    /**
     * Five variants against one control, two without an effect: all five intervals hold together in at least 95 % of cases (give or
     * take 4 standard errors), and p-values and intervals always say the same.
     */
    @Test
    void holdTogetherAndSayTheSameAsP() {
        double[] effects = {0, 0, 1, 2.5, -3};
        int together = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "simultaneous", 0);
            double half = Math.sqrt(0.5);
            double control = half * Samplers.gaussian(random);
            double[] means = new double[5];
            for (int i = 0; i < 5; i++) {
                means[i] = effects[i] + half * Samplers.gaussian(random);
            }
            SimultaneousIntervals holm = SimultaneousIntervals.holm(0.95, comparisons(control, means));
            SimultaneousIntervals bonferroni = SimultaneousIntervals.bonferroni(0.95, comparisons(control, means));
            boolean all = true;
            for (int i = 0; i < 5; i++) {
                Interval one = holm.intervals().get(i);
                all &= one.contains(effects[i]);
                assertThat(one.lower() >= 0 || one.upper() <= 0)
                        .isEqualTo(holm.adjustedP().get(i) <= 0.05);
                boolean byBonferroni = bonferroni.adjustedP().get(i) <= 0.05;
                assertThat(bonferroni.intervals().get(i).contains(0)).isEqualTo(!byBonferroni);
                assertThat(!byBonferroni || holm.adjustedP().get(i) <= 0.05)
                        .as("Holm finds all that Bonferroni finds")
                        .isTrue();
            }
            together += all ? 1 : 0;
        }
        assertThat((double) together / RUNS).isGreaterThanOrEqualTo(0.95 - 4 * Math.sqrt(0.05 * 0.95 / RUNS));
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimultaneousIntervals.holm(0.95, List.of()))
                .withMessage("comparisons has no rows; at least one is needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimultaneousIntervals.holm(1, comparisons(0, 1)))
                .withMessageContaining("confidence must be above 0");
    }
}
