package io.clientele.segmentation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.segmentation.profile.SegmentedCustomers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DriftMonitorTest {

    private static final int TRIALS = Boolean.getBoolean("clientele.full") ? 4_000 : 600;

    /** Three segments; a skewed, a normal and a counted feature that differ by segment; more of the normal one in segment 1. */
    static SegmentedCustomers customers(long seed, int n, double shift, double[] shares) {
        RandomGenerator random = RandomStreams.stream(seed, "drift", n);
        double[][] columns = new double[3][n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i < 3 ? i : Samplers.categorical(random, shares);
            columns[0][i] = (1 + labels[i]) * Samplers.exponential(random);
            columns[1][i] = labels[i] + Samplers.gaussian(random) + (labels[i] == 1 ? shift : 0);
            columns[2][i] = Samplers.poisson(random, 2 + labels[i]);
        }
        return SegmentedCustomers.of(
                FeatureTable.of(List.of("spend", "score", "orders"), columns), labels, List.of("a", "b", "c"));
    }

    private static final double[] SHARES = {0.5, 0.3, 0.2};

    static int[] labels(SegmentedCustomers customers) {
        int[] labels = new int[customers.features().rows()];
        Arrays.setAll(labels, customers::label);
        return labels;
    }

    private static DriftReport check(long seed, int n, int m, double rate, double shift, double[] shares) {
        SegmentedCustomers then = customers(2 * seed, n, 0, SHARES);
        SegmentedCustomers now = customers(2 * seed + 1, m, shift, shares);
        return DriftMonitor.of(rate).fit(then).check(now.features(), labels(now));
    }

    @Test
    void falseAlarmsAreAsRareAsStated() {
        for (double rate : new double[] {0.05, 0.2}) {
            int alarms = 0;
            for (int trial = 0; trial < TRIALS; trial++) {
                alarms += check(trial, 800, 500, rate, 0, SHARES).alarms().isEmpty() ? 0 : 1;
            }
            double deviation = Math.sqrt(rate * (1 - rate) / TRIALS);
            assertThat((double) alarms / TRIALS)
                    .as("false alarms at %s", rate)
                    .isLessThan(rate + 3 * deviation) // Holm is an upper bound
                    .isGreaterThan(rate / 4); // and not idle
        }
    }

    @Test
    void driftIsSeenWhereItIs() {
        int right = 0;
        int shares = 0;
        for (int trial = 0; trial < 60; trial++) {
            DriftReport drift = check(trial, 3_000, 2_000, 0.01, 0.4, SHARES);
            right += drift.alarms().size() == 1
                            && drift.alarms().get(0).segment().equals("b")
                            && drift.alarms().get(0).feature().equals(Optional.of("score"))
                    ? 1
                    : 0;
            DriftReport moved = check(trial, 3_000, 2_000, 0.01, 0, new double[] {0.4, 0.4, 0.2});
            shares += moved.alarms().stream()
                                    .map(DriftReport.Comparison::segment)
                                    .toList()
                                    .equals(List.of("a", "b"))
                            && moved.alarms().get(0).feature().isEmpty()
                    ? 1
                    : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(57);
        assertThat(shares).isGreaterThanOrEqualTo(57);
    }

    @Test
    void nothingChanged() {
        SegmentedCustomers same = customers(1, 500, 0, SHARES);
        DriftReport report = DriftMonitor.of(0.05).fit(same).check(same.features(), labels(same));
        assertThat(report.alarms()).isEmpty();
        assertThat(report.all()).hasSize(12).allMatch(c -> c.stabilityIndex() == 0 && c.pValue() == 1);
        assertThat(report).hasToString("DriftReport[0 alarms in 12 comparisons, falseAlarmRate=0.05]");
    }

    @Test
    void constantFeaturesAndEmptySegments() {
        double[] same = new double[200];
        int[] labels = new int[200];
        Arrays.setAll(labels, i -> i % 2);
        DriftBaseline baseline = DriftMonitor.of(0.01)
                .fit(SegmentedCustomers.of(FeatureTable.of(List.of("x"), same), labels, List.of("a", "b")));
        assertThat(baseline.check(FeatureTable.of(List.of("x"), same), labels).alarms())
                .isEmpty();
        double[] other = new double[200];
        Arrays.setAll(other, i -> i % 2);
        assertThat(baseline.check(FeatureTable.of(List.of("x"), other), labels).alarms())
                .extracting(DriftReport.Comparison::segment)
                .containsExactly("b");
        DriftReport gone = baseline.check(FeatureTable.of(List.of("x"), same), new int[200]);
        assertThat(gone.alarms()).hasSize(2).allMatch(c -> c.feature().isEmpty());
        assertThat(DriftMonitor.of(0.01)
                        .fit(SegmentedCustomers.of(
                                FeatureTable.of(List.of("x"), new double[] {1, 2}),
                                new int[] {0, 1},
                                List.of("a", "b")))
                        .report()
                        .warnings())
                .first()
                .isEqualTo("segment 'a' has 1 customers; only large changes of its features will be seen");
    }

    @Test
    void badInputIsNamed() {
        refused(() -> DriftMonitor.of(0), "falseAlarmRate must be above 0 and below 1, such as 0.01, got 0.0");
        SegmentedCustomers then = customers(1, 100, 0, SHARES);
        DriftBaseline baseline = DriftMonitor.of(0.01).fit(then);
        refused(
                () -> baseline.check(then.features().slice(0, 0), new int[0]),
                "the table has no rows; at least one is needed");
        refused(() -> baseline.check(then.features(), new int[3]), "labels must have one label per row (100), got 3");
        int[] bad = new int[100];
        bad[7] = 3;
        refused(() -> baseline.check(then.features(), bad), "label must be between 0 and 2, got 3");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
