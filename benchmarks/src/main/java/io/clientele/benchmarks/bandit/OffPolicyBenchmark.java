package io.clientele.benchmarks.bandit;

import io.clientele.benchmarks.Measured;
import io.clientele.core.Execution;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.optimization.bandit.DecisionLog;
import io.clientele.optimization.bandit.OffPolicyEstimator;
import io.clientele.optimization.bandit.OffPolicyEvaluation;
import io.clientele.optimization.bandit.OffPolicyResult;
import io.clientele.optimization.bandit.TargetPolicy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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
 * What another policy would have earned, from a log of ten million decisions among five arms, one thread: without a model of
 * rewards (three estimators and the overlap), and with one (all eight).
 *
 * <p>Cost: 20 bytes a row read; some 30 flops a row without a model, with one some 40 more and a call of the model for each arm.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class OffPolicyBenchmark implements Measured {

    /** Decisions. */
    @Param({"10000000"})
    public int rows;

    private final double[] wanted = {0.1, 0.2, 0.4, 0.2, 0.1};
    private final double[] expected = {0.04, 0.05, 0.06, 0.05, 0.04};
    private DecisionLog log;

    @Setup
    public void fill() {
        make(rows);
    }

    private void make(int count) {
        double[] shown = {0.2, 0.3, 0.2, 0.2, 0.1};
        int[] arm = new int[count];
        double[] propensity = new double[count];
        double[] reward = new double[count];
        RandomGenerator random = RandomStreams.stream(9, "decisions", 0);
        for (int i = 0; i < count; i++) {
            double u = random.nextDouble();
            int a = 0;
            for (; a < 4 && u >= shown[a]; a++) {
                u -= shown[a];
            }
            arm[i] = a;
            propensity[i] = shown[a];
            reward[i] = random.nextDouble() < expected[a] ? 1 : 0;
        }
        log = DecisionLog.of(List.of("a", "b", "c", "d", "e"), arm, propensity, reward);
    }

    @Benchmark
    public OffPolicyResult withoutModel() {
        return OffPolicyEvaluation.create().evaluate(log, TargetPolicy.fixed(wanted));
    }

    @Benchmark
    public OffPolicyResult withModel() {
        return OffPolicyEvaluation.create()
                .evaluate(log, TargetPolicy.fixed(wanted), (row, arm) -> expected[arm], Execution.sequential());
    }

    @Override
    public Optional<Work> work(String method, UnaryOperator<String> parameter) {
        double count = Integer.parseInt(parameter.apply("rows"));
        return Optional.of(new Work((method.equals("withModel") ? 70 : 30) * count, 20 * count));
    }

    @Override
    public String accuracy() {
        int count = 1_000_000;
        make(count);
        double sum = 0;
        double weights = 0;
        double direct = 0;
        double robust = 0;
        double model = 0;
        for (int a = 0; a < 5; a++) {
            model += wanted[a] * expected[a];
        }
        for (int i = 0; i < count; i++) {
            double w = wanted[log.arm(i)] / log.propensity(i);
            sum += w * log.reward(i);
            weights += w;
            direct += model;
            robust += model + w * (log.reward(i) - expected[log.arm(i)]);
        }
        OffPolicyResult found = withModel();
        double worst = Math.max(
                off(found, OffPolicyEstimator.IPS, sum / count), off(found, OffPolicyEstimator.SNIPS, sum / weights));
        worst = Math.max(worst, off(found, OffPolicyEstimator.DIRECT_METHOD, direct / count));
        worst = Math.max(worst, off(found, OffPolicyEstimator.DOUBLY_ROBUST, robust / count));
        return "four estimates of a million rows off by at most " + worst + " relative from plain sums";
    }

    private static double off(OffPolicyResult found, OffPolicyEstimator kind, double plain) {
        return Math.abs(found.value(kind).estimate() / plain - 1);
    }
}
