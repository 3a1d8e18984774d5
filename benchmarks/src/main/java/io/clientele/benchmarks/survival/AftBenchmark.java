package io.clientele.benchmarks.survival;

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
 * Weibull regression of 100,000 customers and 10 features with standard errors, one thread; the data of {@code compare/compare
 * aft}.
 *
 * <p>Cost of a Newton step with q = p + 2 parameters, a row: 2 p flops for the location, an exponential, q (q + 1) for half the
 * matrix of second derivatives, 2 q for the first: 200 at p = 10; some six steps. The rows, 8 MB, are read once a step.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class AftBenchmark implements Measured {

    /** Customers. */
    @Param({"100000"})
    public int rows;

    private Supplier<Answer> fit;

    @Setup
    public void make() {
        fit = Problem.prepared("aft", rows, 10, 0);
    }

    @Benchmark
    public Answer fit() {
        return fit.get();
    }

    @Override
    public String accuracy() {
        Problem made = Problem.all().get("aft");
        DataFile data = made.make(20_000, 10, 0);
        Answer answer = made.prepare(data).get();
        double[][] x = data.features();
        double[] b = answer.get("coefficients");
        double scale = answer.get("scale")[0];
        double[] slope = new double[b.length + 1];
        for (int i = 0; i < data.rows(); i++) {
            double z = Math.log(data.column("time")[i]) - b[0];
            for (int j = 1; j < b.length; j++) {
                z -= b[j] * x[j - 1][i];
            }
            z /= scale;
            double pull = (Math.exp(z) - data.column("event")[i]) / scale;
            slope[0] += pull;
            for (int j = 1; j < b.length; j++) {
                slope[j] += pull * x[j - 1][i];
            }
            slope[b.length] += pull * scale * z - data.column("event")[i];
        }
        double worst = 0;
        for (double s : slope) {
            worst = Math.max(worst, Math.abs(s) / data.rows());
        }
        return "largest slope a row of the log likelihood at the solution " + worst
                + " (20,000 x 10); equals R's survreg (AftOracleTest)";
    }
}
