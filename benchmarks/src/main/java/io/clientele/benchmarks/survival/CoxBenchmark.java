package io.clientele.benchmarks.survival;

import io.clientele.benchmarks.Measured;
import io.clientele.benchmarks.compare.Answer;
import io.clientele.benchmarks.compare.DataFile;
import io.clientele.benchmarks.compare.Problem;
import java.util.Arrays;
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
 * Cox regression with Efron's ties on whole days, one thread, standard errors and baseline included; the data of {@code
 * compare/compare cox} and {@code cox-start-stop}.
 *
 * <p>Cost of a Newton step with p features, a row: 2 p flops for the predictor, some 20 for its exponential, 2 p for the sums of
 * the risk set, p (p + 1) for its squares; 0.5 KFLOP at p = 20. Memory: the table's own columns, 8 p bytes a row, read twice a step, and
 * 16 bytes a row of its own; four or five steps. With starts rows are sorted first, and enter and leave the risk set: sums twice, and
 * five readings a step.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CoxBenchmark implements Measured {

    /** The problem, rows and features. */
    @Param({"cox 200000x20", "cox 1000000x10", "cox-start-stop 1000000x10"})
    public String problem;

    private Supplier<Answer> fit;

    @Setup
    public void make() {
        String[] parts = problem.split("[ x](?=\\d)");
        fit = Problem.prepared(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), 0);
    }

    @Benchmark
    public Answer fit() {
        return fit.get();
    }

    @Override
    public String accuracy() {
        StringBuilder text = new StringBuilder();
        for (String name : new String[] {"cox", "cox-start-stop"}) {
            Problem made = Problem.all().get(name);
            DataFile data = made.make(2_000, 5, 0);
            Answer answer = made.prepare(data).get();
            double plain = logLikelihood(data, answer.get("coefficients"));
            text.append(name)
                    .append(": log likelihood off by ")
                    .append(Math.abs(answer.get("logLikelihood")[0] / plain - 1))
                    .append(" relative to every risk set summed by itself, largest slope a row ")
                    .append(slope(data, answer.get("coefficients")))
                    .append("; ");
        }
        return text + "2,000 x 5; equals R's coxph (CoxOracleTest)";
    }

    /** By central differences of the plain log likelihood. */
    private static double slope(DataFile data, double[] b) {
        double worst = 0;
        for (int j = 0; j < b.length; j++) {
            double step = 1e-4;
            double[] up = b.clone();
            up[j] += step;
            double[] down = b.clone();
            down[j] -= step;
            double slope = (logLikelihood(data, up) - logLikelihood(data, down)) / (2 * step);
            worst = Math.max(worst, Math.abs(slope) / data.rows());
        }
        return worst;
    }

    /** Efron (1977), each risk set anew. */
    private static double logLikelihood(DataFile data, double[] b) {
        double[][] x = data.features();
        double[] time = data.column("time");
        double[] event = data.column("event");
        double[] start = data.has("start") ? data.column("start") : new double[time.length];
        double[] margin = new double[time.length];
        for (int j = 0; j < b.length; j++) {
            for (int i = 0; i < margin.length; i++) {
                margin[i] += b[j] * x[j][i];
            }
        }
        double sum = 0;
        for (double t : Arrays.stream(time).distinct().toArray()) {
            double risk = 0;
            double tied = 0;
            int deaths = 0;
            for (int i = 0; i < time.length; i++) {
                boolean dies = time[i] == t && event[i] == 1;
                risk += time[i] >= t && (start[i] < t) ? Math.exp(margin[i]) : 0;
                tied += dies ? Math.exp(margin[i]) : 0;
                sum += dies ? margin[i] : 0;
                deaths += dies ? 1 : 0;
            }
            for (int d = 0; d < deaths; d++) {
                sum -= Math.log(risk - tied * d / deaths);
            }
        }
        return sum;
    }
}
