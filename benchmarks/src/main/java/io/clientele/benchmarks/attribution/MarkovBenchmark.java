package io.clientele.benchmarks.attribution;

import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.PathResampling;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.benchmarks.Measured;
import io.clientele.core.Execution;
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
 * A chain counted from paths and solved for the removal effects of all channels, on conversions and value, on one thread: 200,000
 * paths over 100 channels, and for the intervals 5,000 paths over 12.
 *
 * <p>Cost at order 1: a probe a touch, and 1 million multiply-adds. At order 2: the transitions (some 165,000) times 104 channels
 * times some 35 sweeps, 0.6 billion multiply-adds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MarkovBenchmark implements Measured {

    /** Order of the chain. */
    @Param({"1", "2"})
    public int order;

    private PathTable paths;
    private PathTable few;

    @Setup
    public void make() {
        paths = MadeUpPaths.table(200_000, 100);
        few = MadeUpPaths.table(20_000, 12);
    }

    @Benchmark
    public MarkovModel fit() {
        return Markov.ofOrder(order).fit(paths);
    }

    @Benchmark
    public AttributionIntervals bootstrapOf200() {
        return Bootstrap.of(200)
                .intervals(Markov.ofOrder(order), PathResampling.ofJourneys(few, 1), Execution.sequential());
    }

    @Override
    public String accuracy() {
        PathTable table = MadeUpPaths.table(20_000, 100);
        double share = (double) table.conversions() / table.journeys();
        StringBuilder text = new StringBuilder();
        for (int k = 1; k <= 3; k++) {
            MarkovModel model = Markov.ofOrder(k).fit(table);
            text.append(k > 1 ? "; " : "")
                    .append("order ")
                    .append(k)
                    .append(": residual ")
                    .append(model.residual())
                    .append(", conversion probability off by ")
                    .append(Math.abs(model.conversionProbability() - share));
        }
        return text.toString();
    }
}
