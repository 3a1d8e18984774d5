package io.clientele.benchmarks.experiment;

import io.clientele.benchmarks.Measured;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.optimization.experiment.MetricRows;
import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.experiment.verdict.ExperimentReport;
import io.clientele.optimization.experiment.verdict.VariantData;
import io.clientele.optimization.experiment.verdict.VerdictRule;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
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
 * Ten million rows of variant, metric and covariate, from columns to a verdict: exact sums, CUPED, sample ratio, balance before the
 * start, decision and words; one thread.
 *
 * <p>Cost: 20 bytes a row read once; two exact sums and three exact sums of products, some 16 additions of integers to words in the first
 * cache and three multiplications of 64 bits.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MeanVerdictBenchmark implements Measured {

    private static final int ROWS = 10_000_000;
    private static final VerdictRule RULE = VerdictRule.of("spend");

    private int[] variant = {};
    private double[] value = {};
    private double[] before = {};

    @Setup
    public void fill() {
        make(ROWS);
    }

    private void make(int rows) {
        RandomGenerator random = RandomStreams.stream(10, "metric", 0);
        variant = new int[rows];
        value = new double[rows];
        before = new double[rows];
        for (int i = 0; i < rows; i++) {
            variant[i] = i & 1;
            before[i] = 50 + 20 * Samplers.gaussian(random);
            value[i] = 0.6 * before[i] + 15 * Samplers.gaussian(random) + 0.01 * variant[i];
        }
    }

    private List<MetricSample> samples() {
        return MetricRows.of(List.of("control", "banner"), variant, value, before)
                .samples();
    }

    @Benchmark
    public ExperimentReport verdict() {
        List<MetricSample> samples = samples();
        return RULE.report(
                VariantData.of("control").withMean("spend", samples.get(0)),
                List.of(VariantData.of("banner").withMean("spend", samples.get(1))));
    }

    @Override
    public Optional<Work> work(String method, UnaryOperator<String> parameter) {
        return Optional.of(new Work(21.0 * ROWS, 20.0 * ROWS));
    }

    @Override
    public String accuracy() {
        make(100_000);
        MetricSample sample = samples().get(0);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < value.length; i += 2) {
            sum = sum.add(new BigDecimal(value[i]));
        }
        double mean = sum.divide(BigDecimal.valueOf(sample.count()), new MathContext(60))
                .doubleValue();
        return "mean of 50,000 rows off by " + Math.abs(sample.mean() - mean)
                + " from the one nearest to the exact fraction";
    }
}
