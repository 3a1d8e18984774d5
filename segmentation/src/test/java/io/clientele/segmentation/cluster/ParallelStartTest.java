package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** k-means|| draws the rows that the paper says, and its centres are as good as those of k-means++. */
class ParallelStartTest {

    private static double[][] start(FeatureTable table, int k, long seed) {
        return new ParallelStart(
                        KMeansData.of(table),
                        Execution.sequential(),
                        seed,
                        0,
                        new double[table.rows()],
                        new int[table.rows()])
                .centers(k);
    }

    /** Groups so far apart that a start which misses one is 100 times as bad. */
    @Test
    void everyPlantedGroupGetsACentre() {
        FeatureTable table = KMeansContractTest.blobs(6_000, 12, 0.5);
        for (long seed = 0; seed < 20; seed++) {
            KMeansModel model =
                    KMeans.of(12).withStart(KMeansStart.PARALLEL).withSeed(seed).fit(table);
            assertThat(model.sizes()).as("seed %d", seed).containsOnly(500);
        }
    }

    /** Mean inertia of the starts over 20 seeds: at most that of greedy k-means++, as the candidates are clustered to the end. */
    @Test
    void startsAreAsGoodAsThoseOfPlusPlus() {
        RandomGenerator random = RandomStreams.stream(4, "mixed", 0);
        FeatureTable.Builder rows = FeatureTable.builder("x", "y", "z");
        for (int i = 0; i < 5_000; i++) {
            double heavy = Math.exp(Samplers.gaussian(random));
            rows.add(heavy * Samplers.gaussian(random), 6 * random.nextInt(4) + heavy, random.nextDouble());
        }
        FeatureTable table = rows.build();
        double parallel = 0;
        double plusPlus = 0;
        for (long seed = 0; seed < 20; seed++) {
            parallel += inertia(table, start(table, 20, seed));
            plusPlus += inertia(
                    table,
                    new PlusPlusStart(table, null, Execution.sequential(), seed, 0).centers(20, new double[5_000]));
        }
        assertThat(parallel).isLessThan(plusPlus);
    }

    private static double inertia(FeatureTable table, double[][] centers) {
        LloydPass pass = new LloydPass(centers, new int[table.rows()], new double[table.rows()]);
        pass.add(table, 0, table.rows());
        return pass.inertia();
    }

    @Test
    void fewDistinctRowsGiveFewerCentres() {
        double[] x = new double[3_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 3 * 5;
        }
        FeatureTable table = FeatureTable.of(List.of("x"), x);
        KMeansModel model =
                KMeans.of(7).withStart(KMeansStart.PARALLEL).withSeed(1).fit(table);
        assertThat(model.k()).isEqualTo(3);
        assertThat(model.inertia()).isZero();
        assertThat(model.report().warnings())
                .contains("only 3 distinct rows for k = 7; the model has that many clusters");
        assertThat(start(FeatureTable.of(List.of("x"), new double[] {4, 4}), 2, 0))
                .isDeepEqualTo(new double[][] {{4}});
    }

    /** As many clusters as rows: rounds go on until enough rows are drawn. */
    @Test
    void asManyClustersAsRows() {
        double[] x = new double[40];
        for (int i = 0; i < x.length; i++) {
            x[i] = i * i;
        }
        FeatureTable table = FeatureTable.of(List.of("x"), x);
        for (long seed = 0; seed < 10; seed++) {
            KMeansModel model =
                    KMeans.of(40).withStart(KMeansStart.PARALLEL).withSeed(seed).fit(table);
            assertThat(model.inertia()).isZero();
            assertThat(model.k()).isEqualTo(40);
        }
    }
}
