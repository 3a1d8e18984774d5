package io.clientele.optimization.bandit;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every recipe for a bandit has: the options of all, and what it refuses. */
abstract class BanditPolicyContract<P extends BanditPolicy<P>> extends EstimatorContract<ArmCounts, BanditSnapshot> {

    /** A recipe of the arms control, banner and video. */
    @Override
    protected abstract P estimator();

    /** The options that this recipe alone has, changed. */
    protected Map<String, Estimator<ArmCounts, BanditSnapshot>> own() {
        return Map.of();
    }

    @Override
    protected ArmCounts data() {
        return ArmCounts.of("control", 30, 1000)
                .plus(ArmCounts.of("banner", 41, 990))
                .plus(ArmCounts.of("video", 2, 50));
    }

    @Override
    protected Map<String, Estimator<ArmCounts, BanditSnapshot>> variants() {
        P recipe = estimator();
        BanditSnapshot last = ThompsonSampling.of("control", "banner").fit(ArmCounts.empty());
        Map<String, Estimator<ArmCounts, BanditSnapshot>> variants = new LinkedHashMap<>(own());
        variants.put("withArm", recipe.withArm("text"));
        variants.put("withoutArm", recipe.withoutArm("video"));
        variants.put("withPaused", recipe.withPaused("video"));
        variants.put("withPrior", recipe.withPrior(2, 50));
        variants.put("withFloor", recipe.withFloor(0.05));
        variants.put("withCeiling", recipe.withCeiling(0.9));
        variants.put("withControl", recipe.withControl("control", 0.1));
        variants.put("withMaximumChange", recipe.withMaximumChange(0.05, last));
        variants.put("withBaseline", recipe.withBaseline("control", 0.1, 0.9));
        variants.put("withSalt", recipe.withSalt(7));
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
