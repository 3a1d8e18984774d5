package io.clientele.benchmarks.linear;

import io.clientele.benchmarks.Measured;
import io.clientele.benchmarks.compare.Answer;
import io.clientele.benchmarks.compare.DataFile;
import io.clientele.benchmarks.compare.Problem;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A sparse logistic regression of 500,000 rows and 100,000 columns, 30 values a row, L2 of strength 1, to 1e-8 of the gradient at
 * the start, one thread; the data of {@code compare/compare sparse-logistic}.
 *
 * <p>Cost of a product with the curvature: 60 million flops, 180 MB read in order, and 15 million accesses to cache lines of an
 * array of 1.6 MB; that array decides. Some tens of products for a fit.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SparseLogisticBenchmark implements Measured {

    /** Rows. */
    @Param({"500000"})
    public int rows;

    private Supplier<Answer> fit;

    @Setup
    public void make() {
        fit = Problem.prepared("sparse-logistic", rows, 100_000, 0);
    }

    @Benchmark
    public Answer ridge() {
        return fit.get();
    }

    @Override
    public String accuracy() {
        Problem made = Problem.all().get("sparse-logistic");
        DataFile data = made.make(20_000, 3_000, 0);
        Answer answer = made.prepare(data).get();
        double[] b = answer.get("coefficients");
        double intercept = answer.get("intercept")[0];
        double[] pull = new double[b.length];
        for (int i = 0; i < data.rows(); i++) {
            double margin = intercept;
            for (int c = 0; c < 30; c++) {
                margin += b[(int) data.column("x" + c)[i]] * data.column("v" + c)[i];
            }
            double residual = data.column("label")[i] - 1 / (1 + Math.exp(-margin));
            for (int c = 0; c < 30; c++) {
                pull[(int) data.column("x" + c)[i]] += residual * data.column("v" + c)[i];
            }
        }
        double worst = 0;
        for (int j = 0; j < b.length; j++) {
            worst = Math.max(worst, Math.abs(pull[j] - data.setting("strength")[0] * b[j]));
        }
        return "largest component of the gradient of the sum over 20,000 rows, by plain sums: " + worst;
    }
}
