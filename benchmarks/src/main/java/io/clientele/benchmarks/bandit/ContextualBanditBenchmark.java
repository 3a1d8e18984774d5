package io.clientele.benchmarks.bandit;

import io.clientele.benchmarks.Measured;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.optimization.bandit.contextual.ContextualSnapshot;
import io.clientele.optimization.bandit.contextual.ContextualSums;
import io.clientele.optimization.bandit.contextual.LinearLearner;
import io.clientele.optimization.bandit.contextual.LinearThompson;
import io.clientele.optimization.bandit.contextual.Scratch;
import io.clientele.optimization.bandit.contextual.SquareCb;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Contextual bandits of 20 arms and 32 inputs (31 features and a constant), one thread: a choice by Thompson sampling with a model by arm
 * and by inverse gap weighting, taking one decision in, and the propensity of a choice. Choosing and learning must allocate nothing.
 *
 * <p>Cost: a Thompson choice multiplies 20 triangles of 528 numbers by the context, 84 kB read from the second cache; an update turns 33
 * columns of 17 numbers on the average, six flops each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContextualBanditBenchmark implements Measured {

    private static final int ARMS = 20;
    private static final int FEATURES = 31;
    private static final int CONTEXTS = 64;

    private final double[][] contexts = new double[CONTEXTS][FEATURES];
    private final String[] arms =
            IntStream.range(0, ARMS).mapToObj(a -> "arm " + a).toArray(String[]::new);
    private final Scratch scratch = new Scratch();
    private ContextualSnapshot thompson;
    private ContextualSnapshot square;
    private LinearLearner learner;
    private ContextualSums sums;
    private int next;

    @Setup
    public void learn() {
        List<String> features =
                IntStream.range(0, FEATURES).mapToObj(j -> "feature " + j).toList();
        RandomGenerator random = RandomStreams.stream(4, "contextual.benchmark", 0);
        for (double[] context : contexts) {
            Arrays.setAll(context, j -> Samplers.gaussian(random));
        }
        sums = ContextualSums.of(features);
        LinearThompson recipe = LinearThompson.of(features, arms);
        learner = recipe.learner(sums);
        for (int i = 0; i < 20_000; i++) {
            learner.learn(arms[random.nextInt(ARMS)], contexts[i % CONTEXTS], Samplers.gaussian(random));
        }
        thompson = learner.snapshot();
        square = SquareCb.of(features, arms).fit(sums);
    }

    private double[] context() {
        next = (next + 1) % CONTEXTS;
        return contexts[next];
    }

    @Benchmark
    public int chooseByThompson() {
        double[] context = context();
        return thompson.choose((long) next * 1_000_003L, context, scratch);
    }

    @Benchmark
    public int chooseByGap() {
        double[] context = context();
        return square.choose((long) next * 1_000_003L, context, scratch);
    }

    @Benchmark
    public double propensityOfThompson() {
        return thompson.share(3, context(), scratch);
    }

    @Benchmark
    public LinearLearner update() {
        double[] context = context();
        learner.learn(arms[next % ARMS], context, context[0]);
        return learner;
    }

    @Benchmark
    public ContextualSums addExactly() {
        double[] context = context();
        sums.add(arms[next % ARMS], context, context[0]);
        return sums;
    }

    @Override
    public String accuracy() {
        double sum = Arrays.stream(thompson().shares(contexts[0])).sum();
        return "shares of 20 arms add up to 1 within " + Math.abs(sum - 1);
    }

    private ContextualSnapshot thompson() {
        if (thompson == null) {
            learn();
        }
        return thompson;
    }
}
