package io.clientele.benchmarks.segmentation;

import io.clientele.benchmarks.Data;
import io.clientele.benchmarks.Measured;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.Dendrogram;
import io.clientele.segmentation.cluster.HierarchicalClustering;
import io.clientele.segmentation.cluster.Linkage;
import java.util.Arrays;
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
 * The tree of 10,000 customers and 8 features, one thread.
 *
 * <p>Cost: Ward, some 3 searches a merge over the clusters left, 3 flops a feature each: 1.5 n² searches, 3.6 GFLOP, the centres
 * in the second cache; average linkage, a matrix of 400 MB read about three times.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class HierarchicalBenchmark implements Measured {

    /** How clusters are compared. */
    @Param({"WARD", "AVERAGE"})
    public Linkage linkage;

    private FeatureTable table;

    @Setup
    public void make() {
        table = Data.groups(10_000, 8, 12);
    }

    @Benchmark
    public Dendrogram tree() {
        return HierarchicalClustering.of(linkage).fit(table);
    }

    @Override
    public String accuracy() {
        FeatureTable some = Data.groups(2_000, 8, 12);
        double[] heights = HierarchicalClustering.of(Linkage.WARD).fit(some).heights();
        double half = Arrays.stream(heights).map(h -> h * h / 2).sum();
        double squares = 0;
        for (int j = 0; j < some.columns(); j++) {
            double[] x = some.column(j);
            double mean = Arrays.stream(x).average().orElse(0);
            squares += Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
        }
        return "half the squares of Ward's heights add up to the sum of squares of 2,000 rows within "
                + Math.abs(half / squares - 1)
                + " relative; heights equal scipy's (HierarchicalClusteringOracleTest, compare ward)";
    }
}
