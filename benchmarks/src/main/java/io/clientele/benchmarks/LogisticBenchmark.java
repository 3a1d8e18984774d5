package io.clientele.benchmarks;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
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
 * Logistic regression on a million rows and 20 columns, one thread: a fit to convergence, and one stopped after one Newton
 * step, whose cost beside the passes is the same; the difference, divided by the iterations more, is the cost of a step.
 *
 * <p>Cost of a step with p columns and the constant, a row: (p + 1)(p + 2) flops for half the information matrix, p + 1 for its
 * weights, 2 (p + 1) for the score, 4 p for scaling and margins, about 60 for the probability and the likelihood: 650 at p = 20,
 * 0.65 GFLOP in all. The table, 160 MB, is read once a step.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LogisticBenchmark implements Measured {

    private static final int ROWS = 1_000_000;
    private static final int COLUMNS = 20;

    private LabeledTable data;

    @Setup
    public void fill() {
        data = data(ROWS);
    }

    private static LabeledTable data(int rows) {
        FeatureTable table = Data.gaussian(rows, COLUMNS);
        RandomGenerator random = RandomStreams.stream(3, "labels", 0);
        double[] labels = new double[rows];
        for (int i = 0; i < rows; i++) {
            double margin = -1;
            for (int j = 0; j < COLUMNS; j++) {
                margin += (j % 5 - 2) * 0.2 * table.get(i, j);
            }
            labels[i] = random.nextDouble() < VectorMath.sigmoid(margin) ? 1 : 0;
        }
        return LabeledTable.of(table, labels);
    }

    @Benchmark
    public LogisticModel fit() {
        return LogisticRegression.create().fit(data);
    }

    @Benchmark
    public LogisticModel oneStep() {
        return LogisticRegression.create().withMaxIterations(1).fit(data);
    }

    /** One step; a whole fit goes over a part of the rows first, so its work is not known beforehand. */
    @Override
    public Optional<Work> work(String method, UnaryOperator<String> parameter) {
        return method.equals("oneStep") ? Optional.of(new Work(650.0 * ROWS, 8.0 * COLUMNS * ROWS)) : Optional.empty();
    }

    @Override
    public String accuracy() {
        int rows = 200_000;
        LabeledTable some = data(rows);
        LogisticModel model = LogisticRegression.create().fit(some);
        double[] gradient = new double[COLUMNS + 1];
        double[] row = new double[COLUMNS];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                row[j] = some.features().get(i, j);
            }
            double residual = some.label(i) - model.probability(row);
            gradient[COLUMNS] += residual;
            for (int j = 0; j < COLUMNS; j++) {
                gradient[j] += row[j] * residual;
            }
        }
        double worst = 0;
        for (double g : gradient) {
            worst = Math.max(worst, Math.abs(g) / rows);
        }
        return "largest entry of the mean gradient at the solution " + worst + " after "
                + model.report().iterations() + " iterations on 200,000 rows; equals R's glm to 1e-8"
                + " (LogisticRegressionOracleTest)";
    }
}
