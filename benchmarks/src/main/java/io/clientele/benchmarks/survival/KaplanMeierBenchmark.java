package io.clientele.benchmarks.survival;

import io.clientele.benchmarks.Measured;
import io.clientele.benchmarks.compare.Answer;
import io.clientele.benchmarks.compare.DataFile;
import io.clientele.benchmarks.compare.Problem;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One Kaplan-Meier curve of five million customers with errors and intervals, one thread: in whole days, some 1,100 of them, and
 * in continuous time, where nearly all times differ; the data of {@code compare/compare km}.
 *
 * <p>Cost: 12 bytes a row read. In whole days that and a count a row are all. In continuous time a radix sort of 8 bytes a row, two
 * passes and an insertion into buckets of eight, and then four divisions, two roots and an exponential a time for the curve and its
 * intervals, whose ten columns are 80 bytes a time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class KaplanMeierBenchmark implements Measured {

    private static final int ROWS = 5_000_000;

    /** Whole days or not. */
    @Param({"km-days", "km-continuous"})
    public String problem;

    private Supplier<Answer> fit;

    @Setup
    public void make() {
        fit = Problem.prepared(problem, ROWS, 0, 0);
    }

    @Benchmark
    public Answer fit() {
        return fit.get();
    }

    @Override
    public Optional<Work> work(String method, UnaryOperator<String> parameter) {
        return Optional.of(new Work(0, ROWS * (parameter.apply("problem").equals("km-days") ? 12.0 : 84.0)));
    }

    @Override
    public String accuracy() {
        double worst = 0;
        for (String name : new String[] {"km-days", "km-continuous"}) {
            Problem made = Problem.all().get(name);
            DataFile data = made.make(5_000, 0, 0);
            double[] found = made.prepare(data).get().get("survival");
            double[] ask = {30, 90, 180, 365, 730, 1000};
            for (int a = 0; a < ask.length; a++) {
                double limit = ask[a];
                double[] time = data.column("time");
                double[] event = data.column("event");
                double survival = java.util.Arrays.stream(time)
                        .distinct()
                        .sorted()
                        .filter(t -> t <= limit)
                        .map(t -> {
                            int risk = 0;
                            int deaths = 0;
                            for (int i = 0; i < time.length; i++) {
                                risk += time[i] >= t ? 1 : 0;
                                deaths += time[i] == t && event[i] == 1 ? 1 : 0;
                            }
                            return 1 - (double) deaths / risk;
                        })
                        .reduce(1, (p, q) -> p * q);
                worst = Math.max(worst, Math.abs(found[a] / survival - 1));
            }
        }
        return "largest difference from the product over risk sets counted anew, 5,000 rows, both kinds of time: "
                + worst + " relative";
    }
}
