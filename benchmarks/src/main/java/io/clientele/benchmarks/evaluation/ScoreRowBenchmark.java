package io.clientele.benchmarks.evaluation;

import io.clientele.benchmarks.Data;
import io.clientele.benchmarks.Measured;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.linear.Coefficient;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The probability of one customer of 32 features by a fitted logistic model: 64 flops and an exponential, nothing allocated. The
 * thousand rows that take turns stay in the second cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScoreRowBenchmark implements Measured {

    /** Features. */
    @Param({"32"})
    public int columns = 32;

    private final double[][] rows = new double[1_000][];
    private LogisticModel model;
    private int next;

    @Setup
    public void fit() {
        FeatureTable table = Data.gaussian(20_000, columns);
        RandomGenerator random = RandomStreams.stream(7, "labels", 0);
        double[] labels = new double[table.rows()];
        Arrays.setAll(labels, i -> random.nextDouble() < 1 / (1 + Math.exp(-table.get(i, 0))) ? 1 : 0);
        model = LogisticRegression.create().fit(LabeledTable.of(table, labels));
        Arrays.setAll(rows, table::row);
    }

    @Benchmark
    public double probability() {
        next = next == rows.length - 1 ? 0 : next + 1;
        return model.probability(rows[next]);
    }

    @Override
    public String accuracy() {
        fit();
        List<Coefficient> coefficients = model.coefficients();
        double worst = 0;
        for (double[] row : rows) {
            double sum = coefficients.get(0).estimate();
            for (int j = 0; j < row.length; j++) {
                sum += row[j] * coefficients.get(j + 1).estimate();
            }
            double plain = 1 / (1 + Math.exp(-sum));
            worst = Math.max(worst, Math.abs(model.probability(row) / plain - 1));
        }
        return "largest difference from a plain loop with Math.exp " + worst + " relative";
    }
}
