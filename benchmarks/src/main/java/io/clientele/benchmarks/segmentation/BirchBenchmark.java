package io.clientele.benchmarks.segmentation;

import io.clientele.benchmarks.Data;
import io.clientele.benchmarks.Measured;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.Birch;
import io.clientele.segmentation.cluster.BirchModel;
import io.clientele.segmentation.cluster.ClusterAgreement;
import io.clientele.segmentation.cluster.HierarchicalClustering;
import io.clientele.segmentation.cluster.Linkage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The tree of a million customers and 8 features, summed up into at most 10,000, one thread.
 *
 * <p>Cost: a way down the tree of summaries for each row, some tens of distances a level, and the ways of the summaries again whenever the
 * tree is built anew; then Ward's tree as in {@link HierarchicalBenchmark}, 3.6 GFLOP. Memory beside the 64 MB of data: 4 bytes a row and
 * the summaries; to see that it fits in 1 GiB, run with {@code -Xmx1g}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BirchBenchmark implements Measured {

    private FeatureTable table;

    @Setup
    public void make() {
        table = Data.groups(1_000_000, 8, 12);
    }

    @Benchmark
    public BirchModel tree() {
        return Birch.create().fit(table);
    }

    @Override
    public String accuracy() {
        FeatureTable few = Data.groups(2_000, 8, 12);
        double[] heights = HierarchicalClustering.of(Linkage.WARD).fit(few).heights();
        double[] summed = Birch.create().fit(few).tree().heights();
        double worst = 0;
        for (int i = 0; i < heights.length; i++) {
            worst = Math.max(worst, Math.abs(summed[i] / heights[i] - 1));
        }
        FeatureTable some = Data.groups(20_000, 8, 12);
        int[] plain = HierarchicalClustering.of(Linkage.WARD).fit(some).cut(12);
        BirchModel model = Birch.create().withMaxEntries(2_000).fit(some);
        return "with room for all of 2,000 rows, heights are those of Ward's tree within " + worst
                + " relative; 20,000 rows in " + model.entries()
                + " summaries, cut into 12: adjusted Rand index against Ward's tree "
                + ClusterAgreement.of(model.cut(12), plain).adjustedRand();
    }
}
