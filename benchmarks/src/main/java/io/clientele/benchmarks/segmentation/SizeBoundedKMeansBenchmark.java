package io.clientele.benchmarks.segmentation;

import io.clientele.benchmarks.Data;
import io.clientele.benchmarks.Measured;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.SizeBoundedKMeans;
import io.clientele.segmentation.cluster.SizeBoundedKMeansModel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Ten clusters of 100,000 customers and 8 features, each with 6 % to 14 % of them, one thread.
 *
 * <p>Cost: the start of plain k-means; an iteration takes all distances, 24 MFLOP, and a heap operation with 100 comparisons for every row
 * that has to leave its nearest cluster, most of them in the first.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SizeBoundedKMeansBenchmark implements Measured {

    private static final SizeBoundedKMeans RECIPE =
            SizeBoundedKMeans.of(10).withLeastShare(0.06).withMostShare(0.14);

    private FeatureTable table;

    @Setup
    public void make() {
        table = Data.groups(100_000, 8, 12);
    }

    @Benchmark
    public SizeBoundedKMeansModel fit() {
        return RECIPE.fit(table);
    }

    @Override
    public String accuracy() {
        FeatureTable some = Data.groups(20_000, 8, 12);
        SizeBoundedKMeansModel model = RECIPE.fit(some);
        double[][] centers = model.centers();
        double[] prices = model.prices();
        double bound = 0; // no labels within the bounds cost less, whatever the prices
        for (int i = 0; i < some.rows(); i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < centers.length; c++) {
                double s = prices[c];
                for (int j = 0; j < some.columns(); j++) {
                    s += Math.pow(some.get(i, j) - centers[c][j], 2);
                }
                least = Math.min(least, s);
            }
            bound += least;
        }
        for (double price : prices) {
            bound -= price * (price > 0 ? 2_800 : 1_200);
        }
        long[] sizes = model.sizes();
        return "20,000 rows: sizes " + Arrays.stream(sizes).min().orElseThrow() + " to "
                + Arrays.stream(sizes).max().orElseThrow()
                + " (1,200 to 2,800 asked for), inertia above the least possible for these centres by at most "
                + (model.inertia() / bound - 1) + " relative (duality), "
                + model.report().iterations() + " iterations";
    }
}
