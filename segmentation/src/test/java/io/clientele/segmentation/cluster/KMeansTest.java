package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KMeansTest {

    private static FeatureTable line(double... values) {
        return FeatureTable.of(List.of("x"), values);
    }

    @Test
    void plantedGroupsAreFound() {
        FeatureTable table = KMeansContractTest.blobs(600, 4, 0.5);
        int[] labels = KMeans.of(4).withRestarts(3).fit(table).assign(table);
        for (int i = 0; i < labels.length; i++) {
            assertThat(labels[i]).isEqualTo(labels[i % 4]);
        }
        assertThat(Arrays.stream(labels).distinct()).hasSize(4);
    }

    @Test
    void inertiaNeverRises() {
        FeatureTable table = KMeansContractTest.blobs(3000, 7, 6);
        double[][] start = new double[6][];
        Arrays.setAll(start, table::row);
        double before = Double.MAX_VALUE;
        for (int iterations = 1; iterations < 30; iterations++) {
            double inertia = KMeans.of(6)
                    .withStartCenters(start)
                    .withMaxIterations(iterations)
                    .fit(table)
                    .inertia();
            assertThat(inertia).isLessThanOrEqualTo(before * (1 + 1e-12)); // rounding of the sum
            before = inertia;
        }
    }

    @Test
    void tiesGoToTheLowerNumber() {
        KMeansModel model =
                KMeans.of(2).withStartCenters(new double[][] {{0}, {2}}).fit(line(0, 0, 2, 2));
        assertThat(model.predict(1)).isZero();
        assertThat(model.assign(line(1, 3))).containsExactly(0, 1);
        assertThat(model.distance(5)).isEqualTo(3, within(1e-15));
    }

    @Test
    void anEmptyClusterTakesTheFarthestRowOrStays() {
        FeatureTable table = line(0, 1, 2, 30);
        KMeans recipe = KMeans.of(2).withStartCenters(new double[][] {{1}, {1000}});
        KMeansModel moved = recipe.fit(table);
        assertThat(moved.sizes()).containsExactly(3, 1);
        assertThat(moved.report().warnings())
                .contains("1 times a cluster lost all its rows and was moved to the farthest row");
        KMeansModel kept = recipe.withEmptyClusters(EmptyClusters.KEEP).fit(table);
        assertThat(kept.sizes()).containsExactly(4, 0);
        assertThat(kept.report().warnings()).contains("1 of 2 clusters are empty; choose a smaller k");
    }

    @Test
    void fewerDistinctRowsThanClusters() {
        KMeansModel model = KMeans.of(3).fit(line(1, 1, 5, 5, 5));
        assertThat(model.k()).isEqualTo(2);
        assertThat(model.inertia()).isZero();
        assertThat(model.report().warnings())
                .contains("only 2 distinct rows for k = 3; the model has that many clusters");
    }

    @Test
    void oneRowAndColumnsThatTellNothing() {
        assertThat(KMeans.of(1).fit(line(4)).centers()[0]).containsExactly(4);
        FeatureTable table = FeatureTable.of(List.of("x", "flat"), new double[] {1, 2, 9}, new double[] {3, 3, 3});
        assertThat(KMeans.of(2).fit(table).report().warnings())
                .contains("column 'flat' is constant and tells nothing; drop it");
    }

    @Test
    void aColumnThatDwarfsAnotherIsNamed() {
        FeatureTable table =
                FeatureTable.of(List.of("orders", "spend"), new double[] {1, 2, 3}, new double[] {0, 5000, 9000});
        assertThat(KMeans.of(2).fit(table).report().warnings())
                .containsExactly("column 'spend' varies over 1000 times as much as column 'orders' and decides alone;"
                        + " standardise the columns first");
    }

    @Test
    void shiftingColumnsShiftsCentres() {
        FeatureTable table = KMeansContractTest.blobs(500, 3, 4);
        double[][] start = {table.row(0), table.row(1), table.row(2)};
        double[][] shifted = new double[5][];
        double[][] shiftedStart = new double[3][];
        for (int j = 0; j < 5; j++) {
            shifted[j] = Arrays.stream(table.column(j)).map(x -> x + 1000).toArray();
        }
        for (int c = 0; c < 3; c++) {
            shiftedStart[c] = Arrays.stream(start[c]).map(x -> x + 1000).toArray();
        }
        double[][] centers = KMeans.of(3).withStartCenters(start).fit(table).centers();
        double[][] moved = KMeans.of(3)
                .withStartCenters(shiftedStart)
                .fit(FeatureTable.of(table.names(), shifted))
                .centers();
        for (int c = 0; c < 3; c++) {
            for (int j = 0; j < 5; j++) {
                assertThat(moved[c][j]).isEqualTo(centers[c][j] + 1000, within(1e-9));
            }
        }
    }

    @Test
    void badArguments() {
        refused(() -> KMeans.of(0), "k must be at least 1, got 0");
        refused(() -> KMeans.of(5).fit(line(1, 2)), "k must be at most the number of rows (2), got 5");
        refused(() -> KMeans.of(2).withRestarts(0), "restarts must be at least 1, got 0");
        refused(() -> KMeans.of(2).withMaxIterations(0), "maxIterations must be at least 1, got 0");
        refused(
                () -> KMeans.of(2).withStartCenters(new double[1][1]),
                "start centers must have one row per cluster (2), got 1");
        refused(() -> KMeans.of(1).fit(line(4)).predict(1, 2), "the point must have one value per feature (1), got 2");
        refused(
                () -> KMeans.of(1).fit(line(4)).predict(Double.NaN),
                "feature 'x' must be finite, got NaN; impute or drop the row first");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
