package io.clientele.optimization.bandit.replay;

import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.RewardRecorder;
import java.util.List;
import java.util.function.Function;

/** Learns by counting successes. */
record CountingLearner(List<String> arms, Function<ArmCounts, double[]> rule, RewardRecorder recorder)
        implements BanditRule.Learner {

    @Override
    public double[] shares() {
        return rule.apply(recorder.counts());
    }

    @Override
    public void record(int arm, double reward) {
        if (!(reward == 0 || reward == 1)) {
            throw new IllegalArgumentException("arm '" + arms.get(arm) + "': reward must be 0 or 1, got " + reward
                    + "; a rule for other rewards is a BanditRule of its own");
        }
        recorder.record(arms.get(arm), reward == 1);
    }
}
