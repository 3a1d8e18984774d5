package io.clientele.benchmarks.attribution;

import io.clientele.attribution.PathTable;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.benchmarks.Measured;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A chain of order 1 of a million paths over 1,000 channels with all removal effects, one thread.
 *
 * <p>Cost: a probe a touch, five million of them; one factorisation of a matrix of 1,000 rows, 0.67 GFLOP, and two solutions a
 * channel, 4 million flops each, 4 GFLOP, or less where the effects come from the inverse.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ManyChannelsBenchmark implements Measured {

    private PathTable paths;

    @Setup
    public void make() {
        paths = MadeUpPaths.table(1_000_000, 1_000);
    }

    @Benchmark
    public MarkovModel fit() {
        return Markov.ofOrder(1).fit(paths);
    }

    @Override
    public String accuracy() {
        PathTable table = MadeUpPaths.table(100_000, 1_000);
        MarkovModel model = Markov.ofOrder(1).fit(table);
        double share = (double) table.conversions() / table.journeys();
        return "100,000 paths: residual " + model.residual() + ", conversion probability off by "
                + Math.abs(model.conversionProbability() - share);
    }
}
