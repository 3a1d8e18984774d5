package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.simulation.PlantedSegments;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BirchTest {

    @Test
    void withRoomForEveryRowTheTreeIsWards() {
        FeatureTable table =
                PlantedSegments.of(4).withRows(600).withSeed(5).draw().rows();
        BirchModel model = Birch.create().fit(table);
        Dendrogram tree = HierarchicalClustering.of(Linkage.WARD).fit(table);
        assertThat(model.entries()).isEqualTo(600);
        assertThat(model.variance()).isZero();
        assertThat(model.tree()).isEqualTo(tree);
        assertThat(model.cut(7)).isEqualTo(tree.cut(7));
    }

    @Test
    void equalRowsAreOneSummaryAndTheTreeIsStillWards() {
        double[] x = IntStream.range(0, 900).mapToDouble(i -> i * i % 31).toArray();
        double[] y = IntStream.range(0, 900).mapToDouble(i -> i * 7 % 5).toArray();
        FeatureTable table = FeatureTable.of(List.of("x", "y"), x, y);
        BirchModel model = Birch.create().fit(table);
        double[] heights = HierarchicalClustering.of(Linkage.WARD).fit(table).heights();
        int merges = model.entries() - 1;
        assertThat(model.entries()).isLessThan(100);
        assertThat(Arrays.stream(model.sizes()).sum()).isEqualTo(900);
        // ties: several trees are right, but the sum of squares at the top is the table's in all
        double[] own = model.tree().heights();
        assertThat(Arrays.stream(own).map(h -> h * h).sum())
                .isEqualTo(Arrays.stream(heights).map(h -> h * h).sum(), within(1e-7));
        assertThat(heights[heights.length - merges - 1]).isZero();
    }

    /** Means, sizes and the total of squares are kept whatever was summed up; the limit on the variance holds. */
    @Test
    void summariesAddUp() {
        FeatureTable table = KMeansContractTest.blobs(20_000, 4, 3);
        BirchModel model = Birch.create().withMaxEntries(300).fit(table);
        assertThat(model.entries()).isBetween(50, 300);
        assertThat(Arrays.stream(model.sizes()).sum()).isEqualTo(20_000);
        int[] ofRow = model.entryOfRow();
        double[][] sums = new double[model.entries()][5];
        for (int i = 0; i < ofRow.length; i++) {
            for (int j = 0; j < 5; j++) {
                sums[ofRow[i]][j] += table.get(i, j);
            }
        }
        double[] squares = new double[model.entries()];
        double[][] centers = model.centers();
        for (int e = 0; e < sums.length; e++) {
            for (int j = 0; j < 5; j++) {
                assertThat(centers[e][j]).isEqualTo(sums[e][j] / model.sizes()[e], within(1e-9));
            }
        }
        for (int i = 0; i < ofRow.length; i++) {
            for (int j = 0; j < 5; j++) {
                double gap = table.get(i, j) - centers[ofRow[i]][j];
                squares[ofRow[i]] += gap * gap;
            }
        }
        for (int e = 0; e < squares.length; e++) {
            assertThat(squares[e] / model.sizes()[e]).isLessThanOrEqualTo(model.variance() * (1 + 1e-9));
        }
    }

    /** Ten rows to a summary lose nothing where clusters are 7 standard deviations apart. */
    @Test
    void theCutIsThatOfThePlainTree() {
        for (int seed = 0; seed < 5; seed++) {
            FeatureTable rows = PlantedSegments.of(6)
                    .withRows(4000)
                    .withColumns(4)
                    .withSeparation(7)
                    .withSeed(seed)
                    .draw()
                    .rows();
            BirchModel model = Birch.create().withMaxEntries(400).fit(rows);
            int[] plain = HierarchicalClustering.of(Linkage.WARD).fit(rows).cut(6);
            assertThat(ClusterAgreement.of(model.cut(6), plain).adjustedRand()).isGreaterThan(0.99);
            int[] assigned = model.assign(rows, 6, Execution.sequential());
            assertThat(ClusterAgreement.of(assigned, plain).adjustedRand()).isGreaterThan(0.99);
        }
    }

    /** At 5 standard deviations, where Ward's cuts are not those that were planted either; by {@code -Dclientele.full=true}. */
    @Test
    void theCutIsNearlyThatOfThePlainTreeWhereClustersTouch() {
        assumeTrue(Boolean.getBoolean("clientele.full"), "takes half a minute");
        for (int seed = 0; seed < 5; seed++) {
            FeatureTable rows = PlantedSegments.of(6)
                    .withRows(20_000)
                    .withColumns(4)
                    .withSeed(seed)
                    .draw()
                    .rows();
            BirchModel model = Birch.create().fit(rows);
            int[] plain = HierarchicalClustering.of(Linkage.WARD).fit(rows).cut(6);
            double same = ClusterAgreement.of(model.cut(6), plain).adjustedRand();
            System.out.printf("seed %d: %d summaries, adjusted Rand index %.4f%n", seed, model.entries(), same);
            assertThat(same).as("seed %d", seed).isGreaterThan(0.95);
        }
    }

    @Test
    void degenerateTables() {
        BirchModel one = Birch.create().fit(FeatureTable.of(List.of("x"), new double[] {4}));
        assertThat(one.cut(1)).containsExactly(0);
        BirchModel equal = Birch.create().fit(FeatureTable.of(List.of("x"), new double[500]));
        assertThat(equal.entries()).isEqualTo(1);
        assertThat(equal.report().warnings()).containsExactly("column 'x' is constant and tells nothing; drop it");
        double[] far = IntStream.range(0, 1000).mapToDouble(i -> 1e9 + i % 500).toArray();
        BirchModel shifted = Birch.create().withMaxEntries(20).fit(FeatureTable.of(List.of("x"), far));
        assertThat(shifted.entries()).isBetween(3, 20);
        assertThat(shifted)
                .hasToString("BirchModel[1000 rows of [x] in " + shifted.entries() + " summaries, " + shifted.report()
                        + "]");
    }

    @Test
    void badArguments() {
        refused(() -> Birch.create().withMaxEntries(1), "maxEntries must be at least 2, got 1");
        FeatureTable table = FeatureTable.of(List.of("x"), new double[] {1, 2, 3});
        BirchModel model = Birch.create().fit(table);
        refused(() -> model.cut(0), "clusters must be at least 1, got 0");
        refused(() -> model.cut(4), "clusters must be at most the number of summaries (3), got 4");
        refused(
                () -> Birch.create().fit(FeatureTable.of(List.of("x"), new double[] {1, Double.NaN})),
                "column 'x', row 1: NaN is not allowed; impute or drop the row first");
        refused(
                () -> Birch.create().fit(FeatureTable.of(List.of("x"), new double[] {-1e300, 1e300})),
                "column 'x' runs from -1.0E300 to 1.0E300: squared distances are too large for a double; scale it down"
                        + " first");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
