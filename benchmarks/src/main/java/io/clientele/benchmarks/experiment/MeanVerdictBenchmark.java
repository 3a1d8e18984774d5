package io.clientele.benchmarks.experiment;

import io.clientele.benchmarks.Measured;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.optimization.experiment.Cuped;
import io.clientele.optimization.experiment.MeanComparison;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Ten million customers of two variants with a metric and what they did before, from arrays to a verdict adjusted by CUPED, one
 * thread.
 *
 * <p>Cost: 16 bytes a row read at least once; some 15 flops a row for two means, two variances and a covariance.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MeanVerdictBenchmark implements Measured {

    private static final int ROWS = 10_000_000;

    private final double[][] value = new double[2][];
    private final double[][] before = new double[2][];

    @Setup
    public void fill() {
        make(ROWS / 2);
    }

    private void make(int rows) {
        for (int v = 0; v < 2; v++) {
            RandomGenerator random = RandomStreams.stream(10, "metric", v);
            value[v] = new double[rows];
            before[v] = new double[rows];
            for (int i = 0; i < rows; i++) {
                before[v][i] = 50 + 20 * Samplers.gaussian(random);
                value[v][i] = 0.6 * before[v][i] + 15 * Samplers.gaussian(random) + 0.01 * v;
            }
        }
    }

    @Benchmark
    public MeanComparison verdict() {
        Cuped adjusted = Cuped.of(
                MetricSample.of("control", value[0], before[0]), MetricSample.of("variant", value[1], before[1]));
        return MeanTest.create().compare(adjusted.control(), adjusted.variant());
    }

    @Override
    public Optional<Work> work(String method, UnaryOperator<String> parameter) {
        return Optional.of(new Work(15.0 * ROWS, 16.0 * ROWS));
    }

    @Override
    public String accuracy() {
        make(500_000);
        MetricSample sample = MetricSample.of("control", value[0], before[0]);
        double mean = exactMean(value[0]);
        double other = exactMean(before[0]);
        double[] products = new double[value[0].length];
        Arrays.setAll(products, i -> (value[0][i] - mean) * (before[0][i] - other));
        double covariance = exactMean(products) * products.length / (products.length - 1.0);
        return "mean of 500,000 rows off by " + Math.abs(sample.mean() / mean - 1) + ", covariance by "
                + Math.abs(sample.covariance() / covariance - 1) + " relative to compensated sums";
    }

    /** Neumaier's sum. */
    private static double exactMean(double[] x) {
        double sum = 0;
        double lost = 0;
        for (double v : x) {
            double next = sum + v;
            lost += Math.abs(sum) >= Math.abs(v) ? (sum - next) + v : (v - next) + sum;
            sum = next;
        }
        return (sum + lost) / x.length;
    }
}
