package io.clientele.optimization.bandit.contextual;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every contextual recipe has: the options of all, and what it refuses. */
abstract class ContextualContracts<P extends ContextualPolicy<P, D>, D>
        extends EstimatorContract<D, ContextualSnapshot> {

    @Override
    protected abstract P estimator();

    protected abstract D other();

    /** The options that this recipe alone has, changed. */
    protected abstract Map<String, Estimator<D, ContextualSnapshot>> own();

    @Override
    protected Map<String, Estimator<D, ContextualSnapshot>> variants() {
        P recipe = estimator();
        Map<String, Estimator<D, ContextualSnapshot>> variants = new LinkedHashMap<>(own());
        variants.put("withArm", recipe.withArm("d"));
        variants.put("withoutArm", recipe.withoutArm("c"));
        variants.put("withPaused", recipe.withPaused("c"));
        variants.put("withFloor", recipe.withFloor(0.05));
        variants.put("withControl", recipe.withControl("a", 0.1));
        variants.put("withSalt", recipe.withSalt(7));
        return variants;
    }

    @Override
    protected Map<D, String> refused() {
        Map<D, String> cases = new LinkedHashMap<>();
        cases.put(other(), "the data has features [x], the policy [age, basket, mobile]; they must be the same");
        return cases;
    }

    @Override
    protected boolean canBeStoppedMidway() {
        return false;
    }

    /** Of policies with linear models. */
    abstract static class Linear<P extends LinearPolicy<P>> extends ContextualContracts<P, ContextualSums> {

        @Override
        protected ContextualSums data() {
            return SampleDecisions.sums();
        }

        @Override
        protected ContextualSums other() {
            return ContextualSums.of("x");
        }

        @Override
        protected Map<String, Estimator<ContextualSums, ContextualSnapshot>> own() {
            Map<String, Estimator<ContextualSums, ContextualSnapshot>> own = new LinkedHashMap<>(alone());
            own.put("withPrecision", estimator().withPrecision(3));
            own.put("withArmFeatures", estimator().withArmFeatures(SampleDecisions.armFeatures()));
            return own;
        }

        abstract Map<String, Estimator<ContextualSums, ContextualSnapshot>> alone();
    }
}
