package io.clientele.optimization.bandit;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.LinkedHashMap;
import java.util.Map;

class EpsilonGreedyContractTest extends EstimatorContract<ArmCounts, BanditSnapshot> {

    @Override
    protected EpsilonGreedy estimator() {
        return EpsilonGreedy.of(0.1, "control", "banner", "video");
    }

    @Override
    protected ArmCounts data() {
        return ArmCounts.of("control", 30, 1000)
                .plus(ArmCounts.of("banner", 41, 990))
                .plus(ArmCounts.of("video", 2, 50));
    }

    @Override
    protected Map<String, Estimator<ArmCounts, BanditSnapshot>> variants() {
        Map<String, Estimator<ArmCounts, BanditSnapshot>> variants = BanditPolicyVariants.of(estimator());
        variants.put("withHalfAfter", estimator().withHalfAfter(1_000));
        return variants;
    }

    @Override
    protected Map<ArmCounts, String> refused() {
        Map<ArmCounts, String> cases = new LinkedHashMap<>();
        cases.put(
                data().plus(ArmCounts.of("video", 60, 0)),
                "arm 'video': successes must be from 0 to the number of trials (50), got 62; put the counts of all "
                        + "servers together first");
        cases.put(
                ArmCounts.of("banner", -1, 0),
                "arm 'banner': successes must be from 0 to the number of trials (0), got -1");
        cases.put(ArmCounts.of("banner", 0, 2_000_000_000_000_000L), "beta must be between 1.0E-6 and 1.0E15");
        return cases;
    }

    @Override
    protected boolean canBeStoppedMidway() {
        return false;
    }
}
