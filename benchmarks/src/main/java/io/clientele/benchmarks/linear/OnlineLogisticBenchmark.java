package io.clientele.benchmarks.linear;

import io.clientele.benchmarks.Measured;
import io.clientele.prediction.linear.HashedRow;
import io.clientele.prediction.linear.OnlineLogisticLearner;
import io.clientele.prediction.linear.OnlineLogisticModel;
import io.clientele.prediction.linear.OnlineLogisticRegression;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * An event of 20 features, by name: hashed and learned, or hashed and scored, in 2^20 cells. Cost: some 15 bytes to hash a feature
 * at about a nanosecond each, two accesses to memory at random for a feature, and two square roots when it is learned; nothing
 * allocated.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OnlineLogisticBenchmark implements Measured {

    private static final int FEATURES = 20;
    private static final int EVENTS = 1 << 12;

    private final String[] names = new String[FEATURES];
    private final String[][] values = new String[EVENTS][FEATURES];
    private final double[] labels = new double[EVENTS];
    private final OnlineLogisticRegression recipe = OnlineLogisticRegression.create();
    private final OnlineLogisticLearner learner = recipe.start();
    private final HashedRow row = recipe.row();
    private OnlineLogisticModel model = learner.model();
    private int at;

    @Setup
    public void make() {
        SplittableRandom random = new SplittableRandom(1);
        for (int f = 0; f < FEATURES; f++) {
            names[f] = "feature" + f;
        }
        for (int i = 0; i < EVENTS; i++) {
            for (int f = 0; f < FEATURES; f++) {
                values[i][f] = "v" + random.nextInt(1 << (f / 2 + 1));
            }
            labels[i] = random.nextDouble() < (values[i][0].equals("v1") ? 0.3 : 0.1) ? 1 : 0;
            learner.learn(filled(i), labels[i]);
        }
        model = learner.model();
    }

    private HashedRow filled(int i) {
        row.clear();
        for (int f = 0; f < FEATURES; f++) {
            row.add(names[f], values[i][f]);
        }
        return row;
    }

    private int next() {
        at = (at + 1) & (EVENTS - 1);
        return at;
    }

    @Benchmark
    public double learn() {
        int i = next();
        return learner.learn(filled(i), labels[i]);
    }

    @Benchmark
    public double score() {
        return model.probability(filled(next()));
    }

    @Override
    public String accuracy() {
        return "each step agrees with plain loops in Python to 1e-12 (OnlineLogisticTest)";
    }
}
