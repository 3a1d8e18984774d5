package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KPrototypesTest {

    /** Four groups: numbers tell the first two from the others, categories the even ones from the odd. */
    private static FeatureTable planted(int n, long seed, int[] groups) {
        RandomGenerator random = RandomStreams.stream(seed, "mixed groups", 0);
        FeatureTable.Builder rows = FeatureTable.builder("x", "y", "country", "device");
        for (int i = 0; i < n; i++) {
            int group = random.nextInt(4);
            groups[i] = group;
            rows.add(
                    (group < 2 ? 0 : 4) + Samplers.gaussian(random),
                    Samplers.gaussian(random),
                    random.nextDouble() < 0.95 ? 10 * (group % 2) : random.nextInt(3),
                    random.nextDouble() < 0.95 ? group % 2 : 2);
        }
        return rows.build();
    }

    @Test
    void plantedGroupsNeedBothKinds() {
        for (long seed = 1; seed <= 5; seed++) {
            int[] groups = new int[2_000];
            FeatureTable table = planted(2_000, seed, groups);
            KPrototypes recipe = KPrototypes.of(4).withRestarts(5);
            int[] mixed = recipe.withCategories("country", "device").fit(table).assign(table);
            int[] numbers =
                    KMeans.of(4).withRestarts(5).fit(table.select("x", "y")).assign(table);
            assertThat(ClusterAgreement.of(groups, mixed).adjustedRand()).isGreaterThan(0.85);
            assertThat(ClusterAgreement.of(groups, numbers).adjustedRand()).isLessThan(0.6);
        }
    }

    /** Every way to label 8 rows with 3 labels; the cost of a way is that of its means and modes. */
    @Test
    void restartsFindTheBestOfAllPartitions() {
        for (long seed = 1; seed <= 12; seed++) {
            RandomGenerator random = RandomStreams.stream(seed, "few mixed", 0);
            FeatureTable.Builder builder = FeatureTable.builder("c", "x", "d");
            for (int i = 0; i < 8; i++) {
                builder.add(random.nextInt(3), random.nextInt(20), random.nextInt(2));
            }
            FeatureTable table = builder.build();
            double gamma = 20;
            double least = Double.MAX_VALUE;
            for (int code = 0; code < 6_561; code++) {
                least = Math.min(least, cost(table, code, gamma));
            }
            KPrototypesModel model = KPrototypes.of(3)
                    .withCategories("c", "d")
                    .withGamma(gamma)
                    .withRestarts(200)
                    .withSeed(seed)
                    .fit(table);
            assertThat(model.cost()).as("seed %d", seed).isEqualTo(least, within(1e-9));
        }
    }

    private static double cost(FeatureTable table, int code, double gamma) {
        double cost = 0;
        for (int c = 0; c < 3; c++) {
            int[] counts = new int[3];
            int[] others = new int[2];
            double sum = 0;
            double squares = 0;
            int n = 0;
            int rest = code;
            for (int i = 0; i < 8; i++) {
                if (rest % 3 == c) {
                    double x = table.get(i, 1);
                    counts[(int) table.get(i, 0)]++;
                    others[(int) table.get(i, 2)]++;
                    sum += x;
                    squares += x * x;
                    n++;
                }
                rest /= 3;
            }
            if (n > 0) {
                cost += squares - sum * sum / n;
                cost += gamma * (2 * n - Arrays.stream(counts).max().orElseThrow() - Math.max(others[0], others[1]));
            }
        }
        return cost;
    }

    @Test
    void aConvergedModelIsAFixedPoint() {
        for (long seed = 1; seed <= 20; seed++) {
            FeatureTable table = planted(40 + (int) (seed * 37), seed, new int[40 + (int) (seed * 37)]);
            int k = 2 + (int) (seed % 5);
            KPrototypesModel model = KPrototypes.of(k)
                    .withCategories("device", "country")
                    .withSeed(seed)
                    .fit(table);
            assertThat(model.report().converged()).isTrue();
            int[] labels = model.assign(table);
            double cost = 0;
            long[] sizes = new long[k];
            double[][] sums = new double[k][2];
            for (int i = 0; i < labels.length; i++) {
                double[] row = table.row(i);
                double own = distance(row, model.centers()[labels[i]], model.gamma());
                for (double[] center : model.centers()) {
                    assertThat(own).isLessThanOrEqualTo(distance(row, center, model.gamma()) + 1e-12);
                }
                cost += own;
                sizes[labels[i]]++;
                sums[labels[i]][0] += row[0];
                sums[labels[i]][1] += row[1];
            }
            assertThat(model.cost()).isEqualTo(cost, within(1e-11 * cost));
            assertThat(model.sizes()).isEqualTo(sizes);
            for (int c = 0; c < k; c++) {
                assertThat(model.centers()[c][0]).isEqualTo(sums[c][0] / sizes[c], within(1e-12));
                assertThat(model.centers()[c][1]).isEqualTo(sums[c][1] / sizes[c], within(1e-12));
                assertThat(model.centers()[c][2]).isEqualTo(mode(table, 2, labels, c));
                assertThat(model.centers()[c][3]).isEqualTo(mode(table, 3, labels, c));
            }
        }
    }

    private static double distance(double[] a, double[] b, double gamma) {
        return (a[0] - b[0]) * (a[0] - b[0])
                + (a[1] - b[1]) * (a[1] - b[1])
                + (a[2] == b[2] ? 0 : gamma)
                + (a[3] == b[3] ? 0 : gamma);
    }

    private static double mode(FeatureTable table, int column, int[] labels, int cluster) {
        double best = 0;
        int most = 0;
        for (double value : new double[] {0, 1, 2, 10}) {
            int count = 0;
            for (int i = 0; i < labels.length; i++) {
                count += labels[i] == cluster && table.get(i, column) == value ? 1 : 0;
            }
            if (count > most) {
                most = count;
                best = value;
            }
        }
        return best;
    }

    @Test
    void costNeverRises() {
        FeatureTable table = planted(900, 3, new int[900]);
        double before = Double.MAX_VALUE;
        for (int iterations = 1; iterations < 20; iterations++) {
            double cost = KPrototypes.of(6)
                    .withCategories("country", "device")
                    .withSeed(2)
                    .withMaxIterations(iterations)
                    .fit(table)
                    .cost();
            assertThat(cost).isLessThanOrEqualTo(before * (1 + 1e-12)); // rounding of the sum
            before = cost;
        }
    }

    @Test
    void withoutCategoriesItIsKMeans() {
        FeatureTable table = KMeansContractTest.blobs(600, 4, 0.5);
        KMeansModel plain = KMeans.of(4).withRestarts(5).fit(table);
        KPrototypesModel model = KPrototypes.of(4).withRestarts(5).fit(table);
        assertThat(model.cost()).isEqualTo(plain.inertia(), within(1e-11 * plain.inertia()));
        assertThat(model.gamma()).isEqualTo(1);
    }

    /** Codes are names: others in another order, negative or broken, change no label. */
    @Test
    void onlyEqualityOfCodesMatters() {
        FeatureTable table = planted(500, 7, new int[500]);
        double[] renamed = Arrays.stream(table.column("country"))
                .map(c -> c == 0 ? 0.5 : c == 10 ? -3 : 100 - c)
                .toArray();
        FeatureTable other = table.select("x", "y", "device").withColumn("country", renamed);
        KPrototypes recipe =
                KPrototypes.of(3).withCategories("country", "device").withGamma(3);
        assertThat(recipe.fit(other).assign(other)).isEqualTo(recipe.fit(table).assign(table));
    }

    /** Two thirds and one third: two rows differ with chance 1 - 5/9; the variance of 0, 0, 3 is 2. */
    @Test
    void gammaBalancesTheKinds() {
        FeatureTable table = FeatureTable.of(List.of("x", "c"), new double[] {0, 0, 3}, new double[] {5, 5, 6});
        KPrototypes recipe = KPrototypes.of(1).withCategories("c");
        assertThat(recipe.fit(table).gamma()).isEqualTo(2 / (4.0 / 9), within(1e-12));
        assertThat(recipe.fit(table.select("c")).gamma()).isEqualTo(1);
        KPrototypesModel modes = recipe.fit(table.select("c"));
        assertThat(modes.centers()[0]).containsExactly(5);
        assertThat(modes.cost()).isEqualTo(1);
    }

    @Test
    void tiesAndUnknownCategories() {
        FeatureTable table = FeatureTable.of(List.of("x", "c"), new double[] {0, 0, 10, 10}, new double[] {7, 3, 7, 7});
        KPrototypesModel model =
                KPrototypes.of(2).withCategories("c").withGamma(1).fit(table);
        double[] zero = model.centers()[model.predict(0, 3)];
        assertThat(zero[1]).as("3 and 7 are equally frequent").isEqualTo(3);
        assertThat(model.predict(5, 99))
                .as("the middle, and a category nobody has")
                .isZero();
    }

    @Test
    void fewDistinctRowsAndConstantColumns() {
        FeatureTable table = FeatureTable.of(
                List.of("x", "c", "flat"), new double[] {1, 1, 5, 5, 5}, new double[] {0, 0, 1, 1, 1}, new double[] {
                    4, 4, 4, 4, 4
                });
        KPrototypesModel model = KPrototypes.of(3).withCategories("c", "flat").fit(table);
        assertThat(model.k()).isEqualTo(2);
        assertThat(model.cost()).isZero();
        assertThat(model.report().warnings())
                .containsExactly(
                        "only 2 distinct rows for k = 3; the model has that many clusters",
                        "column 'flat' has one category only and tells nothing; drop it");
        KPrototypesModel one = KPrototypes.of(1).withCategories("c").fit(table.slice(0, 1));
        assertThat(one.centers()[0]).containsExactly(1, 0, 4);
    }

    @Test
    void badArguments() {
        FeatureTable table = FeatureTable.of(List.of("x", "c"), new double[] {1, 2}, new double[] {0, 1});
        refused(() -> KPrototypes.of(0), "k must be at least 1, got 0");
        refused(() -> KPrototypes.of(5).fit(table), "k must be at most the number of rows (2), got 5");
        refused(() -> KPrototypes.of(1).withCategories("z").fit(table), "no column 'z'; columns are [x, c]");
        refused(() -> KPrototypes.of(1).withCategories("c", "c"), "categories must be different columns, got [c, c]");
        refused(() -> KPrototypes.of(1).withGamma(-1), "gamma must be a finite number of at least 0, got -1");
        KPrototypesModel model = KPrototypes.of(1).withCategories("c").fit(table);
        refused(() -> model.predict(1), "the point must have one value per feature (2), got 1");
        refused(
                () -> model.predict(1, Double.NaN),
                "feature 'c' must be finite, got NaN; impute or drop the row first");
        refused(
                () -> model.predict(1e300, 1),
                "the point is too far from every center for a double; is its scale right?");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
