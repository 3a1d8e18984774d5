package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A row of weight 3 is three rows; of weight 0, none; fractions count as such. */
class KMeansWeightsTest {

    /** Whole numbers with ties on even seeds, else clouds; the last column holds weights from 0 to 4. */
    private static FeatureTable weighted(long seed) {
        RandomGenerator random = RandomStreams.stream(seed, "weighted", 0);
        int rows = 60 + random.nextInt(seed % 3 == 0 ? 3_000 : 300);
        int columns = 1 + random.nextInt(6);
        List<String> names = new ArrayList<>();
        double[][] x = new double[columns + 1][rows];
        for (int j = 0; j < columns; j++) {
            names.add("x" + j);
            Arrays.setAll(x[j], i -> seed % 2 == 0 ? random.nextInt(6) : 4 * (i % 3) + Samplers.gaussian(random));
        }
        names.add("w");
        Arrays.setAll(x[columns], i -> random.nextInt(5));
        return FeatureTable.of(names, x);
    }

    private static FeatureTable repeated(FeatureTable table) {
        double[] weights = table.column("w");
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            for (int t = 0; t < weights[i]; t++) {
                rows.add(i);
            }
        }
        String[] features = table.names().subList(0, table.columns() - 1).toArray(new String[0]);
        return table.select(features)
                .selectRows(rows.stream().mapToInt(Integer::intValue).toArray());
    }

    private static double[][] start(FeatureTable repeated, int k, long seed) {
        RandomGenerator random = RandomStreams.stream(seed, "weighted start", 0);
        double[][] start = new double[k][];
        Arrays.setAll(start, c -> repeated.row(random.nextInt(repeated.rows())));
        return start;
    }

    /** Products with the weight are exact in the sums, so the centres are the same to the last bit; inertia is a sum of rounded squares. */
    @Test
    void aWeightIsSoManyRows() {
        for (long seed = 1; seed <= 60; seed++) {
            FeatureTable table = weighted(seed);
            FeatureTable rows = repeated(table);
            double[][] start = start(rows, 1 + (int) (seed % 7), seed);
            KMeans recipe = KMeans.of(start.length).withStartCenters(start).withEmptyClusters(EmptyClusters.KEEP);
            KMeansModel one = recipe.fit(rows);
            KMeansModel other = recipe.withWeightColumn("w").fit(table);
            String what = "seed " + seed;
            assertThat(other.centers()).as(what).isDeepEqualTo(one.centers());
            assertThat(other.features()).as(what).isEqualTo(rows.names());
            assertThat(other.report().iterations())
                    .as(what)
                    .isEqualTo(one.report().iterations());
            assertThat(other.inertia()).as(what).isEqualTo(one.inertia(), within(1e-12 * one.inertia()));
            for (int c = 0; c < start.length; c++) {
                assertThat(other.weights()[c]).as(what).isEqualTo(one.sizes()[c]);
            }
            assertThat(Arrays.stream(other.sizes()).sum())
                    .as(what)
                    .isEqualTo(
                            Arrays.stream(table.column("w")).filter(w -> w > 0).count());
        }
    }

    @Test
    void rowsOfWeightZeroAreNotThere() {
        for (long seed = 1; seed <= 10; seed++) {
            FeatureTable table = weighted(seed);
            double[] weights = table.column("w");
            int[] counted = java.util.stream.IntStream.range(0, weights.length)
                    .filter(i -> weights[i] > 0)
                    .toArray();
            for (KMeansStart method : KMeansStart.values()) {
                KMeans recipe = KMeans.of(4)
                        .withWeightColumn("w")
                        .withSeed(seed)
                        .withStart(method)
                        .withStandardized(seed % 2 == 0);
                assertThat(recipe.fit(table)).isEqualTo(recipe.fit(table.selectRows(counted)));
            }
        }
    }

    @Test
    void doubledWeightsDoubleTheInertiaAndNothingElse() {
        FeatureTable table = weighted(3);
        double[] doubled = Arrays.stream(table.column("w")).map(w -> 2 * w).toArray();
        FeatureTable features =
                table.select(table.names().subList(0, table.columns() - 1).toArray(new String[0]));
        KMeans recipe = KMeans.of(3).withWeightColumn("w").withSeed(5);
        for (KMeansStart method : KMeansStart.values()) {
            KMeansModel one = recipe.withStart(method).fit(table);
            KMeansModel two = recipe.withStart(method).fit(features.withColumn("w", doubled));
            assertThat(two.centers()).isDeepEqualTo(one.centers());
            assertThat(two.inertia()).isEqualTo(2 * one.inertia());
            assertThat(two.sizes()).isEqualTo(one.sizes());
        }
    }

    /** Fractions, by the definition: each centre is the weighted mean of its rows, and each row has its nearest centre. */
    @Test
    void fractionalWeightsMakeWeightedMeans() {
        RandomGenerator random = RandomStreams.stream(1, "fractions", 0);
        FeatureTable table = KMeansContractTest.blobs(2_000, 3, 4);
        double[] weights = new double[2_000];
        Arrays.setAll(weights, i -> Samplers.exponential(random));
        KMeansModel model = KMeans.of(3).withWeightColumn("w").withSeed(2).fit(table.withColumn("w", weights));
        int[] labels = model.assign(table);
        double inertia = 0;
        for (int c = 0; c < 3; c++) {
            double mass = 0;
            double[] sum = new double[5];
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == c) {
                    mass += weights[i];
                    for (int j = 0; j < 5; j++) {
                        sum[j] += weights[i] * table.get(i, j);
                        inertia += weights[i] * Math.pow(table.get(i, j) - model.centers()[c][j], 2);
                    }
                }
            }
            assertThat(model.weights()[c]).isEqualTo(mass, within(1e-12 * mass));
            for (int j = 0; j < 5; j++) {
                assertThat(model.centers()[c][j]).isEqualTo(sum[j] / mass, within(1e-12));
            }
        }
        assertThat(model.inertia()).isEqualTo(inertia, within(1e-12 * inertia));
    }

    /** Two clouds of 100 rows; a draw by weight nearly always meets the one that weighs 1000 times as much. */
    @Test
    void theStartDrawsByWeight() {
        FeatureTable.Builder rows = FeatureTable.builder("x", "w");
        for (int i = 0; i < 200; i++) {
            rows.add(i % 2 == 0 ? i / 1000.0 : 50 + i / 1000.0, i % 2 == 0 ? 1000 : 1);
        }
        FeatureTable table = rows.build();
        int heavy = 0;
        for (long seed = 0; seed < 50; seed++) {
            KMeansModel model = KMeans.of(1)
                    .withWeightColumn("w")
                    .withSeed(seed)
                    .withMaxIterations(1)
                    .fit(table);
            assertThat(model.centers()[0][0]).isLessThan(1);
            double[] first = new PlusPlusStart(table.select("x"), table.column("w"), Execution.sequential(), seed, 0)
                    .centers(1, new double[200])[0];
            heavy += first[0] < 1 ? 1 : 0;
        }
        assertThat(heavy)
                .as("of 50 draws with chance 0.999; P(less than 48) = 2e-5")
                .isGreaterThanOrEqualTo(48);
    }

    @Test
    void threadsChangeNoBit() {
        RandomGenerator random = RandomStreams.stream(7, "fractions", 0);
        FeatureTable table = KMeansContractTest.blobs(9_000, 4, 5);
        double[] weights = new double[9_000];
        Arrays.setAll(weights, i -> i % 50 == 0 ? 0 : random.nextDouble());
        FeatureTable all = table.withColumn("w", weights);
        for (int threads : new int[] {2, 3, 7}) {
            try (TestPool pool = new TestPool(threads)) {
                for (KMeansStart method : KMeansStart.values()) {
                    KMeans recipe = KMeans.of(6)
                            .withWeightColumn("w")
                            .withStandardized(true)
                            .withStart(method);
                    assertThat(recipe.fit(all, Execution.on(pool, threads))).isEqualTo(recipe.fit(all));
                }
            }
        }
    }

    @Test
    void badWeights() {
        FeatureTable table = FeatureTable.of(List.of("x", "w"), new double[] {1, 2, 3}, new double[] {1, -1, 0});
        KMeans recipe = KMeans.of(2).withWeightColumn("w");
        refused(() -> recipe.fit(table), "column 'w', row 1: a weight must be at least 0, got -1.0");
        refused(
                () -> recipe.fit(FeatureTable.of(List.of("x", "w"), new double[] {1, 2}, new double[2])),
                "column 'w': at least one weight must be above 0");
        refused(
                () -> recipe.fit(FeatureTable.of(List.of("x", "w"), new double[] {1, 2}, new double[] {0, 3})),
                "k must be at most the number of rows of a weight above 0 (1), got 2");
        refused(
                () -> recipe.fit(FeatureTable.of(List.of("x", "w"), new double[] {1, 2}, new double[] {1, Double.NaN})),
                "column 'w', row 1: NaN is not allowed; impute or drop the row first");
        refused(() -> recipe.fit(table.select("x")), "no column 'w'; columns are [x]");
        refused(() -> recipe.fit(table.select("w")), "column 'w', row 1: a weight must be at least 0, got -1.0");
        refused(() -> KMeans.of(2).withWeightColumn(" "), "weight column must not be blank");
        FeatureTable alone = FeatureTable.of(List.of("w"), new double[] {1, 2});
        refused(() -> recipe.fit(alone), "the table has no columns; at least one is needed");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
