package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class HdbscanTest {

    /** Two half-moons, or two rings, with a twentieth of noise over the box; the last rows are the noise. */
    private static FeatureTable shapes(boolean moons, int n, long seed) {
        RandomGenerator random = RandomStreams.stream(seed, "shapes", moons ? 1 : 0);
        double[][] xy = new double[2][n];
        for (int i = 0; i < n; i++) {
            boolean first = i % 2 == 0;
            double angle = Math.PI * random.nextDouble() * (moons ? 1 : 2);
            double radius = moons || first ? 1 : 2.5;
            double x = radius * Math.cos(angle);
            double y = radius * Math.sin(angle);
            xy[0][i] = (moons && !first ? 1 - x : x) + 0.06 * Samplers.gaussian(random);
            xy[1][i] = (moons && !first ? 0.4 - y : y) + 0.06 * Samplers.gaussian(random);
            if (i >= n - n / 20) {
                xy[0][i] = -2.5 + 5 * random.nextDouble();
                xy[1][i] = -2.5 + 5 * random.nextDouble();
            }
        }
        return FeatureTable.of(List.of("x", "y"), xy[0], xy[1]);
    }

    @Test
    void moonsAndRingsAreFoundThatKMeansCutsThrough() {
        for (int seed = 0; seed < 5; seed++) {
            for (boolean moons : new boolean[] {true, false}) {
                int n = 700;
                FeatureTable table = shapes(moons, n, seed);
                HdbscanModel model = Hdbscan.of(60).withMinSamples(10).fit(table);
                assertThat(model.clusters()).isEqualTo(2);
                int shaped = n - n / 20;
                int[] truth = IntStream.range(0, shaped).map(i -> i % 2).toArray();
                int[] found = Arrays.copyOf(model.labels(), shaped);
                assertThat(ClusterAgreement.of(truth, found).adjustedRand())
                        .as("seed %d", seed)
                        .isGreaterThan(0.9);
                int[] byMeans =
                        Arrays.copyOf(KMeans.of(2).withRestarts(5).fit(table).assign(table), shaped);
                assertThat(ClusterAgreement.of(truth, byMeans).adjustedRand()).isLessThan(0.6);
                // noise is called noise, or lies where a shape is; shapes score lower as outliers
                double[] scores = model.outlierScores();
                double inside = Arrays.stream(scores, 0, shaped).average().orElseThrow();
                double outside = Arrays.stream(scores, shaped, n).average().orElseThrow();
                assertThat(outside).isGreaterThan(inside + 0.2);
            }
        }
    }

    /**
     * Core rows of scikit-learn 1.2.1: {@code i = np.arange(60); X = np.c_[(i*37%101)/10.0, (i*i*13%97)/10.0]; d =
     * DBSCAN(eps=1.5, min_samples=5).fit(X)}, {@code labels_} at {@code core_sample_indices_}, -1 elsewhere; then eps 1 and
     * min_samples 3.
     */
    @Test
    void aCutIsDbscanWithoutBorderRows() {
        double[][] points = new double[60][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {(i * 37 % 101) / 10.0, (i * i * 13 % 97) / 10.0};
        }
        FeatureTable table = HdbscanDefinitionTest.table(points);
        assertThat(Hdbscan.of(5).fit(table).cutAt(1.5))
                .containsExactly(
                        -1, 0, 1, -1, -1, -1, 2, 1, 1, 2, 1, -1, -1, 1, 3, -1, 1, 2, 1, 1, -1, -1, -1, 2, 1, 2, 1, 1,
                        -1, -1, 1, 2, -1, -1, -1, 1, -1, 1, 1, 2, 1, 3, -1, -1, -1, 1, 1, -1, -1, -1, -1, 1, 3, -1, -1,
                        -1, 1, 1, 2, 1);
        assertThat(Hdbscan.of(5).withMinSamples(3).fit(table).cutAt(1.0))
                .containsExactly(
                        -1, -1, -1, 0, -1, 1, 2, 3, 1, 2, 3, 0, -1, -1, -1, -1, -1, 2, 3, -1, -1, -1, -1, -1, 4, 2, -1,
                        -1, 5, -1, -1, 2, -1, -1, -1, -1, 2, 3, 1, 2, 3, -1, -1, -1, 6, -1, 1, 5, -1, -1, 5, 3, -1, 7,
                        -1, -1, -1, 1, 2, 3);
    }

    @Test
    void withOneSampleTheTreeIsThatOfSingleLinkage() {
        FeatureTable table = KMeansContractTest.blobs(300, 3, 4);
        for (Metric metric : Metric.values()) {
            HdbscanModel model =
                    Hdbscan.of(5).withMinSamples(1).withMetric(metric).fit(table);
            Dendrogram tree =
                    HierarchicalClustering.of(Linkage.SINGLE).withMetric(metric).fit(table);
            assertThat(model.treeLengths()).isEqualTo(tree.heights());
            assertThat(model.cutAt(9)).isEqualTo(tree.cutAt(9));
        }
    }

    /** The answer belongs to the rows, not to their order: ties come apart at once. */
    @Test
    void theOrderOfRowsDoesNotMatter() {
        RandomGenerator random = RandomStreams.stream(8, "order", 0);
        for (int round = 0; round < 50; round++) {
            int n = 60;
            double[][] points = new double[n][2];
            for (double[] point : points) {
                point[0] = random.nextInt(9);
                point[1] = random.nextInt(9);
            }
            int[] order = IntStream.range(0, n).map(i -> (i * 7 + 3) % n).toArray();
            double[][] shuffled = Arrays.stream(order).mapToObj(i -> points[i]).toArray(double[][]::new);
            Hdbscan recipe = Hdbscan.of(3).withMinSamples(3);
            HdbscanModel first = recipe.fit(HdbscanDefinitionTest.table(points));
            HdbscanModel second = recipe.fit(HdbscanDefinitionTest.table(shuffled));
            int[] labels = first.labels();
            for (int i = 0; i < n; i++) {
                assertThat(second.strengths()[i]).isEqualTo(first.strengths()[order[i]]);
                assertThat(second.outlierScores()[i]).isEqualTo(first.outlierScores()[order[i]]);
                for (int j = 0; j < i; j++) {
                    assertThat(second.labels()[i] == second.labels()[j])
                            .isEqualTo(labels[order[i]] == labels[order[j]]);
                }
            }
        }
    }

    @Test
    void epsilonKeepsTogetherWhatComesApartClosely() {
        // pairs of groups 2 apart, the pairs 50 apart
        double[] x = IntStream.range(0, 40)
                .mapToDouble(i -> 50 * (i / 20) + 2 * (i / 10 % 2) + 0.05 * (i % 10))
                .toArray();
        FeatureTable table = FeatureTable.of(List.of("x"), x);
        Hdbscan recipe = Hdbscan.of(5).withSelection(ClusterSelection.LEAF);
        assertThat(recipe.fit(table).sizes()).containsExactly(10, 10, 10, 10);
        assertThat(recipe.withEpsilon(2).fit(table).sizes()).containsExactly(20, 20);
        assertThat(recipe.withEpsilon(1000).fit(table).sizes()).containsExactly(20, 20);
        assertThat(recipe.withEpsilon(0.1).fit(table).sizes()).containsExactly(10, 10, 10, 10);
    }

    @Test
    void newPointsBelongWhereTheyLie() {
        FeatureTable table = KMeansContractTest.blobs(300, 3, 0.5);
        HdbscanModel model = Hdbscan.of(10).withMinSamples(5).fit(table);
        assertThat(model.clusters()).isEqualTo(3);
        DensityMembership middle = model.membership(10.1, 9.9, 10, 10, 10.05);
        assertThat(middle.cluster()).isEqualTo(1);
        assertThat(middle.strength()).isGreaterThan(0.8);
        DensityMembership edge = model.membership(11.3, 11.3, 11.3, 11.3, 11.3);
        assertThat(edge.cluster()).isEqualTo(1);
        assertThat(edge.strength()).isBetween(0.1, middle.strength());
        assertThat(model.membership(0, 0, 0, 0, 30)).isEqualTo(new DensityMembership(-1, 0));
        assertThat(model.predict(20, 20, 20, 20, 20)).isEqualTo(2);
        // the rows themselves, as new points, go where they are, but for a few at the rim
        int[] again = model.assign(table, Execution.sequential());
        assertThat(ClusterAgreement.of(again, model.labels()).adjustedRand()).isGreaterThan(0.95);
    }

    @Test
    void degenerateTables() {
        HdbscanModel one = Hdbscan.of(2).withMinSamples(1).fit(FeatureTable.of(List.of("x"), new double[] {4}));
        assertThat(one.labels()).containsExactly(-1);
        assertThat(one.outlierScores()).containsExactly(0);
        assertThat(one.cutAt(0)).containsExactly(0);
        assertThat(one.predict(4)).isEqualTo(-1);
        HdbscanModel equal = Hdbscan.of(3).fit(FeatureTable.of(List.of("x"), new double[20]));
        assertThat(equal.clusters()).isZero();
        assertThat(equal.outlierScores()).containsOnly(0);
        assertThat(equal.report().warnings())
                .anyMatch(w -> w.startsWith("no two parts of at least 3 rows come apart, so every row is noise"))
                .anyMatch(w -> w.startsWith("column 'x' is constant"));
        double[] twice = IntStream.range(0, 20).mapToDouble(i -> i % 2).toArray();
        HdbscanModel values = Hdbscan.of(4).fit(FeatureTable.of(List.of("x"), twice));
        assertThat(values.sizes()).containsExactly(10, 10);
        assertThat(values.strengths()).containsOnly(1);
        assertThat(values.membership(0).strength()).isEqualTo(1, within(0.0));
        assertThat(values)
                .hasToString("HdbscanModel[20 rows of [x], 2 clusters, 0 rows of noise, " + values.report() + "]");
    }

    @Test
    void badArguments() {
        Hdbscan recipe = Hdbscan.of(5);
        refused(() -> Hdbscan.of(1), "minClusterSize must be at least 2, got 1");
        refused(() -> recipe.withMinSamples(0), "minSamples must be at least 1, got 0");
        refused(() -> recipe.withEpsilon(-1), "epsilon must be a finite number of at least 0, got -1");
        FeatureTable three = FeatureTable.of(List.of("x"), new double[] {1, 2, 3});
        refused(() -> recipe.fit(three), "minSamples must be at most the number of rows (3), got 5");
        refused(
                () -> recipe.fit(FeatureTable.of(List.of("x"), new double[] {1, Double.NaN})),
                "minSamples must be at most the number of rows (2), got 5");
        refused(
                () -> recipe.withMinSamples(1).fit(FeatureTable.of(List.of("x"), new double[] {1, Double.NaN})),
                "column 'x', row 1: NaN is not allowed; impute or drop the row first");
        refused(
                () -> recipe.withMinSamples(1).fit(FeatureTable.of(List.of("x"), new double[] {-1e300, 1e300})),
                "distances are too large to be squared; scale the columns first");
        HdbscanModel model = recipe.withMinSamples(2).fit(three);
        refused(() -> model.membership(1, 2), "the point must have one value per feature (1), got 2");
        refused(() -> model.predict(Double.NaN), "feature 'x' must be finite, got NaN; impute or drop the row first");
        refused(() -> model.cutAt(-1), "distance must be a finite number of at least 0, got -1");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
