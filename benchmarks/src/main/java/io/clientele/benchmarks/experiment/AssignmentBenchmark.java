package io.clientele.benchmarks.experiment;

import io.clientele.benchmarks.Measured;
import io.clientele.optimization.assignment.Bucketing;
import io.clientele.optimization.assignment.Experiment;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The variant of one unit among three, on one thread.
 *
 * <p>Cost of a number: two multiplications each in two rounds of mixing and two comparisons, nothing allocated; of a text one more
 * round for every four characters.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AssignmentBenchmark implements Measured {

    private static final int IDS = 1 << 12;

    private final Experiment own = experiment(Bucketing.CLIENTELE);
    private final Experiment growthBook = experiment(Bucketing.GROWTHBOOK_2);
    private final String[] ids = new String[IDS];
    private int next;

    private static Experiment experiment(Bucketing bucketing) {
        return Experiment.of("banner", "control", "video", "text")
                .withShares(0.5, 0.3, 0.2)
                .withBucketing(bucketing);
    }

    @Setup
    public void makeIds() {
        for (int i = 0; i < IDS; i++) {
            ids[i] = String.format("customer%08d", 7919 * i);
        }
    }

    @Benchmark
    public int number() {
        return own.variant(next++);
    }

    @Benchmark
    public int text() {
        return own.variant(ids[next++ & IDS - 1]);
    }

    @Benchmark
    public int textAsGrowthBook() {
        return growthBook.variant(ids[next++ & IDS - 1]);
    }

    @Override
    public String accuracy() {
        double[] shares = {0.5, 0.3, 0.2};
        double[] counts = new double[3];
        int units = 1_000_000;
        for (int i = 0; i < units; i++) {
            counts[own.variant(i)]++;
        }
        double worst = 0;
        for (int v = 0; v < 3; v++) {
            worst = Math.max(
                    worst, Math.abs(counts[v] / units - shares[v]) / Math.sqrt(shares[v] * (1 - shares[v]) / units));
        }
        return String.format(
                Locale.ROOT,
                "shares of a million numbers are at most %.1f standard errors from the stated ones",
                worst);
    }
}
