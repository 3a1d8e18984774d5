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

/** Reading rows in the order of the table gives what walking over sorted rows gives. */
class BinnedPassTest {

    private static final Execution HERE = Execution.sequential();

    /** Weights of 0 among others, an offset, rows never at risk, a constant column, far from 0, tiny. */
    private static SurvivalTable table(int seed, int n) {
        RandomGenerator random = RandomTables.random("binned", seed);
        int p = 1 + seed % 6;
        double[] beta = new double[p];
        Arrays.setAll(beta, j -> 0.4 * Math.cos(j));
        SurvivalTable made = RandomTables.cox(random, n, beta, seed % 3 == 0 ? 0 : 0.7, 0.25 + 0.25 * (seed % 2));
        double[] times = new double[n];
        int[] events = new int[n];
        double[] weights = new double[n];
        double[] offset = new double[n];
        FeatureTable features = made.features().orElseThrow();
        for (int i = 0; i < n; i++) {
            times[i] = 4 * Math.min(made.time(i), 2) + (i % 50 == 0 ? 0 : 1); // some leave before the first event
            events[i] = i % 50 == 0 ? 0 : made.event(i);
            weights[i] = seed % 4 == 1 ? random.nextInt(3) * 0.75 : 1;
            offset[i] = Samplers.gaussian(random);
        }
        double[] first = features.column(0);
        for (int i = 0; i < n; i++) {
            first[i] = seed % 5 == 2 ? 3 : seed % 5 == 3 ? 1e9 + first[i] : 1e-12 * first[i];
        }
        SurvivalTable table = SurvivalTable.of(times, events).withFeatures(features.withColumn("odd", first));
        table = seed % 4 == 1 ? table.withWeights(weights) : table;
        return seed % 4 == 2 ? table.withOffset(offset) : table;
    }

    @Test
    void equalsThePassOverSortedRows() {
        int shifted = 0;
        for (int seed = 0; seed < 24; seed++) {
            for (Ties ties : new Ties[] {Ties.EFRON, Ties.BRESLOW}) {
                CoxDesign d = design(table(seed, 3_000 + 911 * seed), HERE);
                for (double size : new double[] {0, 0.3, 45}) { // the last one needs a shift in some
                    double[] beta = new double[d.columns()];
                    Arrays.setAll(beta, j -> size * Math.sin(j + 1));
                    BinnedPass found = new BinnedPass(d, ties);
                    CoxPass expected = new CoxPass(d, ties, null);
                    assertThat(found.at(beta, HERE)).isEqualTo(expected.at(beta, HERE));
                    double events = d.events;
                    shifted += largest(d, beta) > 300 ? 1 : 0;
                    assertThat(found.logLikelihood)
                            .isCloseTo(expected.logLikelihood, within(1e-12 * Math.abs(expected.logLikelihood)));
                    for (int j = 0; j < beta.length; j++) {
                        assertThat(found.score[j]).isCloseTo(expected.score[j], within(1e-11 * events * (1 + size)));
                        for (int k = 0; k < beta.length; k++) {
                            double scale = Math.sqrt(expected.firstPart[j] * expected.firstPart[k]);
                            assertThat(found.information[j][k])
                                    .isCloseTo(expected.information[j][k], within(1e-11 * scale));
                        }
                    }
                }
            }
        }
        assertThat(shifted).isPositive();
    }

    private static CoxDesign design(SurvivalTable table, Execution execution) {
        CoxDesign d = CoxDesign.of(table, table.requireFeatures(), execution);
        assertThat(d.unsorted).isNotNull();
        return d;
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
    void whatCannotBeRepresentedIsRefused() {
        CoxDesign d = design(table(0, 4_000), HERE);
        double[] beta = new double[d.columns()];
        beta[0] = Double.NaN;
        assertThat(new BinnedPass(d, Ties.EFRON).at(beta, HERE)).isFalse();
        beta[0] = Double.MAX_VALUE;
        assertThat(new BinnedPass(d, Ties.EFRON).at(beta, HERE)).isFalse();
    }

    @Test
    void countingFindsTheOrderThatSortingFinds() {
        for (int seed = 0; seed < 24; seed++) {
            SurvivalTable table = table(seed, 200 + 37 * seed);
            CoxRows found = CoxRows.of(table);
            CoxRows expected = CoxRows.sorted(table);
            assertThat(found.row).isEqualTo(expected.row);
            assertThat(found.binStart).isEqualTo(expected.binStart);
            assertThat(found.binEvents).isEqualTo(expected.binEvents);
            assertThat(found.binTime).isEqualTo(expected.binTime);
            assertThat(found.stratumBin).isEqualTo(expected.stratumBin);
            assertThat(found.stratumCode).isEqualTo(expected.stratumCode);
        }
        SurvivalTable quiet = SurvivalTable.of(new double[] {3, 1}, new int[] {0, 0});
        assertThat(CoxRows.of(quiet).stratumBin).isEqualTo(CoxRows.sorted(quiet).stratumBin);
        assertThat(CoxRows.of(quiet).row).isEqualTo(CoxRows.sorted(quiet).row);
    }

    @Test
    void columnsAndTheirMomentsAreThoseOfSortedRows() {
        SurvivalTable table = table(8, 5_000);
        CoxDesign d = design(table, HERE);
        double[] mean = new double[d.columns()];
        double[] square = new double[d.columns()];
        for (int j = 0; j < d.columns(); j++) {
            double most = 0;
            for (int i = 0; i < d.rows(); i++) {
                double x = d.x()[j][i];
                assertThat(x * d.scale[j] + d.center[0][j])
                        .isCloseTo(d.features.get(d.row[i], j), within(1e-12 * (1 + Math.abs(d.center[0][j]))));
                mean[j] += x / d.rows();
                square[j] += x * x / d.rows();
                most = Math.max(most, Math.abs(x));
            }
            assertThat(mean[j]).isCloseTo(0, within(1e-12 + 4 * Math.ulp(d.center[0][j]) / d.scale[j]));
            assertThat(square[j]).isCloseTo(1, within(1e-12));
            assertThat(d.reach[j]).isCloseTo(most, within(1e-12 * most));
        }
    }

    @Test
    void fitsAreThoseOfTimesThatNeedSorting() {
        // a stratum or a start for all changes nothing, but rows with starts are sorted
        SurvivalTable table = table(4, 6_000);
        SurvivalTable late = table.withStarts(new double[table.rows()]);
        CoxModel found = CoxRegression.create().fit(table);
        CoxModel expected = CoxRegression.create().fit(late);
        assertThat(found.logLikelihood()).isCloseTo(expected.logLikelihood(), within(1e-8));
        assertThat(found.coefficients()).anyMatch(CoxCoefficient::aliased);
        for (int j = 0; j < found.coefficients().size(); j++) {
            CoxCoefficient a = found.coefficients().get(j);
            CoxCoefficient b = expected.coefficients().get(j);
            assertThat(a.aliased()).isEqualTo(b.aliased());
            if (!a.aliased()) {
                assertThat(a.estimate()).isCloseTo(b.estimate(), within(1e-10 * (1 + Math.abs(b.estimate()))));
                assertThat(a.standardError()).isCloseTo(b.standardError(), within(1e-10 * b.standardError()));
            }
        }
        double[] row = table.requireFeatures().row(5);
        for (double time : new double[] {2, 4, 8}) {
            assertThat(found.curve(row).survival(time))
                    .isCloseTo(expected.curve(row).survival(time), within(1e-10));
        }
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        SurvivalTable table = table(1, 40_000);
        CoxModel alone = CoxRegression.create().fit(table);
        ExecutorService pool = Executors.newFixedThreadPool(7);
        try {
            for (int threads : new int[] {2, 3, 7}) {
                assertThat(CoxRegression.create().fit(table, Execution.on(pool, threads)))
                        .isEqualTo(alone);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
