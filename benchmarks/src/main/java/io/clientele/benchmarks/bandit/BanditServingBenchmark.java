package io.clientele.benchmarks.bandit;

import io.clientele.benchmarks.Measured;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.BanditSnapshot;
import io.clientele.optimization.bandit.ThompsonSampling;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Nanoseconds for one customer's arm of ten: sticky by a number or a text of 16 characters, drawn by shares, and drawn as in the
 * classic algorithm, a sample of every posterior. Nothing may be allocated. One method serves while another thread refreshes the
 * snapshot some thousand times a second; what is allocated there is that thread's.
 *
 * <p>Cost: three multiplications and shifts for a number, six more for a text, then at most four comparisons for the arm; ten
 * gamma pairs for the classic draw.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BanditServingBenchmark implements Measured {

    private static final int UNITS = 1_000;

    private final long[] numbers = new long[UNITS];
    private final String[] texts = new String[UNITS];
    private RandomGenerator random = RandomStreams.stream(8, "draws", 0);
    private BanditSnapshot snapshot;
    private volatile BanditSnapshot refreshed;
    private volatile boolean running;
    private Thread writer;

    static ArmCounts counts(int arms) {
        ArmCounts counts = ArmCounts.empty();
        for (int a = 0; a < arms; a++) {
            counts = counts.plus(ArmCounts.of("arm " + a, 40 + a * 7 % 13, 1_000));
        }
        return counts;
    }

    static ThompsonSampling recipe(int arms) {
        return ThompsonSampling.of(
                IntStream.range(0, arms).mapToObj(a -> "arm " + a).toList());
    }

    @Setup
    public void fit() {
        Arrays.setAll(numbers, i -> 1_000_003L * i);
        Arrays.setAll(texts, i -> String.format("customer-%07d", 7_919 * i));
        random = RandomStreams.stream(8, "draws", 0);
        snapshot = recipe(10).fit(counts(10));
        refreshed = snapshot;
        writer = new Thread(() -> {
            BanditSnapshot[] two = {snapshot, recipe(10).fit(counts(10).plus(ArmCounts.of("arm 1", 1, 1)))};
            for (int i = 0; running; i++) {
                refreshed = two[i & 1];
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        running = true;
        writer.setDaemon(true);
        writer.start();
    }

    @TearDown
    public void stop() {
        running = false;
        writer.interrupt();
    }

    @Benchmark
    @OperationsPerInvocation(UNITS)
    public int stickyByNumber() {
        int sum = 0;
        for (long unit : numbers) {
            sum += snapshot.choose(unit);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(UNITS)
    public int stickyByText() {
        int sum = 0;
        for (String unit : texts) {
            sum += snapshot.choose(unit);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(UNITS)
    public int stickyByNumberWhileRefreshed() {
        int sum = 0;
        for (long unit : numbers) {
            sum += refreshed.choose(unit);
        }
        return sum;
    }

    @Benchmark
    public int drawByShares() {
        return snapshot.draw(random);
    }

    @Benchmark
    public int drawFromPosteriors() {
        return snapshot.drawFromPosteriors(random);
    }

    @Override
    public String accuracy() {
        fit();
        stop();
        int customers = 10_000_000;
        long[] sticky = new long[10];
        for (int i = 0; i < customers; i++) {
            sticky[snapshot.choose((long) i)]++;
        }
        double worst = 0;
        for (int a = 0; a < 10; a++) {
            double share = snapshot.share(a);
            double error = Math.sqrt(share * (1 - share) / customers);
            worst = Math.max(worst, Math.abs(sticky[a] / (double) customers - share) / error);
        }
        return "of 10 million customers numbered in a row each arm has its share within " + worst + " standard errors";
    }
}
