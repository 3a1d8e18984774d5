package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any data: whole and fractional values, duplicates, few and many rows, all seeded. */
class KMeansPropertyTest {

    private static FeatureTable any(long seed) {
        RandomGenerator random = RandomStreams.stream(seed, "any table", 0);
        int rows = 1 + random.nextInt(random.nextBoolean() ? 30 : 3_000);
        int columns = 1 + random.nextInt(9);
        boolean whole = random.nextBoolean(); // then there are duplicates and ties
        double[][] x = new double[columns][rows];
        String[] names = new String[columns];
        for (int j = 0; j < columns; j++) {
            names[j] = "x" + j;
            for (int i = 0; i < rows; i++) {
                x[j][i] = whole ? random.nextInt(4) : 3 * Samplers.gaussian(random) + random.nextInt(3) * 5;
            }
        }
        return FeatureTable.of(Arrays.asList(names), x);
    }

    private static double[][] someRows(FeatureTable table, int k, long seed) {
        RandomGenerator random = RandomStreams.stream(seed, "start", 0);
        double[][] start = new double[k][];
        Arrays.setAll(start, c -> table.row(random.nextInt(table.rows())));
        return start;
    }

    private static double squared(double[] a, double[] b) {
        double s = 0;
        for (int j = 0; j < a.length; j++) {
            s += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return s;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aConvergedModelIsAFixedPoint(long seed) {
        FeatureTable table = any(seed);
        int k = Math.min(table.rows(), 1 + (int) (seed % 7));
        KMeansModel model = KMeans.of(k).withSeed(seed).withRestarts(2).fit(table);
        assertThat(model.report().converged()).isTrue();
        double[][] centers = model.centers();
        int[] labels = model.assign(table);
        long[] sizes = new long[centers.length];
        double[][] means = new double[centers.length][table.columns()];
        double inertia = 0;
        for (int i = 0; i < labels.length; i++) {
            double[] row = table.row(i);
            double own = squared(row, centers[labels[i]]);
            inertia += own;
            sizes[labels[i]]++;
            for (double[] center : centers) {
                assertThat(own).isLessThanOrEqualTo(squared(row, center) * (1 + 1e-13));
            }
            assertThat(model.predict(row)).isEqualTo(labels[i]);
            for (int j = 0; j < row.length; j++) {
                means[labels[i]][j] += row[j];
            }
        }
        assertThat(model.sizes()).isEqualTo(sizes);
        assertThat(model.inertia()).isEqualTo(inertia, within(1e-11 * inertia + 1e-300));
        for (int c = 0; c < centers.length; c++) {
            assertThat(sizes[c]).as("no cluster is empty").isPositive();
            for (int j = 0; j < table.columns(); j++) {
                assertThat(centers[c][j]).isEqualTo(means[c][j] / sizes[c], within(1e-11));
            }
        }
    }

    /** Lloyd in the plainest words, from the same start. */
    private static int[] plainLloyd(FeatureTable table, double[][] start) {
        int[] labels = new int[table.rows()];
        Arrays.fill(labels, -1);
        double[][] centers = start;
        while (true) {
            int[] next = new int[labels.length];
            for (int i = 0; i < next.length; i++) {
                for (int c = 1; c < centers.length; c++) {
                    next[i] = squared(table.row(i), centers[c]) < squared(table.row(i), centers[next[i]]) ? c : next[i];
                }
            }
            if (Arrays.equals(next, labels)) {
                return labels;
            }
            labels = next;
            double[][] means = new double[centers.length][table.columns()];
            int[] sizes = new int[centers.length];
            for (int i = 0; i < labels.length; i++) {
                sizes[labels[i]]++;
                for (int j = 0; j < table.columns(); j++) {
                    means[labels[i]][j] += table.get(i, j);
                }
            }
            for (int c = 0; c < centers.length; c++) {
                for (int j = 0; j < table.columns(); j++) {
                    means[c][j] = sizes[c] == 0 ? centers[c][j] : means[c][j] / sizes[c];
                }
            }
            centers = means;
        }
    }

    @Test
    void agreesWithPlainLloyd() {
        for (long seed = 1; seed <= 60; seed++) {
            FeatureTable table = any(1_000 + seed);
            if (table.column(0)[0] != Math.rint(table.column(0)[0])) { // whole values tie, where rounding decides
                double[][] start = someRows(table, Math.min(table.rows(), 1 + (int) (seed % 6)), seed);
                KMeansModel model = KMeans.of(start.length)
                        .withStartCenters(start)
                        .withEmptyClusters(EmptyClusters.KEEP)
                        .withMaxIterations(10_000)
                        .fit(table);
                assertThat(model.assign(table)).as("seed %d", seed).isEqualTo(plainLloyd(table, start));
            }
        }
    }

    @Test
    void restartsFindTheBestOfAllPartitions() {
        for (long seed = 1; seed <= 10; seed++) {
            RandomGenerator random = RandomStreams.stream(seed, "few", 0);
            FeatureTable.Builder builder = FeatureTable.builder("x", "y");
            for (int i = 0; i < 8; i++) {
                builder.add(random.nextInt(20), random.nextInt(20));
            }
            FeatureTable table = builder.build();
            double least = Double.MAX_VALUE;
            for (int code = 0; code < 6_561; code++) { // 3^8 ways to label 8 rows
                double[][] sums = new double[3][3];
                double squares = 0;
                int rest = code;
                for (int i = 0; i < 8; i++) {
                    double[] sum = sums[rest % 3];
                    sum[0] += table.get(i, 0);
                    sum[1] += table.get(i, 1);
                    sum[2]++;
                    squares += table.get(i, 0) * table.get(i, 0) + table.get(i, 1) * table.get(i, 1);
                    rest /= 3;
                }
                for (double[] sum : sums) {
                    squares -= sum[2] == 0 ? 0 : (sum[0] * sum[0] + sum[1] * sum[1]) / sum[2];
                }
                least = Math.min(least, squares);
            }
            double inertia =
                    KMeans.of(3).withRestarts(60).withSeed(seed).fit(table).inertia();
            assertThat(inertia).as("seed %d", seed).isEqualTo(least, within(1e-10));
        }
    }

    @Test
    void scalingByTwoScalesEverythingToTheBit() {
        FeatureTable table = KMeansContractTest.blobs(1_500, 4, 3);
        double[][] doubled = new double[5][];
        Arrays.setAll(
                doubled, j -> Arrays.stream(table.column(j)).map(x -> 2 * x).toArray());
        KMeansModel one = KMeans.of(4).withSeed(3).fit(table);
        KMeansModel two = KMeans.of(4).withSeed(3).fit(FeatureTable.of(table.names(), doubled));
        assertThat(two.sizes()).isEqualTo(one.sizes());
        assertThat(two.inertia()).isEqualTo(4 * one.inertia());
        for (int c = 0; c < 4; c++) {
            assertThat(two.centers()[c])
                    .isEqualTo(Arrays.stream(one.centers()[c]).map(x -> 2 * x).toArray());
        }
    }

    @Test
    void repeatingEveryRowDoublesSizesAndInertia() {
        FeatureTable table = KMeansContractTest.blobs(700, 3, 4);
        int[] twice = new int[1_400];
        Arrays.setAll(twice, i -> i / 2);
        double[][] start = someRows(table, 3, 1);
        KMeansModel one = KMeans.of(3).withStartCenters(start).fit(table);
        KMeansModel two = KMeans.of(3).withStartCenters(start).fit(table.selectRows(twice));
        assertThat(two.inertia()).isEqualTo(2 * one.inertia(), within(1e-10 * one.inertia()));
        for (int c = 0; c < 3; c++) {
            assertThat(two.sizes()[c]).isEqualTo(2 * one.sizes()[c]);
            assertThat(two.centers()[c]).containsExactly(one.centers()[c], within(1e-11));
        }
    }

    /** Row counts around the ends of tiles and chunks, data with duplicates, starts that leave clusters empty. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void threadsChangeNoBit(int threads) {
        try (TestPool pool = new TestPool(threads)) {
            Execution execution = Execution.on(pool, threads);
            for (int rows : new int[] {5, 127, 128, 129, 1_023, 1_024, 1_025, 2_049, 9_000}) {
                FeatureTable table = KMeansContractTest.blobs(rows, 3, 5);
                double[][] far = {table.row(0), table.row(1), {1e6, 0, 0, 0, 0}, {-1e6, 0, 0, 0, 0}};
                for (EmptyClusters policy : EmptyClusters.values()) {
                    KMeans recipe = KMeans.of(4).withEmptyClusters(policy).withTolerance(1e-6);
                    KMeans given = recipe.withStartCenters(far);
                    assertThat(recipe.fit(table, execution)).isEqualTo(recipe.fit(table));
                    assertThat(given.fit(table, execution)).isEqualTo(given.fit(table));
                    assertThat(given.fit(table).assign(table, execution))
                            .isEqualTo(given.fit(table).assign(table));
                }
            }
        }
    }
}
