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
    void allClustersButOneStartEmpty() {
        FeatureTable table = line(0, 1, 2, 10, 11, 12, 30, 31, 32);
        KMeans recipe = KMeans.of(4).withStartCenters(new double[][] {{5}, {1e6}, {1e6}, {-1e6}});
        KMeansModel model = recipe.fit(table);
        assertThat(model.sizes()).doesNotContain(0);
        assertThat(model.report().converged()).isTrue();
        assertThat(model.report().warnings()).anyMatch(w -> w.contains("times a cluster lost all its rows"));
        // more clusters than distinct rows: the rest stays empty, and says so
        KMeansModel few = recipe.fit(line(3, 3, 3, 4, 4));
        assertThat(few.sizes()).containsExactlyInAnyOrder(3, 2, 0, 0);
        assertThat(few.report().warnings()).contains("2 of 4 clusters are empty; choose a smaller k");
    }

    @Test
    void aClusterThatJustMovedGoesOnUnderALooseTolerance() {
        // the middle cluster holds 4 and 16 at first, and loses both when its neighbours have moved to 3 and 17
        double[] values = new double[202];
        Arrays.setAll(values, i -> i < 100 ? 3 : i < 200 ? 17 : i == 200 ? 4 : 16);
        KMeans recipe =
                KMeans.of(3).withStartCenters(new double[][] {{-3}, {10}, {23}}).withTolerance(1);
        KMeansModel model = recipe.fit(line(values));
        assertThat(model.report().iterations()).isEqualTo(3);
        assertThat(model.sizes()).containsExactly(100, 1, 101);
        assertThat(model.centers()[1]).containsExactly(4);
    }

    @Test
    void changeIsTheLastImprovementAlsoWhenItStopsEarly() {
        FeatureTable table = KMeansContractTest.blobs(2_000, 5, 6);
        double[][] start = new double[5][];
        Arrays.setAll(start, table::row);
        KMeans recipe = KMeans.of(5).withStartCenters(start);
        KMeansModel one = recipe.withMaxIterations(1).fit(table);
        KMeansModel two = recipe.withMaxIterations(2).fit(table);
        assertThat(one.report().converged()).isFalse();
        assertThat(one.report().change()).isBetween(0.0, 1.0);
        assertThat(two.report().change()).isEqualTo((one.inertia() - two.inertia()) / one.inertia(), within(1e-12));
    }

    @Test
    void valuesWhoseSquaresADoubleCannotHold() {
        refused(
                () -> KMeans.of(2).fit(line(0, 1, 1e200)),
                "column 'x' runs from 0.0 to 1.0E200: squared distances are too large for a double; scale it down"
                        + " first");
        refused(
                () -> KMeans.of(2).fit(line(0, 1e-200, 3e-200)),
                "column 'x' runs from 0.0 to 3.0E-200: squared distances are too small for a double; scale it up first");
        refused(
                () -> KMeans.of(1).withStartCenters(new double[][] {{-1e180}}).fit(line(0, 1)),
                "column 'x' runs from -1.0E180 to 1.0: squared distances are too large for a double; scale it down"
                        + " first");
        KMeansModel model = KMeans.of(2).fit(line(0, 1e150, 3e-200));
        assertThat(model.sizes()).containsExactlyInAnyOrder(2, 1);
        refused(() -> model.predict(1e300), "the point is too far from every center for a double; is its scale right?");
        refused(
                () -> model.assign(line(1, -1e300)),
                "row 1 is too far from every center for a double; is its scale right?");
        FeatureTable beside =
                FeatureTable.of(List.of("x", "tiny"), new double[] {1, 2, 9}, new double[] {1e-200, 2e-200, 4e-200});
        assertThat(KMeans.of(2).fit(beside).report().warnings()).hasSize(1);
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
