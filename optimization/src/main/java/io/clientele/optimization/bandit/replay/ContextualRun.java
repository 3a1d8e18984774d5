package io.clientele.optimization.bandit.replay;

import io.clientele.core.internal.random.RandomStreams;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/** A single run of a simulation with contexts. Visitors have a stream of their own, so that they are the same for every rule. */
final class ContextualRun {

    /** What is the same in all runs. */
    record Plan(int arms, ContextualSource source, int batch, int delay, long seed) {}

    private static final class Outcome {

        final int arm;
        final double[] context;
        final double reward;

        Outcome(int arm, double[] context, double reward) {
            this.arm = arm;
            this.context = context;
            this.reward = reward;
        }
    }

    private final Plan plan;
    private final ContextualRule.Learner learner;
    private final RandomGenerator visitors;
    private final RandomGenerator random;
    private final ArrayDeque<Outcome> pending = new ArrayDeque<>();

    ContextualRun(Plan plan, ContextualRule rule, int number) {
        this.plan = plan;
        learner = rule.begin();
        visitors = RandomStreams.stream(plan.seed, "bandit.simulation.visitors", number);
        random = RandomStreams.stream(plan.seed, "bandit.simulation.contextual", number);
    }

    SimulatedRuns upTo(int[] checkpoints) {
        SimulatedRuns run = new SimulatedRuns(checkpoints.length);
        double lost = 0;
        long hits = 0;
        int point = 0;
        int trials = checkpoints[checkpoints.length - 1];
        for (int t = 0; t < trials; t++) {
            if (t > 0 && t % plan.batch == 0) {
                learner.refresh();
            }
            double[] context = plan.source.context(t, visitors);
            int arm = learner.choose(context, random);
            if (arm < 0 || arm >= plan.arms) {
                throw new IllegalArgumentException(
                        "trial " + t + ": the rule chose arm " + arm + ", the simulation has " + plan.arms);
            }
            double most = 0;
            for (int k = 0; k < plan.arms; k++) {
                most = Math.max(most, rate(t, context, k));
            }
            double mine = rate(t, context, arm);
            lost += most - mine;
            hits += mine == most ? 1 : 0;
            pending.add(new Outcome(arm, context, random.nextDouble() < mine ? 1 : 0));
            if (pending.size() > plan.delay) {
                Outcome known = pending.remove();
                learner.record(known.arm, known.context, known.reward);
            }
            if (t + 1 == checkpoints[point]) {
                run.regret[point].add(lost);
                run.best[point].add((double) hits / (t + 1));
                point++;
            }
        }
        return run;
    }

    private double rate(int trial, double[] context, int arm) {
        double rate = plan.source.rate(trial, context, arm);
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(
                    "trial " + trial + ", arm " + arm + ": rate must be from 0 to 1, got " + rate);
        }
        return rate;
    }
}
