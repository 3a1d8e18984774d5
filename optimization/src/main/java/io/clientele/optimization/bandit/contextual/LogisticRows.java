package io.clientele.optimization.bandit.contextual;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Inputs, successes and trials of one logistic model: a row for each distinct context of an arm. */
final class LogisticRows {

    final double[][] inputs;
    final double[] successes;
    final double[] trials;
    private final long sum;

    private LogisticRows(double[][] inputs, double[] successes, double[] trials, long sum) {
        this.inputs = inputs;
        this.successes = successes;
        this.trials = trials;
        this.sum = sum;
    }

    static LogisticRows of(Design design, ContextualCounts counts, int model) {
        List<double[]> inputs = new ArrayList<>();
        List<long[]> outcomes = new ArrayList<>();
        for (String arm : design.teachers(counts.arms(), model)) {
            SortedMap<double[], long[]> contexts = counts.contexts(arm);
            contexts.forEach((context, c) -> {
                inputs.add(design.inputs(context, arm));
                outcomes.add(c);
            });
        }
        return new LogisticRows(
                inputs.toArray(double[][]::new),
                outcomes.stream().mapToDouble(c -> c[0]).toArray(),
                outcomes.stream().mapToDouble(c -> c[1]).toArray(),
                outcomes.stream().mapToLong(c -> c[1]).sum());
    }

    long trials() {
        return sum;
    }
}
