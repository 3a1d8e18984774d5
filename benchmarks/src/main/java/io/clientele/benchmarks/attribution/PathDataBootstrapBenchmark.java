package io.clientele.benchmarks.attribution;

import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.PathResampling;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.markov.Markov;
import io.clientele.core.Execution;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Intervals of the credits at order 1 from 200 bootstraps of the paths of {@link PathDataBenchmark}, one thread.
 *
 * <p>Cost of one: a Poisson draw for the conversions and the nulls of each distinct path, and a chain anew.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PathDataBootstrapBenchmark {

    private PathTable paths;

    @Setup
    public void read() {
        paths = PathDataBenchmark.paths();
    }

    @Benchmark
    public AttributionIntervals bootstrapOf200() {
        return Bootstrap.of(200)
                .intervals(Markov.ofOrder(1), PathResampling.ofJourneys(paths, 1), Execution.sequential());
    }
}
