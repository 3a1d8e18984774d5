package io.clientele.benchmarks.attribution;

import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathTable;
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
 * 200,000 paths of a million touches over 100 channels into counts, and counts into a table.
 *
 * <p>Cost of counting: a hash of every touch and one probe a path, which misses the cache where distinct paths are many; of the
 * table: a sort of the distinct paths. A distinct path takes 24 bytes, 5 to 11 for its slot, and 2 a touch.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PathCountsBenchmark implements Measured {

    private int[][] paths;
    private PathCounts counts;

    @Setup
    public void make() {
        paths = MadeUpPaths.touches(200_000, 100);
        counts = MadeUpPaths.counts(paths, 100);
    }

    @Benchmark
    public PathCounts count() {
        return MadeUpPaths.counts(paths, 100);
    }

    @Benchmark
    public PathTable table() {
        return counts.result();
    }

    /** What is counted, so that touches a second follow from the time. */
    @Override
    public String accuracy() {
        int[][] made = MadeUpPaths.touches(200_000, 100);
        long touches = 0;
        for (int[] path : made) {
            touches += path.length;
        }
        PathTable table = MadeUpPaths.counts(made, 100).result();
        long kept = 0;
        for (int row = 0; row < table.paths(); row++) {
            kept += table.length(row);
        }
        return touches + " touches, of " + table.paths() + " distinct paths with " + kept + " touches";
    }
}
