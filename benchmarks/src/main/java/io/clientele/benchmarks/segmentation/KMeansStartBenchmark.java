package io.clientele.benchmarks.segmentation;

import io.clientele.benchmarks.Data;
import io.clientele.benchmarks.Measured;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.KMeansModel;
import io.clientele.segmentation.cluster.KMeansStart;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The start of k-means, and one iteration, with 300,000 customers, 8 features and 100 clusters, one thread.
 *
 * <p>Cost: one after the other, 100 · (3 + log 100) looks at every row; many at a time (k-means||), every row against some 500
 * candidates. The iteration adds 100 distances a row. 3 flops a feature and distance.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class KMeansStartBenchmark implements Measured {

    /** How the first centres are drawn. */
    @Param({"PARALLEL", "PLUS_PLUS"})
    public KMeansStart start;

    private FeatureTable table;

    @Setup
    public void make() {
        table = Data.groups(300_000, 8, 100);
    }

    @Benchmark
    public KMeansModel fit() {
        return fit(table, start, 1, 0);
    }

    private static KMeansModel fit(FeatureTable rows, KMeansStart start, int iterations, long seed) {
        return KMeans.of(100)
                .withStart(start)
                .withMaxIterations(iterations)
                .withSeed(seed)
                .fit(rows);
    }

    @Override
    public String accuracy() {
        FeatureTable some = Data.groups(20_000, 8, 100);
        double first = 0;
        double last = 0;
        for (int seed = 0; seed < 5; seed++) {
            first += fit(some, KMeansStart.PARALLEL, 1, seed).inertia()
                    / fit(some, KMeansStart.PLUS_PLUS, 1, seed).inertia();
            last += fit(some, KMeansStart.PARALLEL, 300, seed).inertia()
                    / fit(some, KMeansStart.PLUS_PLUS, 300, seed).inertia();
        }
        return "inertia from k-means|| against that from k-means++, 20,000 rows, mean of five seeds: " + first / 5
                + " after one iteration, " + last / 5 + " in the end";
    }
}
