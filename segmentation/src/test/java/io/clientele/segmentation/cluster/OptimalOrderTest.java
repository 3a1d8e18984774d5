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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimalOrderTest {

    private static double length(FeatureTable table, Metric metric, int[] order) {
        double sum = 0;
        for (int i = 1; i < order.length; i++) {
            sum += metric.between(table.row(order[i - 1]), table.row(order[i]));
        }
        return sum;
    }

    /** The recursion written out in Python, {@code src/test/oracle/optimal_leaf_order.py}; no two merges have the same height. */
    @ParameterizedTest
    @CsvSource({"AVERAGE, 60.87889633571083", "WARD, 59.699581006545394"})
    void asShortAsTheRecursionSays(Linkage linkage, double expected) {
        double[][] points = new double[60][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {(i * 37 % 101) / 10.0, (i * i * 13 % 97) / 10.0};
        }
        FeatureTable table = HdbscanDefinitionTest.table(points);
        int[] order = HierarchicalClustering.of(linkage).fit(table).optimalLeafOrder(table, Execution.sequential());
        assertThat(length(table, Metric.EUCLIDEAN, order)).isEqualTo(expected, within(1e-10));
    }

    /** Every turn of every branch, on tables with ties. */
    @Test
    void noOtherTurnOfTheBranchesIsShorter() {
        RandomGenerator random = RandomStreams.stream(6, "leaf order", 0);
        for (int round = 0; round < 150; round++) {
            int n = 1 + random.nextInt(9);
            double[][] points = new double[n][2];
            for (double[] point : points) {
                point[0] = random.nextInt(7);
                point[1] = random.nextInt(7);
            }
            FeatureTable table = HdbscanDefinitionTest.table(points);
            Linkage linkage = Linkage.values()[round % 5];
            Metric metric = linkage == Linkage.WARD ? Metric.EUCLIDEAN : Metric.values()[round % 2];
            Dendrogram tree =
                    HierarchicalClustering.of(linkage).withMetric(metric).fit(table);
            int[] order = tree.optimalLeafOrder(table, Execution.sequential());
            double least = Double.POSITIVE_INFINITY;
            boolean allowed = false;
            for (int turns = 0; turns < 1 << (n - 1); turns++) {
                int[] other = turned(tree, turns);
                allowed |= Arrays.equals(other, order);
                least = Math.min(least, length(table, metric, other));
            }
            assertThat(allowed).as("no branches cross").isTrue();
            assertThat(length(table, metric, order)).isEqualTo(least, within(1e-12));
        }
    }

    private static int[] turned(Dendrogram tree, int turns) {
        int n = tree.rows();
        int[][] members = new int[2 * n - 1][];
        for (int i = 0; i < n; i++) {
            members[i] = new int[] {i};
        }
        int[][] merges = tree.merges();
        for (int m = 0; m < merges.length; m++) {
            boolean turn = (turns >> m & 1) == 1;
            members[n + m] = IntStream.concat(
                            Arrays.stream(members[merges[m][turn ? 1 : 0]]),
                            Arrays.stream(members[merges[m][turn ? 0 : 1]]))
                    .toArray();
        }
        return members[2 * n - 2];
    }

    @Test
    void badArguments() {
        FeatureTable table = FeatureTable.of(List.of("x"), new double[] {1, 2, 4});
        Dendrogram tree = HierarchicalClustering.of(Linkage.SINGLE).fit(table);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tree.optimalLeafOrder(table.slice(0, 2), Execution.sequential()))
                .withMessage("the table must have the rows that were clustered (3), got 2");
        FeatureTable many = FeatureTable.of(List.of("x"), new double[8001]);
        Dendrogram large = HierarchicalClustering.of(Linkage.SINGLE).fit(many);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> large.optimalLeafOrder(many, Execution.sequential()))
                .withMessage(
                        "rows must be at most what an optimal order can be found for; use leafOrder() (8000), got 8001");
    }
}
