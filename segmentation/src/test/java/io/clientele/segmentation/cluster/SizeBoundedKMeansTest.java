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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SizeBoundedKMeansTest {

    private static FeatureTable line(double... values) {
        return FeatureTable.of(List.of("x"), values);
    }

    /** Three clouds, the first with most of the rows. */
    private static FeatureTable uneven(int n, long seed) {
        RandomGenerator random = RandomStreams.stream(seed, "uneven", 0);
        FeatureTable.Builder rows = FeatureTable.builder("x", "y");
        for (int i = 0; i < n; i++) {
            int group = i % 10 < 7 ? 0 : i % 10 < 9 ? 1 : 2;
            rows.add(6 * group + Samplers.gaussian(random), Samplers.gaussian(random));
        }
        return rows.build();
    }

    @Test
    void boundsAreKeptAndLabelsFollowThePrices() {
        for (int k = 2; k <= 6; k++) {
            FeatureTable table = uneven(1_003, k);
            SizeBoundedKMeansModel model = SizeBoundedKMeans.of(k)
                    .withLeastShare(0.5 / k)
                    .withMostShare(1.2 / k)
                    .fit(table);
            assertThat(model.report().converged()).isTrue();
            for (long size : model.sizes()) {
                assertThat(size).isBetween((long) Math.floor(0.5 / k * 1_003), (long) Math.ceil(1.2 / k * 1_003));
            }
            int[] labels = model.assignWithinBounds(table, Execution.sequential());
            double inertia = 0;
            double[][] means = new double[k][2];
            for (int i = 0; i < labels.length; i++) {
                double[] row = table.row(i);
                double own = squared(row, model.centers()[labels[i]]);
                inertia += own;
                for (int c = 0; c < k; c++) {
                    double there = squared(row, model.centers()[c]) + model.prices()[c];
                    // distances are rounded to 2^-55 of the largest, about 400
                    assertThat(own + model.prices()[labels[i]]).isLessThanOrEqualTo(there + 1e-11);
                }
                means[labels[i]][0] += row[0] / model.sizes()[labels[i]];
                means[labels[i]][1] += row[1] / model.sizes()[labels[i]];
            }
            assertThat(model.inertia()).isEqualTo(inertia, within(1e-10 * inertia));
            for (int c = 0; c < k; c++) {
                assertThat(model.centers()[c]).containsExactly(means[c], within(1e-10));
            }
            int[] single = model.assign(table, Execution.sequential());
            int other = 0;
            for (int i = 0; i < labels.length; i++) {
                other += single[i] == labels[i] ? 0 : 1;
            }
            // the rows that fix the prices lie exactly between two clusters
            assertThat(other).isLessThan(k);
        }
    }

    private static double squared(double[] a, double[] b) {
        double s = 0;
        for (int j = 0; j < a.length; j++) {
            s += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return s;
    }

    @Test
    void restartsFindTheBestOfAllPartitionsWithinBounds() {
        for (long seed = 1; seed <= 12; seed++) {
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
                boolean within = true;
                for (double[] sum : sums) {
                    within &= sum[2] >= 2 && sum[2] <= 3;
                    squares -= sum[2] == 0 ? 0 : (sum[0] * sum[0] + sum[1] * sum[1]) / sum[2];
                }
                least = within ? Math.min(least, squares) : least;
            }
            SizeBoundedKMeans recipe =
                    SizeBoundedKMeans.of(3).withLeastShare(0.25).withMostShare(0.375);
            double best = Double.MAX_VALUE;
            for (int start = 0; start < 400; start++) {
                double[][] centers = new double[3][];
                Arrays.setAll(centers, c -> new double[] {random.nextInt(20), random.nextInt(20)});
                SizeBoundedKMeansModel model = recipe.withStartCenters(centers).fit(table);
                assertThat(model.inertia()).isGreaterThan(least - 1e-9);
                best = Math.min(best, model.inertia());
            }
            assertThat(best).as("seed %d", seed).isEqualTo(least, within(1e-9));
        }
    }

    @Test
    void inertiaNeverRises() {
        for (long seed = 1; seed <= 5; seed++) {
            FeatureTable table = uneven(700, seed);
            double[][] start = {table.row(0), table.row(1), table.row(2), table.row(7)};
            double before = Double.MAX_VALUE;
            for (int iterations = 1; iterations < 25; iterations++) {
                double inertia = SizeBoundedKMeans.of(4)
                        .withLeastShare(0.25)
                        .withMostShare(0.25)
                        .withStartCenters(start)
                        .withMaxIterations(iterations)
                        .fit(table)
                        .inertia();
                assertThat(inertia).isLessThanOrEqualTo(before * (1 + 1e-12)); // rounding of the sum
                before = inertia;
            }
        }
    }

    @Test
    void withoutBoundsItIsKMeans() {
        FeatureTable table = uneven(900, 3);
        double[][] start = {table.row(0), table.row(1), table.row(7)};
        KMeansModel plain = KMeans.of(3).withStartCenters(start).fit(table);
        SizeBoundedKMeansModel model =
                SizeBoundedKMeans.of(3).withStartCenters(start).fit(table);
        assertThat(model.prices()).containsOnly(0);
        assertThat(model.sizes()).isEqualTo(plain.sizes());
        assertThat(model.centers()).isDeepEqualTo(plain.centers());
        assertThat(model.assign(table, Execution.sequential())).isEqualTo(plain.assign(table));
    }

    @Test
    void equalSharesDifferByAtMostOneRow() {
        for (int n : new int[] {5, 7, 100, 101, 103}) {
            SizeBoundedKMeansModel model = SizeBoundedKMeans.of(5)
                    .withLeastShare(0.2)
                    .withMostShare(0.2)
                    .fit(uneven(n, 1));
            assertThat(Arrays.stream(model.sizes()).max().orElseThrow()
                            - Arrays.stream(model.sizes()).min().orElseThrow())
                    .isEqualTo(n % 5 == 0 ? 0 : 1);
            int[] sizes = new int[5];
            for (int label : model.assignWithinBounds(uneven(52, 2), Execution.sequential())) {
                sizes[label]++;
            }
            assertThat(sizes).containsOnly(10, 11);
        }
    }

    @Test
    void equalRowsAreSharedOut() {
        SizeBoundedKMeansModel model = SizeBoundedKMeans.of(2)
                .withMostShare(0.5)
                .withStartCenters(new double[][] {{0}, {9}})
                .fit(line(1, 1, 1, 1, 1, 9));
        assertThat(model.sizes()).containsExactly(3, 3);
        assertThat(model.prices()[0]).isPositive();
        // centres 1 and (1 + 1 + 9) / 3: by hand
        assertThat(model.inertia()).isEqualTo(2 * Math.pow(8.0 / 3, 2) + Math.pow(16.0 / 3, 2), within(1e-12));
        refused(
                () -> SizeBoundedKMeans.of(3).withMostShare(0.4).fit(line(1, 1, 1, 5, 5)),
                "2 clusters of at most 2 rows hold 4 rows, there are 5; raise the most share or k");
        SizeBoundedKMeansModel few = SizeBoundedKMeans.of(3).fit(line(1, 1, 1, 5, 5));
        assertThat(few.report().warnings())
                .contains("only 2 distinct rows for k = 3; the model has that many clusters");
    }

    @Test
    void degenerateTables() {
        SizeBoundedKMeansModel one = SizeBoundedKMeans.of(1).fit(line(4));
        assertThat(one.centers()[0]).containsExactly(4);
        assertThat(one.predict(-3)).isZero();
        SizeBoundedKMeansModel equal = SizeBoundedKMeans.of(1).withLeastShare(1).fit(line(2, 2, 2));
        assertThat(equal.inertia()).isZero();
        SizeBoundedKMeansModel tiny =
                SizeBoundedKMeans.of(2).withLeastShare(0.5).fit(line(0, 1e-145, 2e-145, 9e-145));
        assertThat(tiny.sizes()).containsExactly(2, 2);
    }

    @Test
    void badArguments() {
        refused(() -> SizeBoundedKMeans.of(0), "k must be at least 1, got 0");
        refused(
                () -> SizeBoundedKMeans.of(1001),
                "k must be at most what bounded assignment can take (1000), got 1001");
        SizeBoundedKMeans recipe = SizeBoundedKMeans.of(4);
        refused(() -> recipe.withLeastShare(0.3), "least share must be at most 1 / k (1 / 4), got 0.3");
        refused(() -> recipe.withMostShare(0.2), "most share must be at least 1 / k (1 / 4), got 0.2");
        refused(() -> recipe.withLeastShare(-0.1), "least share must be between 0 and 1, got -0.1");
        refused(() -> recipe.withMostShare(Double.NaN), "most share must be between 0 and 1, got NaN");
        refused(() -> recipe.fit(line(1, 2)), "k must be at most the number of rows (2), got 4");
        refused(
                () -> recipe.withStartCenters(new double[1][1]),
                "start centers must have one row per cluster (4), got 1");
        SizeBoundedKMeansModel model = SizeBoundedKMeans.of(1).fit(line(4));
        refused(() -> model.predict(1, 2), "the point must have one value per feature (1), got 2");
        refused(() -> model.predict(Double.NaN), "feature 'x' must be finite, got NaN; impute or drop the row first");
        refused(() -> model.predict(1e300), "the point is too far from every center for a double; is its scale right?");
        refused(
                () -> model.assignWithinBounds(line(), Execution.sequential()),
                "the table has no rows; at least one is needed");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
