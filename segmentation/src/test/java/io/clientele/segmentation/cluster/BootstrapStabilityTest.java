package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BootstrapStabilityTest {

    @Test
    void similaritiesAreThoseOfSets() {
        RandomGenerator random = RandomStreams.stream(3, "jaccard", 0);
        for (int round = 0; round < 200; round++) {
            int n = 4 + random.nextInt(30);
            int[] labels = IntStream.range(0, n).map(i -> random.nextInt(4)).toArray();
            LabelCodes found = LabelCodes.of("labels", labels);
            int[] rows = BootstrapStability.rows(n, 1, random);
            int[] second =
                    Arrays.stream(rows).map(row -> 10 - random.nextInt(3)).toArray();
            double[] most = BootstrapStability.mostSimilar(found, rows, LabelCodes.of("labels", second));
            for (int c = 0; c < found.clusters(); c++) {
                double best = 0;
                for (int label = 8; label <= 10; label++) {
                    Set<Integer> a = new HashSet<>();
                    Set<Integer> b = new HashSet<>();
                    for (int i = 0; i < rows.length; i++) {
                        if (labels[rows[i]] == found.values()[c]) {
                            a.add(rows[i]);
                        }
                        if (second[i] == label) {
                            b.add(rows[i]);
                        }
                    }
                    Set<Integer> both = new HashSet<>(a);
                    both.retainAll(b);
                    Set<Integer> either = new HashSet<>(a);
                    either.addAll(b);
                    best = Math.max(best, either.isEmpty() ? 0 : both.size() / (double) either.size());
                }
                assertThat(most[c]).isEqualTo(best);
            }
        }
    }

    @Test
    void aDrawHasDistinctRowsInOrderAndTheShareOfABootstrap() {
        double share = 0;
        for (int draw = 0; draw < 200; draw++) {
            int[] rows = BootstrapStability.rows(1000, 5, RandomStreams.stream(1, "draw", draw));
            for (int i = 1; i < rows.length; i++) {
                assertThat(rows[i]).isGreaterThan(rows[i - 1]);
            }
            share += rows.length / 200_000.0;
        }
        // 1 - (1 - 1/n)^n; the standard error of the mean is 0.0007
        assertThat(share).isEqualTo(1 - Math.pow(0.999, 1000), within(0.003));
        assertThat(BootstrapStability.rows(3, 3, RandomStreams.stream(1, "draw", 0)))
                .containsExactly(0, 1, 2);
    }

    @Test
    void clearClustersAreFoundAgainByEveryRecipe() {
        FeatureTable table = KMeansContractTest.blobs(90, 3, 0.5);
        for (BootstrapStability recipe : List.of(
                BootstrapStability.of(KMeans.of(3).withRestarts(5)),
                BootstrapStability.of(GaussianMixture.of(3)
                        .withShape(CovarianceShape.SPHERICAL)
                        .withRestarts(3)),
                BootstrapStability.of(HierarchicalClustering.of(Linkage.AVERAGE), 3))) {
            ClusterStability stability = recipe.withDraws(10).fit(table);
            assertThat(stability.clusters()).isEqualTo(3);
            assertThat(stability.draws()).isEqualTo(10);
            assertThat(stability.sizes()).containsExactly(30, 30, 30);
            for (int c = 0; c < 3; c++) {
                assertThat(stability.meanJaccard(c)).isEqualTo(1);
                assertThat(stability.recovered(c)).isEqualTo(1);
                assertThat(stability.dissolved(c)).isZero();
                assertThat(stability.stable(c)).isTrue();
            }
            assertThat(ClusterAgreement.of(
                                    stability.labels(),
                                    IntStream.range(0, 90).map(i -> i % 3).toArray())
                            .adjustedRand())
                    .isEqualTo(1);
        }
    }

    /** Two round balls cut into three: the ball that stays whole is found again, unlike the halves of the other. */
    @Test
    void halvesOfABallDissolve() {
        int n = 400;
        double[][] columns = new double[4][n];
        RandomGenerator random = RandomStreams.stream(5, "halves", 0);
        for (int i = 0; i < n; i++) {
            for (double[] column : columns) {
                column[i] = (i % 2) * 30 + Samplers.gaussian(random);
            }
        }
        FeatureTable table = FeatureTable.of(List.of("a", "b", "c", "d"), columns);
        ClusterStability stability =
                BootstrapStability.of(KMeans.of(3).withRestarts(5)).fit(table);
        int stable = 0;
        for (int c = 0; c < 3; c++) {
            stable += stability.stable(c) ? 1 : 0;
        }
        assertThat(stable).isLessThanOrEqualTo(1);
        assertThat(stability.stable(stability.weakest())).isFalse();
    }

    /** A row far from all others is a cluster whenever it is drawn: with probability 1 - (1 - 1/n)^n, nearly 0.63. */
    @Test
    void aClusterOfOneRowIsLostWhenTheRowIsNotDrawn() {
        double[] x =
                IntStream.range(0, 41).mapToDouble(i -> i == 40 ? 1000 : i % 7).toArray();
        ClusterStability stability = BootstrapStability.of(HierarchicalClustering.of(Linkage.SINGLE), 2)
                .withDraws(400)
                .fit(FeatureTable.of(List.of("x"), x));
        // standard error 0.024
        assertThat(stability.meanJaccard(1)).isEqualTo(1 - Math.pow(40 / 41.0, 41), within(0.1));
        assertThat(stability.recovered(1) + stability.dissolved(1)).isEqualTo(1, within(1e-12));
        assertThat(stability.recovered(1)).isEqualTo(stability.meanJaccard(1));
    }

    @Test
    void thresholdsAreInclusive() {
        LabelCodes found = LabelCodes.of("labels", new int[] {7, 7, 9, 9});
        ClusterStability stability =
                new ClusterStability(found, new double[][] {{0.5, 0.75}, {0.75, 0.75}, {0.25, 0.75}, {0.5, 0.75}});
        assertThat(stability.meanJaccard(0)).isEqualTo(0.5);
        assertThat(stability.dissolved(0)).isEqualTo(0.75);
        assertThat(stability.recovered(0)).isEqualTo(0.25);
        assertThat(stability.recovered(1)).isEqualTo(1);
        assertThat(stability.stable(1)).isTrue();
        assertThat(stability.weakest()).isZero();
        assertThat(stability.jaccard(0, 2)).isEqualTo(0.25);
        assertThat(stability.labels()).containsExactly(0, 0, 1, 1);
        assertThat(stability).hasToString("ClusterStability[4 draws, mean Jaccard 0.5, 0.75]");
        refused(() -> stability.meanJaccard(2), "cluster must be from 0 to 1, got 2");
        refused(() -> stability.dissolved(-1), "cluster must be from 0 to 1, got -1");
        refused(() -> stability.recovered(2), "cluster must be from 0 to 1, got 2");
        refused(() -> stability.jaccard(0, 4), "draw must be from 0 to 3, got 4");
    }

    @Test
    void edges() {
        FeatureTable equal = FeatureTable.of(List.of("x"), new double[] {2, 2, 2, 2, 2, 2});
        ClusterStability one = BootstrapStability.of(KMeans.of(3)).withDraws(3).fit(equal);
        assertThat(one.clusters()).as("all customers equal").isEqualTo(1);
        assertThat(one.meanJaccard(0)).isEqualTo(1);
    }

    @Test
    void badArguments() {
        FeatureTable table = FeatureTable.of(List.of("x"), new double[] {1, 2, 5, 6, 9});
        KMeans three = KMeans.of(3);
        HierarchicalClustering ward = HierarchicalClustering.of(Linkage.WARD);
        refused(() -> BootstrapStability.of(three).withDraws(1), "draws must be at least 2, got 1");
        refused(() -> BootstrapStability.of(ward, 0), "clusters must be at least 1, got 0");
        refused(
                () -> BootstrapStability.of(three).fit(table, Execution.sequential()),
                "the table must have at least 2 rows for each of the 3 clusters, got 5; ask for fewer clusters");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
