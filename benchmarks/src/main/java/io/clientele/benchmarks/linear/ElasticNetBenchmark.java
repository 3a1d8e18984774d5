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
 * A logistic elastic net of 100,000 rows and 50 columns for 60 penalties, to 1e-11 of the optimality conditions, one thread; the
 * data of {@code compare/compare elastic-net}.
 *
 * <p>Cost of a step with a = number of columns that matter: a pass for the matrix, a (a + 1) flops a row, and passes for the
 * score, 2 p flops and some 60 for the probability a row; 40 MB read each time. Two to four of each for a penalty.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ElasticNetBenchmark implements Measured {

    /** Rows. */
    @Param({"100000"})
    public int rows;

    private Supplier<Answer> fit;

    @Setup
    public void make() {
        fit = Problem.prepared("elastic-net", rows, 50, 0);
    }

    @Benchmark
    public Answer path() {
        return fit.get();
    }

    @Override
    public String accuracy() {
        Problem made = Problem.all().get("elastic-net");
        DataFile data = made.make(20_000, 50, 0);
        double[] b = made.prepare(data).get().get("last");
        double[] lambdas = data.setting("lambdas");
        double lambda = lambdas[lambdas.length - 1];
        double mixing = data.setting("mixing")[0];
        int n = data.rows();
        double[][] x = data.features();
        double[] residual = new double[n];
        for (int i = 0; i < n; i++) {
            double margin = b[0];
            for (int j = 1; j < b.length; j++) {
                margin += b[j] * x[j - 1][i];
            }
            residual[i] = data.column("label")[i] - 1 / (1 + Math.exp(-margin));
        }
        double worst = 0;
        for (int j = 1; j < b.length; j++) {
            double mean = 0;
            for (double v : x[j - 1]) {
                mean += v / n;
            }
            double pull = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                pull += (x[j - 1][i] - mean) * residual[i] / n;
                squares += (x[j - 1][i] - mean) * (x[j - 1][i] - mean) / n;
            }
            double spread = Math.sqrt(squares);
            pull = pull / spread - lambda * (1 - mixing) * b[j] * spread;
            double off = b[j] == 0
                    ? Math.max(0, Math.abs(pull) - lambda * mixing)
                    : Math.abs(pull - Math.signum(b[j]) * lambda * mixing);
            worst = Math.max(worst, off);
        }
        return "largest violation of the optimality conditions at the last penalty, by plain sums: " + worst
                + " (20,000 x 50)";
    }
}
