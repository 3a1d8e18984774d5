package io.clientele.benchmarks.attribution;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.benchmarks.Measured;
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
 * The exact rate game of conversions and value on one thread.
 *
 * <p>Cost for n channels: 9 adds and 2 divisions a subset for its sums and rates, 4 adds and 4 multiplications for the values; 2
 * <sup>n</sup> subsets; 2 MB of memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ShapleyBenchmark implements Measured {

    /** Channels. */
    @Param({"20", "25", "28"})
    public int channels;

    private PathTable paths;

    @Setup
    public void make() {
        paths = MadeUpPaths.table(20_000, channels);
    }

    @Benchmark
    public Attribution rateGame() {
        return Shapley.rateGame().fit(paths);
    }

    @Override
    public String accuracy() {
        PathTable table = MadeUpPaths.table(20_000, 20);
        double sum = Arrays.stream(Shapley.rateGame().fit(table).conversions()).sum();
        return "credits of 20 channels add up to the conversions within " + Math.abs(sum / table.conversions() - 1)
                + " relative";
    }
}
