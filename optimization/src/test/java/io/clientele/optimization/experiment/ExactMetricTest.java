package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Samples whose parts equal the whole to the bit. */
class ExactMetricTest {

    private static final List<String> NAMES = List.of("control", "banner", "video");

    private static double spend(RandomGenerator random) {
        return random.nextDouble() < 0.1 ? StrictMath.exp(3 + 1.5 * Samplers.gaussian(random)) : 0;
    }

    @Test
    void anyPartitionAndOrderEqualsTheWhole() {
        for (int run = 0; run < 200; run++) {
            RandomGenerator random = RandomStreams.stream(run, "exact-metric", 0);
            int n = 2 + random.nextInt(60);
            int parts = 1 + random.nextInt(7);
            MetricSample.Builder whole = MetricSample.builder("a").withCap(80);
            MetricSample.Builder[] part = new MetricSample.Builder[parts];
            Arrays.setAll(part, p -> MetricSample.builder("a").withCap(80));
            double[][] pairs = new double[n][];
            for (int i = 0; i < n; i++) {
                pairs[i] = new double[] {spend(random), random.nextDouble() * 1e6};
                part[random.nextInt(parts)].add(pairs[i][0], pairs[i][1]);
            }
            for (int i = n - 1; i >= 0; i--) {
                whole.add(pairs[i][0], pairs[i][1]);
            }
            MetricSample sum = MetricSample.builder("a").withCap(80).build();
            int start = random.nextInt(parts);
            for (int p = 0; p < parts; p++) {
                sum = sum.plus(part[(start + p) % parts].build());
            }
            assertThat(sum).isEqualTo(whole.build()).hasSameHashCodeAs(whole.build());
            assertThat(sum.variance()).isEqualTo(whole.build().variance());
            MetricSample one = part[start].build();
            MetricSample others = MetricSample.builder("a").withCap(80).build();
            for (int p = 1; p < parts; p++) {
                others = others.plus(part[(start + p) % parts].build());
            }
            assertThat(sum.minus(one)).isEqualTo(others);
        }
    }

    /** Halves of ratios are the ratio of the whole, not the mean of the halves' ratios. */
    @Test
    void ratiosOfPartsAddUpToTheRatioOfTheWhole() {
        for (int run = 0; run < 100; run++) {
            RandomGenerator random = RandomStreams.stream(run, "exact-ratio", 0);
            int n = 4 + random.nextInt(40);
            MetricSample.Builder whole = MetricSample.builder("a").withCap(80);
            MetricSample.Builder[] part = new MetricSample.Builder[2];
            Arrays.setAll(part, p -> MetricSample.builder("a").withCap(80));
            for (int i = 0; i < n; i++) {
                double orders = 1 + random.nextInt(4);
                double value = spend(random);
                whole.add(value, orders);
                part[i < 2 ? 0 : i < 4 ? 1 : random.nextInt(2)].add(value, orders);
            }
            MetricSample ratio = whole.build().ratio();
            MetricSample first = part[0].build().ratio();
            MetricSample second = part[1].build().ratio();
            assertThat(second.plus(first)).isEqualTo(ratio).hasSameHashCodeAs(ratio);
            assertThat(MetricSample.of("a").plus(first).plus(second).variance()).isEqualTo(ratio.variance());
            assertThat(ratio.minus(first)).isEqualTo(second);
        }
    }

    @Test
    void conversionsAddUp() {
        Conversions monday = new Conversions("a", 3, 40);
        Conversions tuesday = new Conversions("a", 5, 60);
        Conversions both = monday.plus(tuesday);
        assertThat(both).isEqualTo(new Conversions("a", 8, 100)).isEqualTo(tuesday.plus(monday));
        assertThat(both.minus(monday)).isEqualTo(tuesday);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monday.minus(monday))
                .withMessage("variant 'a': trials must be from 1 to 2^53, got 0; leave a variant without units out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tuesday.minus(new Conversions("a", 6, 40)))
                .withMessage("variant 'a': successes must be from 0 to the number of trials (20), got -1; count each"
                        + " unit once");
    }

    @Test
    void rowsGiveTheSameBitsForAnyNumberOfThreads() {
        int n = 60_000;
        RandomGenerator random = RandomStreams.stream(2, "exact-rows", 0);
        int[] variant = new int[n];
        double[] values = new double[n];
        double[] before = new double[n];
        for (int i = 0; i < n; i++) {
            variant[i] = random.nextInt(4) - 1;
            values[i] = spend(random);
            before[i] = spend(random);
        }
        MetricRows rows = MetricRows.of(NAMES, variant, values, before).withCap(300);
        List<MetricSample> expected = rows.samples();
        MetricSample.Builder one = MetricSample.builder("banner").withCap(300);
        IntStream.range(0, n).filter(i -> variant[i] == 1).forEach(i -> one.add(values[i], before[i]));
        assertThat(expected.get(1)).isEqualTo(one.build());
        assertThat(expected.stream().mapToLong(MetricSample::count).sum())
                .isEqualTo(Arrays.stream(variant).filter(v -> v >= 0).count());
        try (TestPool pool = new TestPool(7)) {
            for (int threads : new int[] {2, 3, 7}) {
                assertThat(rows.samples(Execution.on(pool, threads))).isEqualTo(expected);
            }
        }
        assertThat(rows).hasToString("MetricRows[60000 rows, [control, banner, video]]");
        assertThat(MetricRows.of(NAMES, variant, values).samples().get(2).variant())
                .isEqualTo("video");
    }

    @Test
    void largeMeansDoNotSwallowTheSpread() {
        MetricSample sample = MetricSample.of("a", 1e15, 1e15 + 1, 1e15 + 2);
        assertThat(sample.variance()).isEqualTo(1.0);
        assertThat(sample.mean()).isEqualTo(1e15 + 1);
        assertThat(MetricSample.of("a", 0.1, 0.1, 0.1).variance()).isEqualTo(0.0);
    }

    @Test
    void caps() {
        double cap = Winsorizing.cap(0.75, new double[] {0, 1, 2, 3}, new double[] {4, 5, 6, 1000});
        assertThat(cap).isEqualTo(5); // six of eight do not exceed it
        MetricSample sample =
                MetricSample.builder("a").withCap(5).add(7).add(-9).add(5).build();
        assertThat(sample.mean()).isEqualTo(1.0 / 3);
        assertThat(sample.cap()).isEqualTo(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sample.plus(MetricSample.of("a", 1)))
                .withMessage(
                        "variant 'a': one sample is capped at 5.0 and the other at Infinity; take one cap for all");
        assertThatIllegalStateException()
                .isThrownBy(() -> MetricSample.builder("a").add(1).withCap(5))
                .withMessage("variant 'a': set the cap before the first unit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricSample.builder("a").withCap(Double.NaN))
                .withMessage("cap must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Winsorizing.cap(1, new double[1]))
                .withMessage("share must be above 0 and below 1, such as 0.99, got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Winsorizing.cap(0.9, new double[0]))
                .withMessage("variants has no rows; at least one is needed");
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricRows.of(List.of("control"), new int[1], new double[1]))
                .withMessage("an experiment needs two or more variants with different names, got [control]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricRows.of(List.of("a", "a"), new int[1], new double[1]))
                .withMessageContaining("got [a, a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricRows.of(NAMES, new int[2], new double[3]))
                .withMessage("values must have one value per unit (2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        MetricRows.of(NAMES, new int[] {0, 3}, new double[2]).samples())
                .withMessage("row 1: variant must be at most 2, the last of [control, banner, video], got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricRows.of(NAMES, new int[2], new double[] {1, Double.NaN})
                        .samples())
                .withMessage("row 1: values must be finite, got NaN; a unit without the metric has 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricSample.of("a", 1e200, -1e200).variance())
                .withMessage(
                        "variant 'a': the variance is beyond the largest double; take a larger unit of the metric");
        MetricSample pairs = MetricSample.of("a", new double[] {1, 2}, new double[] {3, 4});
        MetricSample adjusted = Cuped.of(pairs, pairs).control();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> adjusted.minus(adjusted),
                () -> adjusted.plus(adjusted),
                () -> MetricSample.of("a", 5).plus(adjusted),
                () -> adjusted.write(OutputStream.nullOutputStream()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessage("variant 'a': the sample was adjusted and has no sums any more; use the one it was"
                            + " made from");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pairs.ratio().plus(pairs))
                .withMessage("variant 'a': one sample is a ratio and the other is not; add up first, then take the"
                        + " ratio");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricSample.of("a", 1).minus(MetricSample.of("a", 1, 2)))
                .withMessage("cannot take 2 numbers away from 1; they were not all added here");
    }
}
