package io.clientele.segmentation.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProfilerTest {

    private static final double[] A = {1, 2, 2, 5, 7, 7.5, 9, 12};
    private static final double[] B = {0, 1, 2, 2, 3, 3.5, 4, 4, 5, 5.5};

    private static SegmentedCustomers small() {
        double[] x = new double[18];
        System.arraycopy(A, 0, x, 0, 8);
        System.arraycopy(B, 0, x, 8, 10);
        double[] country = {1, 1, 1, 1, 1, 2, 2, 3, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3};
        int[] labels = new int[18];
        Arrays.fill(labels, 8, 18, 1);
        return SegmentedCustomers.of(FeatureTable.of(List.of("x", "country"), x, country), labels, List.of("a", "b"));
    }

    @Test
    void testsAgreeWithScipy() {
        SegmentProfiles profiles = Profiler.create().withCategories("country").fit(small());
        Contrast x = profiles.of("a").contrast("x");
        assertThat(x.inside()).isEqualTo(5.6875, within(1e-14));
        assertThat(x.outside()).isEqualTo(3, within(1e-14));
        assertThat(x.difference()).isEqualTo(0.8927999942609164, within(1e-12));
        assertThat(x.interval().orElseThrow().lower()).isEqualTo(-0.20831357640220172, within(1e-10));
        assertThat(x.interval().orElseThrow().upper()).isEqualTo(1.9939135649240345, within(1e-10));
        assertThat(x.pValue())
                .isEqualTo(0.16558103592336215, within(1e-12)); // scipy.stats.mannwhitneyu(method='asymptotic')
        assertThat(x.statistic()).isPositive();
        Contrast mirrored = profiles.of("b").contrast("x");
        assertThat(mirrored.statistic()).isEqualTo(-x.statistic());
        assertThat(mirrored.difference()).isEqualTo(-x.difference());
        Contrast country = profiles.of("a").contrast("country");
        assertThat(country.statistic()).isEqualTo(5.85, within(1e-12)); // chi2_contingency(correction=False)
        assertThat(country.pValue()).isEqualTo(0.05366469191273014, within(1e-12));
        assertThat(country.category()).hasValue(1);
        assertThat(country.inside()).isEqualTo(0.625);
        assertThat(country.outside()).isEqualTo(0.1, within(1e-15));
        assertThat(country.interval()).isEmpty();
        // four p-values, each twice
        assertThat(x.adjustedPValue()).isEqualTo(0.3311620718467243, within(1e-12));
        assertThat(country.adjustedPValue()).isEqualTo(0.21465876765092057, within(1e-12));
        assertThat(profiles.report().warnings())
                .containsExactly("column 'country': a category is expected fewer than 5 times in a segment; its test is"
                        + " rough");
    }

    @Test
    void adjustmentsAgreeWithStatsmodels() {
        double[] p = {0.01, 0.04, 0.03, 0.005, 0.2, 0.9};
        assertThat(Adjustment.HOLM.adjust(p))
                .containsExactly(new double[] {0.05, 0.12, 0.12, 0.03, 0.4, 0.9}, within(1e-14));
        assertThat(Adjustment.BENJAMINI_HOCHBERG.adjust(p))
                .containsExactly(
                        new double[] {0.030000000000000002, 0.060000000000000005, 0.06, 0.030000000000000002, 0.24, 0.9
                        },
                        within(1e-14));
    }

    /** 600 customers: "rich" if spend > 500, "often" if at most 500 and orders > 10, else "other"; 3 % mislabelled. */
    static SegmentedCustomers planted(long seed) {
        RandomGenerator random = RandomStreams.stream(seed, "profile", 0);
        int n = 600;
        double[][] columns = new double[4][n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            columns[0][i] = 1_000 * random.nextDouble();
            columns[1][i] = random.nextInt(21);
            columns[2][i] = Samplers.gaussian(random);
            columns[3][i] = random.nextInt(4);
            labels[i] = columns[0][i] > 500 ? 0 : columns[1][i] > 10 ? 1 : 2;
            labels[i] = random.nextInt(100) < 3 ? random.nextInt(3) : labels[i];
        }
        return SegmentedCustomers.of(
                FeatureTable.of(List.of("spend", "orders", "noise", "country"), columns),
                labels,
                List.of("rich", "often", "other"));
    }

    @Test
    void plantedRulesAreFound() {
        SegmentProfiles profiles = Profiler.create().withCategories("country").fit(planted(1));
        Rule rich = profiles.of("rich").rules().get(0);
        assertThat(rich.conditions()).hasSize(1);
        assertThat(rich.toString()).startsWith("spend > ");
        assertThat(rich.conditions().get(0).bound()).isEqualTo(500, within(60.0));
        Rule often = profiles.of("often").rules().get(0);
        assertThat(often.conditions().stream().map(Condition::feature)).containsExactlyInAnyOrder("spend", "orders");
        for (SegmentProfile profile : profiles.all()) {
            assertThat(profile.rulePrecision().orElseThrow()).isGreaterThan(0.9);
            assertThat(profile.ruleCoverage()).isGreaterThan(0.85);
            for (Rule rule : profile.rules()) {
                assertThat(rule.conditions()).hasSizeBetween(1, 3);
                assertThat(rule.precisionInterval().contains(rule.precision())).isTrue();
                assertThat(rule.coverageInterval().contains(rule.coverage())).isTrue();
            }
        }
        assertThat(profiles.all().stream().mapToDouble(SegmentProfile::share).sum())
                .isEqualTo(1, within(1e-12));
    }

    @Test
    void typicalAndBorderlineCustomersAgreeWithPlainDistances() {
        SegmentedCustomers customers = planted(2);
        SegmentProfiles profiles = Profiler.create().withCategories("country").fit(customers);
        int n = customers.features().rows();
        double[][] z = new double[3][n];
        for (int f = 0; f < 3; f++) {
            double[] x = customers.features().column(f);
            double mean = Arrays.stream(x).average().orElseThrow();
            double sd = Math.sqrt(
                    Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
            z[f] = Arrays.stream(x).map(v -> (v - mean) / sd).toArray();
        }
        double[][] centers = new double[3][3];
        int[] sizes = new int[3];
        for (int i = 0; i < n; i++) {
            sizes[customers.label(i)]++;
            for (int f = 0; f < 3; f++) {
                centers[customers.label(i)][f] += z[f][i];
            }
        }
        for (int s = 0; s < 3; s++) {
            double nearest = Double.POSITIVE_INFINITY;
            double narrowest = Double.POSITIVE_INFINITY;
            int typical = -1;
            int borderline = -1;
            for (int i = 0; i < n; i++) {
                double own = 0;
                double other = Double.POSITIVE_INFINITY;
                for (int t = 0; t < 3; t++) {
                    double sum = 0;
                    for (int f = 0; f < 3; f++) {
                        sum += Math.pow(z[f][i] - centers[t][f] / sizes[t], 2);
                    }
                    if (t == s) {
                        own = Math.sqrt(sum);
                    } else {
                        other = Math.min(other, Math.sqrt(sum));
                    }
                }
                if (customers.label(i) == s && own < nearest) {
                    nearest = own;
                    typical = i;
                }
                if (customers.label(i) == s && other - own < narrowest) {
                    narrowest = other - own;
                    borderline = i;
                }
            }
            assertThat(profiles.all().get(s).typical()).hasSize(5).startsWith(typical);
            assertThat(profiles.all().get(s).borderline()).hasSize(5).startsWith(borderline);
        }
    }

    @Test
    void sharesOfValueAddUpAndTheirIntervalsCover() {
        SegmentProfiles profiles = Profiler.create().withValue("spend").fit(planted(1));
        assertThat(profiles.all().stream()
                        .mapToDouble(p -> p.valueShare().orElseThrow())
                        .sum())
                .isEqualTo(1, within(1e-12));
        assertThat(Profiler.create().fit(planted(1)).of("rich").valueShare()).isEmpty();
        // truth: spend uniform, labels as above but for 3 % · 2/3 moved at random; 400 shops
        int covered = 0;
        int shops = 400;
        double truth = 0.97 * 0.75 + 0.03 / 3;
        for (int shop = 0; shop < shops; shop++) {
            SegmentedCustomers customers = planted(1_000 + shop);
            double[] spend = customers.features().column("spend");
            SegmentProfile rich = shares(customers, spend);
            covered += rich.valueShareInterval().orElseThrow().contains(truth) ? 1 : 0;
        }
        // binomial deviation of a coverage of 95 %: 0.011; four of them
        assertThat((double) covered / shops).isEqualTo(0.95, within(0.044));
    }

    private static SegmentProfile shares(SegmentedCustomers customers, double[] spend) {
        int[] labels = new int[spend.length];
        Arrays.setAll(labels, customers::label);
        return Profiler.create()
                .withValue("spend")
                .withRules(0)
                .fit(SegmentedCustomers.of(FeatureTable.of(List.of("spend"), spend), labels, customers.segments()))
                .of("rich");
    }

    @Test
    void differencesThatAreNoneAreSeldomCalledReal() {
        int shops = 400;
        int anyReal = 0;
        int covered = 0;
        for (int shop = 0; shop < shops; shop++) {
            RandomGenerator random = RandomStreams.stream(shop, "null-profile", 0);
            double[][] columns = new double[5][80];
            int[] labels = new int[80];
            for (int i = 0; i < 80; i++) {
                labels[i] = i % 4 == 0 ? 0 : 1;
                for (int f = 0; f < 5; f++) {
                    columns[f][i] = f == 4 ? random.nextInt(3) : Samplers.exponential(random);
                }
            }
            SegmentProfiles profiles = Profiler.create()
                    .withCategories("e")
                    .withRules(0)
                    .fit(SegmentedCustomers.of(
                            FeatureTable.of(List.of("a", "b", "c", "d", "e"), columns), labels, List.of("x", "y")));
            anyReal += profiles.all().stream()
                            .flatMap(p -> p.contrasts().stream())
                            .anyMatch(c -> c.adjustedPValue() <= 0.05)
                    ? 1
                    : 0;
            covered += profiles.of("x").contrast("a").interval().orElseThrow().contains(0) ? 1 : 0;
        }
        // Holm: at most 5 %; binomial deviation 0.011, three of them
        assertThat((double) anyReal / shops).isLessThan(0.083);
        assertThat((double) covered / shops)
                .as("Bonett's interval, exponential data")
                .isEqualTo(0.95, within(0.04));
    }

    @Test
    void everybodyEqualAndSegmentsOfOne() {
        double[] same = {3, 3, 3, 3};
        double[] apart = {1, 2, 2, 2};
        SegmentProfiles profiles = Profiler.create()
                .withValue("same")
                .fit(SegmentedCustomers.of(
                        FeatureTable.of(List.of("same", "apart"), same, apart),
                        new int[] {0, 1, 1, 1},
                        List.of("one", "rest")));
        Contrast none = profiles.of("one").contrast("same");
        assertThat(none.difference()).isZero();
        assertThat(none.pValue()).isEqualTo(1);
        assertThat(none.interval().orElseThrow().lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(profiles.of("one").contrast("apart").difference()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(profiles.of("one").valueShare()).hasValue(0.25);
        assertThat(profiles.report().warnings())
                .containsExactly("column 'same': all customers are equal; it tells no segment apart");
        SegmentProfiles worthless = Profiler.create()
                .withValue("x")
                .fit(SegmentedCustomers.of(
                        FeatureTable.of(List.of("x"), new double[] {0, 0, 0, 0}),
                        new int[] {0, 1, 0, 1},
                        List.of("a", "b")));
        assertThat(worthless.of("a").valueShare()).isEqualTo(OptionalDouble.empty());
        assertThat(worthless.of("a").rules()).isEmpty();
        assertThat(worthless.of("a").rulePrecision()).isEmpty();
        assertThat(worthless).hasToString("SegmentProfiles[a, b]");
    }

    @Test
    void badInputIsNamed() {
        FeatureTable table = FeatureTable.of(List.of("x"), new double[] {1, 2});
        refused(
                () -> SegmentedCustomers.of(table, new int[] {0, 0}, List.of("a", "b")),
                "segment 'b' has no customers; leave it out and number the others anew");
        refused(
                () -> SegmentedCustomers.of(table, new int[] {0, 2}, List.of("a", "b")),
                "label must be between 0 and 1, got 2");
        refused(
                () -> SegmentedCustomers.of(table, new int[] {0, 0}, List.of("a")),
                "the number of segments must be at least 2, got 1");
        refused(
                () -> SegmentedCustomers.of(table, new int[] {0}, List.of("a", "b")),
                "labels must have one label per row (2), got 1");
        refused(
                () -> SegmentedCustomers.of(table, new int[] {0, 1}, List.of("a", "a")),
                "segments must have different names, got [a, a]");
        refused(
                () -> SegmentedCustomers.of(table.slice(0, 0), new int[0], List.of("a", "b")),
                "the table has no rows; at least one is needed");
        refused(() -> Profiler.create().fit(small()).of("c"), "there is no segment 'c'; there are [a, b]");
        refused(() -> Profiler.create().fit(small()).of("a").contrast("y"), "there is no feature 'y'");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
