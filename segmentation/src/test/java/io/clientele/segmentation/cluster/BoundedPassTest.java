package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Passes that leave rows out against passes that leave none out: the same labels, centres and inertia, to the bit. */
class BoundedPassTest {

    /** By turns: blobs, a grid full of ties and duplicates, a line of quarters, blobs far from 0, columns of unequal size. */
    private static FeatureTable problem(int round, RandomGenerator random) {
        int rows = 2 + random.nextInt(round % 4 == 0 ? 4000 : 300);
        int columns = 1 + random.nextInt(12);
        double[][] x = new double[columns][rows];
        List<String> names = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            names.add("x" + j);
            double[] column = x[j];
            double unit = round % 5 == 4 ? Math.pow(10, j - 3.0) : 1;
            Arrays.setAll(column, i -> switch (round % 5) {
                case 1 -> random.nextInt(4);
                case 2 -> random.nextInt(9) / 4.0;
                case 3 -> 1e6 + i % 5 + Samplers.gaussian(random);
                default -> unit * (2 * (i % 7) + Samplers.gaussian(random));
            });
        }
        return FeatureTable.of(names, x);
    }

    @Test
    void labelsAreThoseOfLloydOn200Problems() {
        int ties = 0;
        for (int round = 0; round < 200; round++) {
            RandomGenerator random = RandomStreams.stream(round, "bounded", 0);
            FeatureTable table = problem(round, random);
            int k = 1 + random.nextInt(Math.min(40, table.rows()));
            double[][] centers = new double[k][];
            Arrays.setAll(centers, c -> table.row(random.nextInt(table.rows())));
            ties += sameAsLloyd(table, centers, round);
        }
        assertThat(ties)
                .as("passes in which some row was exactly between two centres")
                .isGreaterThan(100);
    }

    private static int sameAsLloyd(FeatureTable table, double[][] start, int round) {
        int n = table.rows();
        int[] plainLabels = new int[n];
        int[] labels = new int[n];
        Arrays.fill(plainLabels, -1);
        Arrays.fill(labels, -1);
        double[] distances = new double[n];
        double[] gaps = new double[n];
        double[] loss = new double[start.length];
        double[][] centers = start;
        double[] origin = origin(table);
        ClusterSums sums = new ClusterSums(start.length, origin, false);
        double squares = 0;
        int withTies = 0;
        for (int iteration = 0; iteration < 60; iteration++) {
            double[][] from = centers;
            double[] shrink = loss;
            LloydPass plain = Chunks.accumulate(
                    table, n, Execution.sequential(), () -> new LloydPass(from, origin, plainLabels, distances, null));
            BoundedPass bounded = Chunks.accumulate(
                    table, n, Execution.sequential(), () -> new BoundedPass(from, origin, labels, gaps, shrink, null));
            sums.merge(bounded.moves());
            squares += bounded.squares();
            String where = "problem " + round + ", iteration " + iteration;
            assertThat(labels).as(where).isEqualTo(plainLabels);
            assertThat(bounded.changed()).as(where).isEqualTo(plain.changed());
            assertThat(sums.sizes).as(where).isEqualTo(plain.sums().sizes);
            // rounding of squares from the origin: 1e-16 each, with a margin for their number
            assertThat(squares + sums.excess(from)).as(where).isCloseTo(plain.inertia(), within(1e-13 * squares));
            OwnDistances own =
                    Chunks.accumulate(table, n, Execution.sequential(), () -> new OwnDistances(from, labels, null));
            assertThat(own.result()).as(where).isEqualTo(plain.inertia());
            double[][] next = sums.centers(from);
            assertThat(next).as(where).isDeepEqualTo(plain.result());
            withTies += hasTie(table, from, iteration) ? 1 : 0;
            if (plain.changed() == 0) {
                return withTies;
            }
            loss = BoundedPass.loss(from, next);
            centers = next;
        }
        return withTies;
    }

    private static double[] origin(FeatureTable table) {
        return Chunks.accumulate(table, table.rows(), Execution.sequential(), () -> new ColumnSpread(table.columns()))
                .origin();
    }

    /** Looks at the first passes only: that is where ties are, and it takes as long as a pass. */
    private static boolean hasTie(FeatureTable table, double[][] centers, int iteration) {
        for (int i = 0; iteration < 3 && i < table.rows(); i++) {
            double[] point = table.row(i);
            double least = Double.MAX_VALUE;
            int times = 0;
            for (double[] center : centers) {
                double s = io.clientele.core.internal.kernel.Distances.squared(point, center);
                times = s < least ? 1 : s == least ? times + 1 : times;
                least = Math.min(s, least);
            }
            if (times > 1) {
                return true;
            }
        }
        return false;
    }

    /** The work saved: near the end hardly a row of well parted groups is compared with all centres. */
    @Test
    void fewRowsAreMeasuredOnceCentresMoveLittle() {
        FeatureTable table = KMeansContractTest.blobs(5000, 6, 1);
        double[][] centers = new double[6][];
        Arrays.setAll(centers, table::row);
        int[] labels = new int[5000];
        Arrays.fill(labels, -1);
        double[] gaps = new double[5000];
        double[] loss = new double[6];
        double[] origin = origin(table);
        ClusterSums sums = new ClusterSums(6, origin, false);
        long measured = 0;
        for (int iteration = 0; iteration < 3; iteration++) {
            double[][] from = centers;
            double[] shrink = loss;
            BoundedPass pass = Chunks.accumulate(
                    table,
                    5000,
                    Execution.sequential(),
                    () -> new BoundedPass(from, origin, labels, gaps, shrink, null));
            measured = pass.measured();
            if (iteration == 0) {
                assertThat(measured).isEqualTo(5000);
            }
            sums.merge(pass.moves());
            centers = sums.centers(from);
            loss = BoundedPass.loss(from, centers);
        }
        assertThat(measured).isLessThan(50);
    }

    /** Columns far from 0 and whole numbers: what is counted from the origin keeps all its digits. */
    @Test
    void theOriginIsNotFarFromTheRowsAndRound() {
        FeatureTable table = FeatureTable.of(List.of("a", "b", "c", "d"), new double[][] {
            {1, 2, 3}, {1e6 + 1, 1e6 + 2, 1e6 + 4}, {-7, -7, -7}, {-0.3, 0.1, 0.4}
        });
        assertThat(origin(table)).containsExactly(0, 1e6, -7, 0);
    }

    @Test
    void gapsShrinkByTheWayOfTheOwnCentreAndTheLongestOtherWay() {
        double[][] before = {{0, 0}, {5, 0}, {9, 9}};
        double[][] after = {{3, 4}, {5, 1}, {9, 9}};
        double[] loss = BoundedPass.loss(before, after);
        double more = 1 + BoundedPass.SAFETY;
        assertThat(loss).containsExactly((5 + 1) * more, (1 + 5) * more, 5 * more);
        assertThat(BoundedPass.loss(new double[][] {{1}}, new double[][] {{3}})).containsExactly(2 * more);
    }
}
