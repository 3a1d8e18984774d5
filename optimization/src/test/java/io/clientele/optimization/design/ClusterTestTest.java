package io.clientele.optimization.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ClusterTestTest {

    private static final boolean FULL = Boolean.getBoolean("clientele.full");

    private static ClusterSample sample(String variant, double[]... clusters) {
        ClusterSample.Builder builder = ClusterSample.builder(variant);
        for (int g = 0; g < clusters.length; g++) {
            for (double value : clusters[g]) {
                builder.add(variant + g, value);
            }
        }
        return builder.build();
    }

    private static ClusterSample control() {
        return sample(
                "old", new double[] {3, 5, 4}, new double[] {8, 7}, new double[] {1, 2, 2, 5, 4}, new double[] {6});
    }

    private static ClusterSample variant() {
        return sample("new", new double[] {9, 7, 8, 6}, new double[] {4, 6}, new double[] {11, 10, 9});
    }

    /**
     * numpy, with the definitions' full matrices: A_g the power -1/2 of the block of I - H, p_g = A_g X_g (X'X)^-1 c,
     * V = sum (p_g'e)², Q = P(I - H)P', degrees tr(Q)² / tr(Q²).
     */
    @Test
    void standardErrorAndDegreesByFullMatrices() {
        ClusterComparison c = ClusterTest.create().compare(control(), variant());
        assertThat(c.difference()).isCloseTo(3.5050505050505043, within(1e-12));
        assertThat(c.standardError()).isCloseTo(1.6178689799978951, within(1e-12));
        assertThat(c.degreesOfFreedom()).isCloseTo(3.922117943689593, within(1e-11));
        assertThat(c.interval().contains(c.difference())).isTrue();
    }

    /** Clusters of one unit are units: CR2 is HC2, which is Welch's variance. */
    @Test
    void clustersOfOneAreWelch() {
        double[] a = {3, 7, 1, 9, 4, 4};
        double[] b = {6, 8, 12, 5};
        ClusterSample.Builder control = ClusterSample.builder("old");
        ClusterSample.Builder variant = ClusterSample.builder("new");
        for (int i = 0; i < a.length; i++) {
            control.add("a" + i, a[i]);
        }
        for (int i = 0; i < b.length; i++) {
            variant.add("b" + i, b[i]);
        }
        ClusterComparison c = ClusterTest.create().compare(control.build(), variant.build());
        var welch = MeanTest.create().compare(MetricSample.of("old", a), MetricSample.of("new", b));
        assertThat(c.difference()).isCloseTo(welch.difference(), within(1e-14));
        assertThat(c.standardError()).isCloseTo(welch.standardError(), within(1e-14));
    }

    /** All 35 ways to deal 3 of 7 clusters, each computed unit by unit; the interval by trying effects. */
    @Test
    void permutationByListingAllWays() {
        Randomisation r = ClusterTest.create()
                .withConfidence(0.8)
                .compare(control(), variant())
                .randomisation();
        assertThat(r.exact()).isTrue();
        assertThat(r.assignments()).isEqualTo(35);
        assertThat(r.p()).isCloseTo(p(0), within(1e-12));
        for (double effect = -10; effect < 15; effect += 0.01) {
            boolean near = Math.min(
                            Math.abs(effect - r.interval().lower()),
                            Math.abs(effect - r.interval().upper()))
                    < 1e-9;
            if (!near) {
                assertThat(r.interval().contains(effect))
                        .as("effect %s", effect)
                        .isEqualTo(p(effect) > 0.2);
            }
        }
        assertThat(r.interval().lower()).isGreaterThan(-10);
        assertThat(r.interval().upper()).isLessThan(15);
        // one of 35 ways is 2.9 %: nothing can be rejected at 1 %
        assertThat(ClusterTest.create()
                        .withConfidence(0.99)
                        .compare(control(), variant())
                        .randomisation()
                        .interval()
                        .width())
                .isInfinite();
    }

    private static double p(double effect) {
        List<ClusterSample.Sums> all = new ArrayList<>(variant().sums().values());
        all.addAll(control().sums().values());
        double observed = Double.NaN;
        int ways = 0;
        int asLarge = 0;
        for (int mask = 127; mask >= 0; mask--) {
            if (Integer.bitCount(mask) == 3) {
                double[] n = new double[2];
                double[] y = new double[2];
                for (int g = 0; g < 7; g++) {
                    int side = mask >> g & 1;
                    n[side] += all.get(g).count();
                    y[side] += all.get(g).total() - (g < 3 ? effect * all.get(g).count() : 0);
                }
                double difference = y[1] / n[1] - y[0] / n[0];
                if (mask == 7) {
                    observed = difference;
                }
            }
        }
        for (int mask = 0; mask < 128; mask++) {
            if (Integer.bitCount(mask) == 3) {
                double[] n = new double[2];
                double[] y = new double[2];
                for (int g = 0; g < 7; g++) {
                    int side = mask >> g & 1;
                    n[side] += all.get(g).count();
                    y[side] += all.get(g).total() - (g < 3 ? effect * all.get(g).count() : 0);
                }
                ways++;
                asLarge += Math.abs(y[1] / n[1] - y[0] / n[0]) >= Math.abs(observed) - 1e-12 ? 1 : 0;
            }
        }
        return (double) asLarge / ways;
    }

    @Test
    void drawnWaysAgreeWithAll() {
        RandomGenerator random = RandomStreams.stream(4, "clusters", 0);
        ClusterSample.Builder control = ClusterSample.builder("old");
        ClusterSample.Builder variant = ClusterSample.builder("new");
        for (int g = 0; g < 14; g++) {
            double level = random.nextGaussian() + (g < 7 ? 0 : 1);
            for (int i = 0; i <= g % 5; i++) {
                (g < 7 ? control : variant).add("c" + g, level + random.nextGaussian());
            }
        }
        ClusterSample a = control.build();
        ClusterSample b = variant.build();
        Randomisation all = ClusterTest.create().compare(a, b).randomisation();
        Randomisation some = ClusterTest.create()
                .withAssignments(3000)
                .withSeed(9)
                .compare(a, b)
                .randomisation();
        assertThat(all.assignments()).isEqualTo(3432);
        assertThat(some.exact()).isFalse();
        assertThat(some.assignments()).isEqualTo(3000);
        // standard error of a share of 3,000: at most 0.9 points
        assertThat(some.p()).isCloseTo(all.p(), within(0.03));
        assertThat(some.interval().lower()).isCloseTo(all.interval().lower(), within(0.15));
        assertThat(some)
                .isEqualTo(ClusterTest.create()
                        .withAssignments(3000)
                        .withSeed(9)
                        .compare(a, b)
                        .randomisation());
    }

    /** 12 clusters of 5 to 60 units with a level of their own: what a plain test does to them, and what these do. */
    @Test
    void errorsAreKept() {
        int rounds = FULL ? 10_000 : 1_000;
        int robust = 0;
        int covered = 0;
        int exact = 0;
        int inside = 0;
        int plain = 0;
        for (int round = 0; round < rounds; round++) {
            RandomGenerator random = RandomStreams.stream(6, "cluster study", round);
            ClusterSample.Builder control = ClusterSample.builder("old");
            ClusterSample.Builder variant = ClusterSample.builder("new");
            MetricSample.Builder a = MetricSample.builder("old");
            MetricSample.Builder b = MetricSample.builder("new");
            double effect = 0.5;
            for (int g = 0; g < 12; g++) {
                double level = random.nextGaussian();
                int units = 5 * (1 + g);
                boolean changed = g % 2 == 1;
                for (int i = 0; i < units; i++) {
                    double value = level + 2 * random.nextGaussian();
                    (changed ? b : a).add(value);
                    (changed ? variant : control).add("c" + g, value + (changed ? effect : 0));
                }
            }
            ClusterComparison c = ClusterTest.create().withAssignments(924).compare(control.build(), variant.build());
            covered += c.interval().contains(effect) ? 1 : 0;
            inside += c.randomisation().interval().contains(effect) ? 1 : 0;
            robust += c.interval().contains(effect) ? 0 : 1;
            exact += c.randomisation().exact() ? 1 : 0;
            plain += MeanTest.create().compare(a.build(), b.build()).p() <= 0.05 ? 1 : 0;
        }
        assertThat(exact).isEqualTo(rounds);
        // standard error of a share of 5 % among 1,000: 0.7 points
        assertThat(covered / (double) rounds).isBetween(0.925, 0.975);
        assertThat(inside / (double) rounds).isBetween(0.925, 0.97);
        assertThat(robust + covered).isEqualTo(rounds);
        assertThat(plain / (double) rounds).isGreaterThan(0.3);
    }

    @Test
    void dealtByHash() {
        List<String> towns = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            towns.add("town " + i);
        }
        ClusterDesign design = ClusterDesign.of("delivery", towns, 8);
        assertThat(design.treated()).hasSize(8);
        assertThat(design.control()).hasSize(12).doesNotContainAnyElementsOf(design.treated());
        List<String> reversed = new ArrayList<>(towns);
        java.util.Collections.reverse(reversed);
        assertThat(ClusterDesign.of("delivery", reversed, 8)).isEqualTo(design);
        assertThat(ClusterDesign.of("another", towns, 8)).isNotEqualTo(design);
        int[] often = new int[20];
        for (int s = 0; s < 2000; s++) {
            ClusterDesign other = ClusterDesign.of("salt " + s, towns, 8);
            for (int i = 0; i < 20; i++) {
                often[i] += other.isTreated(towns.get(i)) ? 1 : 0;
            }
        }
        // each 800 times, standard error 22: five of them
        assertThat(java.util.Arrays.stream(often).boxed()).allMatch(count -> Math.abs(count - 800) < 110);
    }

    @Test
    void whatCannotBeIsSaid() {
        ClusterSample same = sample("same", new double[] {1, 1}, new double[] {1});
        ClusterSample two = sample("two", new double[] {2, 2}, new double[] {2});
        assertThatThrownBy(() -> ClusterTest.create().compare(same, two))
                .hasMessage(
                        "the clusters do not vary: those of 'same' all have mean 1.0 and those of 'two' 2.0; there is"
                                + " no standard error to compare with");
        assertThatThrownBy(() -> ClusterTest.create().compare(same, same))
                .hasMessage("a cluster must be in one variant only, got [same0, same1] in both");
        assertThatThrownBy(() -> sample("one", new double[] {1, 2}))
                .hasMessage("variant 'one' needs at least 2 clusters, got 1; one says nothing of how clusters differ");
        assertThatThrownBy(() -> sample("nan", new double[] {1, Double.NaN}))
                .hasMessage(
                        "variant 'nan', cluster 'nan0': values must be finite, got NaN; a unit without the metric has"
                                + " 0");
        assertThatThrownBy(() -> ClusterSample.builder("x").add("c", 0, 0))
                .hasMessage("count must be at least 1, got 0");
        assertThatThrownBy(() -> ClusterTest.create().withAssignments(10))
                .hasMessage("most must be at least 100, got 10");
        assertThatThrownBy(() -> ClusterDesign.of("", List.of("a", "b"), 1)).hasMessage("the salt must not be empty");
        assertThatThrownBy(() -> ClusterDesign.of("s", List.of("a", "b"), 2))
                .hasMessageContaining("treated")
                .hasMessageContaining("one less than there are clusters");
        assertThatThrownBy(() -> ClusterDesign.of("s", List.of("a", "b", "a"), 1))
                .hasMessage("clusters must differ, got 'a' twice");
        assertThatThrownBy(() -> ClusterDesign.of("s", List.of("a", "b"), 1).isTreated("c"))
                .hasMessage("there is no cluster 'c' in the experiment 's'");
    }
}
