package io.clientele.optimization.bandit.replay;

import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.BanditSnapshot;
import io.clientele.optimization.bandit.Exp3;
import io.clientele.optimization.bandit.RewardRecorder;

/** Tells a recipe what happened since its last shares. */
final class Exp3Learner implements BanditRule.Learner {

    private Exp3 recipe;
    private BanditSnapshot served;
    private RewardRecorder since;

    Exp3Learner(Exp3 recipe) {
        this.recipe = recipe;
        served = recipe.fit(ArmCounts.empty());
        since = RewardRecorder.of(served.arms());
    }

    @Override
    public double[] shares() {
        recipe = recipe.after(served, since.counts());
        served = recipe.fit(ArmCounts.empty());
        since = RewardRecorder.of(served.arms());
        return served.shares();
    }

    @Override
    public void record(int arm, double reward) {
        String name = served.arm(arm);
        if (!(reward == 0 || reward == 1)) {
            throw new IllegalArgumentException("arm '" + name + "': reward must be 0 or 1, got " + reward
                    + "; a rule for other rewards is a BanditRule of its own");
        }
        since.record(name, reward == 1);
    }
}
