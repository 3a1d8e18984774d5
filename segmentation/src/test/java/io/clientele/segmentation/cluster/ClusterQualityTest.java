package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.TestPool;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterQualityTest {

    @ParameterizedTest
    @ValueSource(strings = {"segmentation/kmeans-wholesale", "segmentation/kmeans-online-retail-rfm"})
    void agreesWithTheReference(String name) {
        Golden golden = Golden.load(name);
        List<String> columns = golden.at("settings", "columns").texts();
        CsvTable input = golden.input();
        FeatureTable table =
                FeatureTable.of(columns, columns.stream().map(input::numbers).toArray(double[][]::new));
        for (String k : golden.at("expected").names()) {
            Golden expected = golden.at("expected", k);
            int[] labels = expected.at("labels").wholes();
            ClusterQuality quality = ClusterQuality.of(table, labels);
            expected.at("davies_bouldin").matches(quality.daviesBouldin(), 1e-10, 1e-12);
            expected.at("calinski_harabasz").matches(quality.calinskiHarabasz(), 1e-10, 1e-12);
            expected.at("inertia").matches(quality.withinSum(), 1e-10, 1e-12);
            Silhouette silhouette = Silhouette.euclidean(table, labels, Execution.sequential());
            expected.at("silhouette").matches(silhouette.mean(), 1e-10, 1e-12);
            expected.at("silhouette_by_cluster").matches(silhouette.byCluster(), 1e-10, 1e-12);
            expected.at("silhouette_first_10").matches(Arrays.copyOf(silhouette.values(), 10), 1e-10, 1e-12);
        }
    }

    @Test
    void silhouettesAgreeWithThePlainDefinition() {
        FeatureTable table = KMeansContractTest.blobs(300, 4, 6);
        int[] labels = new int[300];
        Arrays.setAll(labels, i -> i == 7 ? -5 : 10 * (i % 4));
        double[] plain =
                Silhouette.euclidean(table, labels, Execution.sequential()).values();
        double[] squared = Silhouette.squaredEuclidean(table, labels, Execution.sequential())
                .values();
        for (int i = 0; i < labels.length; i++) {
            assertThat(plain[i]).isEqualTo(definition(table, labels, i, false), within(1e-12));
            assertThat(squared[i]).isEqualTo(definition(table, labels, i, true), within(1e-12));
        }
        assertThat(plain[7]).as("alone in its cluster").isZero();
    }

    private static double definition(FeatureTable table, int[] labels, int row, boolean square) {
        double a = 0;
        double b = Double.MAX_VALUE;
        for (int label : Arrays.stream(labels).distinct().toArray()) {
            double sum = 0;
            int n = 0;
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == label && i != row) {
                    double s = Distances.squared(table.row(row), table.row(i));
                    sum += square ? s : Math.sqrt(s);
                    n++;
                }
            }
            if (label != labels[row]) {
                b = Math.min(b, sum / n);
            } else if (n == 0) {
                return 0;
            } else {
                a = sum / n;
            }
        }
        return (b - a) / Math.max(a, b);
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        FeatureTable table = KMeansContractTest.blobs(3000, 3, 4);
        int[] labels = new int[3000];
        Arrays.setAll(labels, i -> i % 3);
        double[] plain =
                Silhouette.euclidean(table, labels, Execution.sequential()).values();
        double[] squared = Silhouette.squaredEuclidean(table, labels, Execution.sequential())
                .values();
        String quality = ClusterQuality.of(table, labels).toString();
        for (int threads : new int[] {2, 3, 7}) {
            try (TestPool pool = new TestPool(threads)) {
                Execution execution = Execution.on(pool, threads);
                assertThat(Silhouette.euclidean(table, labels, execution).values())
                        .isEqualTo(plain);
                assertThat(Silhouette.squaredEuclidean(table, labels, execution).values())
                        .isEqualTo(squared);
                assertThat(ClusterQuality.of(table, labels, execution)).hasToString(quality);
            }
        }
    }

    @Test
    void sumsOfSquaresAddUpAndShiftsChangeNothing() {
        FeatureTable table = KMeansContractTest.blobs(500, 3, 4);
        int[] labels = new int[500];
        Arrays.setAll(labels, i -> i % 3);
        double[][] far = new double[table.columns()][];
        Arrays.setAll(far, j -> Arrays.stream(table.column(j)).map(x -> x + 1e6).toArray());
        ClusterQuality here = ClusterQuality.of(table, labels);
        ClusterQuality there = ClusterQuality.of(FeatureTable.of(table.names(), far), labels);
        double total = 0;
        for (int j = 0; j < table.columns(); j++) {
            double mean = Arrays.stream(table.column(j)).average().orElseThrow();
            total += Arrays.stream(table.column(j))
                    .map(x -> (x - mean) * (x - mean))
                    .sum();
        }
        assertThat(here.withinSum() + here.betweenSum()).isEqualTo(total, within(1e-9 * total));
        // adding 1e6 rounds the data themselves by 1e-10
        assertThat(there.calinskiHarabasz()).isEqualTo(here.calinskiHarabasz(), within(1e-6));
        assertThat(there.daviesBouldin()).isEqualTo(here.daviesBouldin(), within(1e-8));
    }

    @Test
    void clustersWithoutSpreadOrWithTheSameCentre() {
        FeatureTable points = FeatureTable.of(List.of("x"), new double[] {1, 1, 5, 5});
        ClusterQuality tight = ClusterQuality.of(points, new int[] {0, 0, 1, 1});
        assertThat(tight.calinskiHarabasz()).isInfinite();
        assertThat(tight.daviesBouldin()).isZero();
        assertThat(Silhouette.euclidean(points, new int[] {0, 0, 1, 1}, Execution.sequential())
                        .values())
                .containsOnly(1);
        ClusterQuality mixed = ClusterQuality.of(points, new int[] {0, 1, 0, 1});
        assertThat(mixed.daviesBouldin()).isInfinite();
        assertThat(mixed.calinskiHarabasz()).isZero();
        FeatureTable equal = FeatureTable.of(List.of("x"), new double[] {3, 3, 3});
        assertThat(Silhouette.euclidean(equal, new int[] {0, 0, 1}, Execution.sequential())
                        .values())
                .containsOnly(0);
    }

    @Test
    void badArguments() {
        FeatureTable table = FeatureTable.of(List.of("x"), new double[] {1, 2, 3});
        refused(() -> ClusterQuality.of(table, new int[2]), "labels must have one label per row (3), got 2");
        refused(
                () -> ClusterQuality.of(table, new int[3]),
                "labels must name at least 2 clusters and fewer than rows (3), got 1; there is nothing to compare");
        refused(
                () -> Silhouette.euclidean(table, new int[] {1, 2, 3}, Execution.sequential()),
                "labels must name at least 2 clusters and fewer than rows (3), got 3; there is nothing to compare");
        refused(
                () -> ClusterQuality.of(FeatureTable.of(List.of("x"), new double[] {1, 2, Double.NaN}), new int[3]),
                "column 'x', row 2: NaN is not allowed; impute or drop the row first");
        refused(
                () -> ClusterQuality.of(FeatureTable.of(List.of("x"), new double[0]), new int[0]),
                "the table has no rows; at least one is needed");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
