package io.clientele.benchmarks.segmentation;

import io.clientele.benchmarks.Data;
import io.clientele.benchmarks.Measured;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.Hdbscan;
import io.clientele.segmentation.cluster.HdbscanModel;
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
 * Density clusters of 10,000 customers and 8 features, one thread.
 *
 * <p>Cost: all distances twice, once for the core distances and once for the spanning tree: 2 n² pairs, 3 flops a feature, 4.8 GFLOP,
 * the rows in the second cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class HdbscanBenchmark implements Measured {

    private static final int MIN_SAMPLES = 10;

    private FeatureTable table;

    @Setup
    public void make() {
        table = Data.groups(10_000, 8, 12);
    }

    @Benchmark
    public HdbscanModel fit() {
        return Hdbscan.of(50).withMinSamples(MIN_SAMPLES).fit(table);
    }

    @Override
    public String accuracy() {
        FeatureTable some = Data.groups(2_000, 8, 12);
        HdbscanModel model = Hdbscan.of(50).withMinSamples(MIN_SAMPLES).fit(some);
        double[] found = model.treeLengths();
        double[] plain = plainTree(some);
        Arrays.sort(found);
        Arrays.sort(plain);
        double worst = 0;
        for (int i = 0; i < plain.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] / plain[i] - 1));
        }
        return "edges of the spanning tree of 2,000 rows are those of Prim's algorithm on all distances within " + worst
                + " relative; clusters are those of the definition taken literally (HdbscanDefinitionTest)";
    }

    /** Prim's algorithm on the whole matrix of mutual reachability distances. */
    private static double[] plainTree(FeatureTable rows) {
        int n = rows.rows();
        double[][] distance = new double[n][n];
        double[] core = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double s = 0;
                for (int f = 0; f < rows.columns(); f++) {
                    s += Math.pow(rows.get(i, f) - rows.get(j, f), 2);
                }
                distance[i][j] = Math.sqrt(s);
            }
            double[] sorted = distance[i].clone();
            Arrays.sort(sorted);
            core[i] = sorted[MIN_SAMPLES - 1]; // the row itself is the first
        }
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        boolean[] taken = new boolean[n];
        double[] edges = new double[n - 1];
        int at = 0;
        for (int e = 0; e < n - 1; e++) {
            taken[at] = true;
            int next = -1;
            for (int i = 0; i < n; i++) {
                if (!taken[i]) {
                    nearest[i] = Math.min(nearest[i], Math.max(distance[at][i], Math.max(core[at], core[i])));
                    next = next < 0 || nearest[i] < nearest[next] ? i : next;
                }
            }
            edges[e] = nearest[next];
            at = next;
        }
        return edges;
    }
}
