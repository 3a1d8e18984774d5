package io.clientele.optimization.experiment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class QuantileComparisonTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 20_000 : 1_000;

    /** One value each, 1 to 100: the median is 50; its share 0.5 has error sqrt(0.25 / 99), so ranks 0.5 -/+ 1.96 * 0.0503. */
    @Test
    void byHand() {
        double[] values = new double[100];
        for (int i = 0; i < 100; i++) {
            values[(37 * i) % 100] = i + 1;
        }
        QuantileSample sample = QuantileSample.of("a", values);
        assertThat(sample.quantile(0.5)).isEqualTo(50);
        assertThat(sample.quantile(0.501)).isEqualTo(51);
        assertThat(sample.quantile(0.95)).isEqualTo(95);
        assertThat(sample.quantile(0.001)).isEqualTo(1);
        double half = Distributions.normalTwoSided(0.95) * Math.sqrt(0.25 / 99);
        assertThat(sample.interval(0.5, 0.95))
                .isEqualTo(new Interval(Math.ceil(100 * (0.5 - half)), Math.floor(100 * (0.5 + half)) + 1, 0.95));
        assertThat(sample.interval(0.99, 0.95).upper()).isEqualTo(100);
        // the same values three times over by the same customers: three times the values say no more
        double[] thrice = new double[300];
        long[] customers = new long[300];
        for (int i = 0; i < 300; i++) {
            thrice[i] = values[i % 100];
            customers[i] = 1000 - i % 100;
        }
        QuantileSample clustered = QuantileSample.of("a", customers, thrice);
        assertThat(clustered.customers()).isEqualTo(100);
        assertThat(clustered.interval(0.5, 0.95)).isEqualTo(sample.interval(0.5, 0.95));
        assertThat(clustered).hasToString("QuantileSample[a, 100 customers, 300 values]");
    }

    @Test
    void partsOfWholeCustomersEqualTheWhole() {
        RandomGenerator random = RandomStreams.stream(1, "quantile.parts", 0);
        QuantileSample whole = visits("a", random, 60, 1, 0);
        RandomGenerator again = RandomStreams.stream(1, "quantile.parts", 0);
        QuantileSample first = visits("a", again, 23, 1, 0);
        QuantileSample second = visits("a", again, 37, 1, 0);
        assertThat(first.plus(second)).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(second.plus(first)).isEqualTo(whole);
        assertThat(first).isNotEqualTo(second);
    }

    /**
     * 200 customers with 1 to 5 lognormal values each that share a customer's level; the true quantiles are known. The interval of the
     * difference of medians and of 90th percentiles holds the truth in 95 % of cases and p is below 0.05 in 5 % without an effect, give
     * or take 4 standard errors of a share; ranks are whole, which makes it a little cautious: up to 1.5 points.
     */
    @Test
    void coverageWithSeveralValuesACustomer() {
        for (double share : new double[] {0.5, 0.9}) {
            double at = StrictMath.exp(Math.sqrt(2) * Distributions.normalQuantile(share));
            double truth = at * 0.3;
            int covered = 0;
            int called = 0;
            for (int run = 0; run < RUNS; run++) {
                RandomGenerator random = RandomStreams.stream(run, "quantile.coverage", (long) (10 * share));
                QuantileSample a = visits("a", random, 200, 1, 0);
                QuantileComparison c = QuantileComparison.of(share, 0.95, a, visits("b", random, 200, 1.3, 0));
                covered += c.interval().contains(truth) ? 1 : 0;
                called += QuantileComparison.of(share, 0.95, a, visits("c", random, 200, 1, 0))
                                        .p()
                                <= 0.05
                        ? 1
                        : 0;
            }
            double slack = 4 * Math.sqrt(0.05 * 0.95 / RUNS);
            assertThat((double) covered / RUNS).as("share " + share).isBetween(0.95 - slack, 0.965 + slack);
            assertThat((double) called / RUNS).as("share " + share).isBetween(0.035 - slack, 0.05 + slack);
        }
    }

    private static QuantileSample visits(
            String name, RandomGenerator random, int customers, double factor, long first) {
        double[] values = new double[5 * customers];
        long[] owner = new long[values.length];
        int n = 0;
        for (int c = 0; c < customers; c++) {
            double level = Samplers.gaussian(random);
            int visits = 1 + random.nextInt(5);
            for (int v = 0; v < visits; v++) {
                values[n] = factor * StrictMath.exp(level + Samplers.gaussian(random));
                owner[n++] = first + c;
            }
        }
        return QuantileSample.of(name, Arrays.copyOf(owner, n), Arrays.copyOf(values, n));
    }

    @Test
    void pSaysWhatTheIntervalSays() {
        RandomGenerator random = RandomStreams.stream(5, "quantile.p", 0);
        for (int run = 0; run < 50; run++) {
            QuantileSample a = visits("a", random, 40, 1, 0);
            QuantileSample b = visits("b", random, 40, 1.6, 0);
            QuantileComparison c = QuantileComparison.of(0.5, 0.95, a, b);
            assertThat(c.interval().contains(0)).isEqualTo(c.p() > 0.05);
            assertThat(QuantileComparison.of(0.5, 0.95, b, a).p()).isCloseTo(c.p(), within(1e-9));
            assertThat(c.difference()).isEqualTo(b.quantile(0.5) - a.quantile(0.5));
        }
    }

    @Test
    void refusals() {
        QuantileSample sample = QuantileSample.of("a", 1, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sample.quantile(1))
                .withMessage("share must be above 0 and below 1, such as 0.95, got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuantileSample.of("a", 1.0).quantile(0.5))
                .withMessage("variant 'a' needs at least 2 customers with a value, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuantileSample.of("a", 1, Double.NaN))
                .withMessage("variant 'a', value 1 must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuantileSample.of("a", new long[1], new double[2]))
                .withMessage("values must have one customer each (1), got 2");
    }
}
