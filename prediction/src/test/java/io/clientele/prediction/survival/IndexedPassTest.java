package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Reading columns by row numbers gives what walking over sorted copies gives. */
class IndexedPassTest {

    private static final Execution HERE = Execution.sequential();

    /** Ties, starts, strata with and without events, weights of 0, an offset, a constant column or one far from 0, over several chunks. */
    private static SurvivalTable table(int seed, int n) {
        RandomGenerator random = RandomTables.random("indexed", seed);
        int p = 1 + seed % 6;
        double[] beta = new double[p];
        Arrays.setAll(beta, j -> 0.4 * Math.cos(j));
        double[] units = {0, 0.01, 0.2};
        SurvivalTable table = RandomTables.cox(random, n, beta, seed % 3 == 0 ? 0 : 0.7, units[seed % 3]);
        FeatureTable features = table.features().orElseThrow();
        double[] odd = features.column(0);
        double[] weights = new double[n];
        double[] offset = new double[n];
        for (int i = 0; i < n; i++) {
            odd[i] = seed % 5 == 2 ? 3 : seed % 5 == 3 ? 1e9 + odd[i] : 1e-12 * odd[i];
            weights[i] = random.nextInt(3) * 0.75;
            offset[i] = Samplers.gaussian(random);
        }
        table = table.withFeatures(features.withColumn("odd", odd));
        table = seed % 2 == 1 ? RandomTables.entering(random, table) : table;
        table = seed % 4 < 2 ? table.withWeights(weights) : table;
        table = seed % 5 == 1 ? table.withOffset(offset) : table;
        return seed % 3 == 1 ? table.withStrata(RandomTables.labels(random, n, seed % 2 == 0 ? 3 : n / 3)) : table;
    }

    @Test
    void equalsThePassOverSortedColumns() {
        int shifted = 0;
        int chunked = 0;
        for (int seed = 0; seed < 48; seed++) {
            CoxDesign d = design(table(seed, 20 + 151 * seed));
            for (Ties ties : new Ties[] {Ties.EFRON, Ties.BRESLOW}) {
                for (double size : new double[] {0, 0.3, 45}) { // the last one needs a shift in some
                    double[] beta = new double[d.columns()];
                    Arrays.setAll(beta, j -> size * Math.sin(j + 1));
                    IndexedPass found = new IndexedPass(d, ties);
                    CoxPass expected = new CoxPass(d, ties, null);
                    // rows that leave take their r away again: what is e^60 times smaller is below the last digit of
                    // twice a double
                    if (d.leave == null || largest(d, beta) < 30) {
                        assertThat(found.at(beta, HERE)).isEqualTo(expected.at(beta, HERE));
                        shifted += largest(d, beta) > 300 ? 1 : 0;
                        chunked += d.chunks() > 2 ? 1 : 0;
                        agree("seed " + seed + " size " + size, found, expected, 1e-11 * d.events * (1 + size));
                    }
                }
            }
        }
        assertThat(shifted).isPositive();
        assertThat(chunked).isPositive();
    }

    private static void agree(String what, PartialLikelihood found, PartialLikelihood expected, double error) {
        assertThat(found.logLikelihood)
                .as(what)
                .isCloseTo(expected.logLikelihood, within(1e-12 * Math.abs(expected.logLikelihood) + 1e-12));
        for (int j = 0; j < expected.score.length; j++) {
            assertThat(found.score[j]).isCloseTo(expected.score[j], within(error));
            for (int k = 0; k < expected.score.length; k++) {
                double scale = Math.sqrt(expected.firstPart[j] * expected.firstPart[k]);
                if (!Double.isFinite(expected.information[j][k])) {
                    continue; // far beyond what a fit may believe
                }
                assertThat(found.information[j][k]).isCloseTo(expected.information[j][k], within(1e-11 * scale));
            }
        }
    }

    private static CoxDesign design(SurvivalTable table) {
        return CoxDesign.of(table, table.requireFeatures(), HERE);
    }

    private static double largest(CoxDesign d, double[] beta) {
        double most = 0;
        for (int i = 0; i < d.rows(); i++) {
            double eta = d.offset == null ? 0 : d.offset[i];
            for (int j = 0; j < beta.length; j++) {
                eta += beta[j] * d.x()[j][i];
            }
            most = Math.max(most, Math.abs(eta));
        }
        return most;
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        CoxDesign d = design(table(5, 30_000));
        double[] beta = new double[d.columns()];
        Arrays.fill(beta, 0.2);
        IndexedPass one = new IndexedPass(d, Ties.EFRON);
        assertThat(one.at(beta, HERE)).isTrue();
        ExecutorService pool = Executors.newFixedThreadPool(7);
        try {
            for (int threads : new int[] {2, 3, 7}) {
                IndexedPass more = new IndexedPass(d, Ties.EFRON);
                assertThat(more.at(beta, Execution.on(pool, threads))).isTrue();
                assertThat(more.logLikelihood).isEqualTo(one.logLikelihood);
                assertThat(more.score).isEqualTo(one.score);
                assertThat(more.information).isDeepEqualTo(one.information);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whatCannotBeRepresentedIsSaid() {
        CoxDesign d = design(table(2, 500));
        double[] beta = new double[d.columns()];
        beta[0] = Double.MAX_VALUE;
        assertThat(new IndexedPass(d, Ties.EFRON).at(beta, HERE)).isFalse();
    }

    @Test
    void memoryIsTakenAgainAfterItWasGivenBack() {
        CoxDesign d = design(table(7, 400));
        double[] beta = new double[d.columns()];
        for (PartialLikelihood pass :
                new PartialLikelihood[] {new IndexedPass(d, Ties.EFRON), new CoxPass(d, Ties.EFRON, null)}) {
            assertThat(pass.at(beta, HERE)).isTrue();
            double before = pass.logLikelihood;
            pass.forget();
            assertThat(pass.at(beta, HERE)).isTrue();
            assertThat(pass.logLikelihood).isEqualTo(before);
        }
    }
}
