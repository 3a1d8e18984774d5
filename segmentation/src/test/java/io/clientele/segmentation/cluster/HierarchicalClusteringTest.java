package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HierarchicalClusteringTest {

    /** Random points; on a small grid where {@code round} is even, so that most distances are tied and rows repeat. */
    private static FeatureTable random(int round, int n, int columns) {
        RandomGenerator random = RandomStreams.stream(1, "hierarchical", round);
        double[][] values = new double[columns][n];
        for (double[] column : values) {
            Arrays.setAll(column, i -> round % 2 == 0 ? random.nextInt(4) : random.nextDouble());
        }
        return FeatureTable.of(List.of("a", "b", "c").subList(0, columns), values);
    }

    /** Whatever the ties: at its moment, no two clusters were closer than the two merged. */
    @ParameterizedTest
    @EnumSource(Linkage.class)
    void everyMergeJoinsTheClosestPair(Linkage linkage) {
        for (int round = 0; round < 40; round++) {
            FeatureTable table = random(round, 2 + round, 1 + round % 3);
            Dendrogram tree = HierarchicalClustering.of(linkage).fit(table);
            GreedyMerging greedy = new GreedyMerging(linkage, table);
            for (int i = 0; i < table.rows() - 1; i++) {
                int[] nodes = tree.merges()[i];
                assertThat(greedy.alive(nodes[0]) && greedy.alive(nodes[1])).isTrue();
                double height = tree.heights()[i];
                assertThat(greedy.between(nodes[0], nodes[1])).isEqualTo(height, within(1e-12));
                assertThat(greedy.least()).as("merge %d of round %d", i, round).isEqualTo(height, within(1e-12));
                greedy.merge(nodes[0], nodes[1]);
            }
        }
    }

    /** More rows than a tile, so that points are moved together many times. */
    @ParameterizedTest
    @EnumSource(Linkage.class)
    void plantedGroupsAreFound(Linkage linkage) {
        FeatureTable table = KMeansContractTest.blobs(900, 4, 0.5);
        Dendrogram tree = HierarchicalClustering.of(linkage).fit(table);
        int[] expected = new int[900];
        Arrays.setAll(expected, i -> i % 4);
        assertThat(tree.cut(4)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void manyEqualRowsAndLargerTrees(Linkage linkage) {
        FeatureTable table = random(0, 600, 3); // 64 places for 600 rows
        Dendrogram tree = HierarchicalClustering.of(linkage).fit(table);
        assertThat(Arrays.stream(tree.heights()).filter(h -> h == 0)).hasSize(600 - 64);
        assertThat(Arrays.stream(tree.cutAt(0)).distinct()).hasSize(64);
        int[] labels = tree.cutAt(0);
        for (int i = 0; i < 600; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(labels[i] == labels[j]).isEqualTo(Arrays.equals(table.row(i), table.row(j)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void cutsAreNestedAndHaveTheirNumber(Linkage linkage) {
        FeatureTable table = random(1, 60, 2);
        Dendrogram tree = HierarchicalClustering.of(linkage).fit(table);
        for (int k = 1; k <= 60; k++) {
            int[] labels = tree.cut(k);
            assertThat(Arrays.stream(labels).distinct()).hasSize(k);
            assertThat(labels[0]).isZero();
            if (k > 1) {
                assertThat(ClusterAgreement.of(tree.cut(k - 1), labels).completeness())
                        .isLessThanOrEqualTo(1);
                assertThat(ClusterAgreement.of(tree.cut(k - 1), labels).homogeneity())
                        .isEqualTo(1, within(1e-12));
            }
        }
    }

    @Test
    void moreDistantCopiesScaleTheTree() {
        FeatureTable table = random(3, 80, 2);
        double[][] scaled = {
            Arrays.stream(table.column(0)).map(x -> 8 * x).toArray(),
            Arrays.stream(table.column(1)).map(x -> 8 * x).toArray()
        };
        for (Linkage linkage : Linkage.values()) {
            Dendrogram small = HierarchicalClustering.of(linkage).fit(table);
            Dendrogram large = HierarchicalClustering.of(linkage).fit(FeatureTable.of(table.names(), scaled));
            assertThat(large.merges()).isDeepEqualTo(small.merges());
            // eight is a power of two: no rounding
            assertThat(large.heights())
                    .isEqualTo(Arrays.stream(small.heights()).map(h -> 8 * h).toArray());
        }
    }

    @Test
    void leavesAreInAnOrderWithoutCrossings() {
        Dendrogram tree = HierarchicalClustering.of(Linkage.AVERAGE).fit(random(5, 70, 2));
        int[] order = tree.leafOrder();
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(java.util.stream.IntStream.range(0, 70).toArray());
        for (int k = 1; k <= 70; k++) {
            int[] labels = tree.cut(k);
            int changes = 1;
            for (int i = 1; i < 70; i++) {
                changes += labels[order[i]] != labels[order[i - 1]] ? 1 : 0;
            }
            assertThat(changes).as("each of %d clusters is one stretch", k).isEqualTo(k);
        }
    }

    @Test
    void centroidLinkageCanGoDownAndSaysSo() {
        // an equilateral triangle: the third corner is closer to the middle of a side than the side is long
        FeatureTable triangle = FeatureTable.of(
                List.of("x", "y"), new double[] {0, 1, 0.5, 9}, new double[] {0, 0, Math.sqrt(3) / 2, 9});
        Dendrogram tree = HierarchicalClustering.of(Linkage.CENTROID).fit(triangle);
        assertThat(tree.heights()[0]).isEqualTo(1, within(1e-15));
        assertThat(tree.heights()[1]).isEqualTo(Math.sqrt(3) / 2, within(1e-15));
        assertThat(tree.report().warnings())
                .containsExactly("1 merges are lower than the one before them, as can happen with CENTROID linkage;"
                        + " cut by number of clusters rather than by height");
        assertThat(tree.cutAt(0.9)).as("the merge at 0.87 holds one at 1").containsExactly(0, 1, 2, 3);
        assertThat(tree.cutAt(1)).containsExactly(0, 0, 0, 1);
    }

    @Test
    void oneRowAndTwoRows() {
        FeatureTable one = FeatureTable.of(List.of("x"), new double[] {4});
        FeatureTable two = FeatureTable.of(List.of("x"), new double[] {4, 7});
        for (Linkage linkage : Linkage.values()) {
            Dendrogram alone = HierarchicalClustering.of(linkage).fit(one);
            assertThat(alone.heights()).isEmpty();
            assertThat(alone.cut(1)).containsExactly(0);
            assertThat(alone.leafOrder()).containsExactly(0);
            assertThat(alone.copheneticCorrelation(one, Execution.sequential())).isNaN();
            Dendrogram pair = HierarchicalClustering.of(linkage).fit(two);
            assertThat(pair.heights()).containsExactly(3);
            assertThat(pair.merges()).isDeepEqualTo(new int[][] {{0, 1}});
        }
    }

    @Test
    void copheneticCorrelationByItsDefinition() {
        FeatureTable table = random(7, 300, 2);
        Dendrogram tree = HierarchicalClustering.of(Linkage.AVERAGE).fit(table);
        int[] node = new int[300];
        Arrays.setAll(node, i -> i);
        double[][] together = new double[300][300];
        for (int m = 0; m < 299; m++) {
            int[] pair = tree.merges()[m];
            for (int i = 0; i < 300; i++) {
                for (int j = 0; j < 300; j++) {
                    if (node[i] == pair[0] && node[j] == pair[1]) {
                        together[i][j] = tree.heights()[m];
                        together[j][i] = tree.heights()[m];
                    }
                }
            }
            for (int i = 0; i < 300; i++) {
                node[i] = node[i] == pair[0] || node[i] == pair[1] ? 300 + m : node[i];
            }
        }
        double[] sums = new double[6];
        for (int i = 0; i < 300; i++) {
            for (int j = 0; j < i; j++) {
                double h = together[i][j];
                double d = Math.hypot(table.get(i, 0) - table.get(j, 0), table.get(i, 1) - table.get(j, 1));
                sums[0]++;
                sums[1] += h;
                sums[2] += d;
                sums[3] += h * h;
                sums[4] += d * d;
                sums[5] += h * d;
            }
        }
        double n = sums[0];
        double expected = (sums[5] - sums[1] * sums[2] / n)
                / Math.sqrt((sums[3] - sums[1] * sums[1] / n) * (sums[4] - sums[2] * sums[2] / n));
        assertThat(tree.copheneticCorrelation(table, Execution.sequential())).isEqualTo(expected, within(1e-11));
    }

    @Test
    void warnsOfUnequalScales() {
        FeatureTable table = FeatureTable.of(List.of("x", "flat"), new double[] {1, 2, 9}, new double[] {3, 3, 3});
        assertThat(HierarchicalClustering.of(Linkage.WARD).fit(table).report().warnings())
                .containsExactly("column 'flat' is constant and tells nothing; drop it");
    }

    @Test
    void badArguments() {
        HierarchicalClustering average = HierarchicalClustering.of(Linkage.AVERAGE);
        FeatureTable table = random(1, 5, 1);
        refused(
                () -> HierarchicalClustering.of(Linkage.WARD).withMetric(Metric.MANHATTAN),
                "metric must be EUCLIDEAN for WARD linkage, got MANHATTAN; choose another linkage, such as AVERAGE");
        refused(() -> average.withMemoryLimit(0), "memory limit must be at least 1, got 0");
        refused(
                () -> average.withMemoryLimit(79).fit(table),
                "AVERAGE linkage of 5 rows holds 80 bytes of distances, more than the limit of 79; use WARD or SINGLE"
                        + " linkage, which hold none, or fewer rows");
        refused(() -> average.fit(table).cut(0), "clusters must be at least 1, got 0");
        refused(() -> average.fit(table).cut(6), "clusters must be at most the number of rows (5), got 6");
        refused(() -> average.fit(table).cutAt(Double.NaN), "height must be a number, got NaN");
        refused(
                () -> average.fit(table).copheneticCorrelation(random(1, 4, 1), Execution.sequential()),
                "the table must have the rows that were clustered (5), got 4");
        FeatureTable huge = FeatureTable.of(List.of("x"), new double[] {-1e308, 1e308, 0});
        for (Linkage linkage : new Linkage[] {Linkage.WARD, Linkage.SINGLE, Linkage.CENTROID}) {
            refused(
                    () -> HierarchicalClustering.of(linkage).fit(huge),
                    "distances are too large to be squared; scale the columns first");
        }
        refused(
                () -> HierarchicalClustering.of(Linkage.COMPLETE).fit(huge),
                "distances are too large to be added; scale the columns first");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
