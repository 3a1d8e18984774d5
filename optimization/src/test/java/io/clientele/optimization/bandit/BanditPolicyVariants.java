package io.clientele.optimization.bandit;

import io.clientele.core.Estimator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every option that all recipes have, changed. */
final class BanditPolicyVariants {

    private BanditPolicyVariants() {}

    static <P extends BanditPolicy<P>> Map<String, Estimator<ArmCounts, BanditSnapshot>> of(P recipe) {
        BanditSnapshot last = ThompsonSampling.of("control", "banner").fit(ArmCounts.empty());
        Map<String, Estimator<ArmCounts, BanditSnapshot>> variants = new LinkedHashMap<>();
        variants.put("withArm", recipe.withArm("text"));
        variants.put("withoutArm", recipe.withoutArm("video"));
        variants.put("withPaused", recipe.withPaused("video"));
        variants.put("withPrior", recipe.withPrior(2, 50));
        variants.put("withFloor", recipe.withFloor(0.05));
        variants.put("withCeiling", recipe.withCeiling(0.9));
        variants.put("withControl", recipe.withControl("control", 0.1));
        variants.put("withMaximumChange", recipe.withMaximumChange(0.05, last));
        variants.put("withSalt", recipe.withSalt(7));
        return variants;
    }
}
