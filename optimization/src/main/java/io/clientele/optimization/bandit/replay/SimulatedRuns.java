package io.clientele.optimization.bandit.replay;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Moments;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Runs of a simulation, one or several, at each checkpoint. */
final class SimulatedRuns {

    final Moments[] regret;
    final Moments[] best;

    SimulatedRuns(int points) {
        regret = new Moments[points];
        best = new Moments[points];
        Arrays.setAll(regret, i -> Moments.create());
        Arrays.setAll(best, i -> Moments.create());
    }

    void merge(SimulatedRuns later) {
        for (int i = 0; i < regret.length; i++) {
            regret[i].merge(later.regret[i]);
            best[i].merge(later.best[i]);
        }
    }

    /** What is the same in all runs. */
    record Plan(int arms, TrueRates rates, int batch, int delay, long seed) {}

    /** A single run. Draws and outcomes come from one stream, so that a run depends on its number and the seed only. */
    static SimulatedRuns run(Plan plan, BanditRule rule, int[] checkpoints, int number) {
        RandomGenerator random = RandomStreams.stream(plan.seed, "bandit.simulation", number);
        BanditRule.Learner learner = rule.begin(RandomStreams.stream(plan.seed, "bandit.simulation.rule", number));
        SimulatedRuns run = new SimulatedRuns(checkpoints.length);
        Pending pending = new Pending(plan.delay);
        CheckedShares shares = CheckedShares.of(learner, plan.arms, "simulation");
        double lost = 0;
        long hits = 0;
        int point = 0;
        int trials = checkpoints[checkpoints.length - 1];
        for (int t = 0; t < trials; t++) {
            if (t > 0 && t % plan.batch == 0) {
                shares = CheckedShares.of(learner, plan.arms, "simulation");
            }
            int arm = shares.draw(random);
            double most = 0;
            double mine = 0;
            for (int k = 0; k < plan.arms; k++) {
                double rate = rate(plan.rates, t, k);
                most = Math.max(most, rate);
                mine = k == arm ? rate : mine;
            }
            lost += most - mine;
            hits += mine == most ? 1 : 0;
            pending.add(arm, random.nextDouble() < mine ? 1 : 0, learner);
            if (t + 1 == checkpoints[point]) {
                run.regret[point].add(lost);
                run.best[point].add((double) hits / (t + 1));
                point++;
            }
        }
        return run;
    }

    private static double rate(TrueRates rates, int trial, int arm) {
        double rate = rates.rate(trial, arm);
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(
                    "trial " + trial + ", arm " + arm + ": rate must be from 0 to 1, got " + rate);
        }
        return rate;
    }

    /** Outcomes that the rule does not know yet: the last so many trials. */
    private static final class Pending {

        private final int[] arms;
        private final double[] rewards;
        private int added;

        Pending(int delay) {
            arms = new int[delay];
            rewards = new double[delay];
        }

        void add(int arm, double reward, BanditRule.Learner learner) {
            if (arms.length == 0) {
                learner.record(arm, reward);
                return;
            }
            int at = added % arms.length;
            if (added >= arms.length) {
                learner.record(arms[at], rewards[at]);
            }
            arms[at] = arm;
            rewards[at] = reward;
            added++;
        }
    }
}
