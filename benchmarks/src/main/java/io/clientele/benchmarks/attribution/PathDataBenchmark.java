package io.clientele.benchmarks.attribution;

import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathFormat;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.benchmarks.Measured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Removal effects of the 10,000 paths over 12 channels that come with ChannelAttribution, at orders 1 to 4, one thread. Where the
 * data lie ({@code shared/data/pathdata} in a folder above) they are used, elsewhere made-up paths of their size; the line on
 * accuracy says which.
 *
 * <p>Cost: a probe a touch for the chain; then its transitions times channels times sweeps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PathDataBenchmark implements Measured {

    /** Order of the chain. */
    @Param({"1", "2", "3", "4"})
    public int order;

    private PathTable paths;

    @Setup
    public void read() {
        paths = paths();
    }

    static PathTable paths() {
        Path file = find();
        return file == null ? MadeUpPaths.table(10_000, 12) : table(file);
    }

    private static Path find() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/pathdata/pathdata.csv");
            if (Files.isReadable(file)) {
                return file;
            }
        }
        return null;
    }

    private static PathTable table(Path file) {
        PathCounts counts = PathCounts.create();
        PathFormat format = PathFormat.of(" > ");
        try {
            for (String line : Files.readAllLines(file).subList(1, 10_001)) {
                String[] cells = line.split(",");
                counts.add(
                        format.parse(cells[0]),
                        Long.parseLong(cells[1]),
                        Double.parseDouble(cells[2]),
                        Long.parseLong(cells[3]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counts.result();
    }

    @Benchmark
    public MarkovModel fit() {
        return Markov.ofOrder(order).fit(paths);
    }

    @Override
    public String accuracy() {
        read();
        StringBuilder text = new StringBuilder(find() == null ? "made-up paths" : "PathData");
        double share = (double) paths.conversions() / paths.journeys();
        for (int k = 1; k <= 4; k++) {
            MarkovModel model = Markov.ofOrder(k).fit(paths);
            text.append("; order ")
                    .append(k)
                    .append(": residual ")
                    .append(model.residual())
                    .append(", conversion probability off by ")
                    .append(Math.abs(model.conversionProbability() - share));
        }
        return text.append("; equals exact values (OracleTest of attribution)").toString();
    }
}
