package io.clientele.optimization.bandit.contextual;

import io.clientele.core.FitReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Models of a linear policy that learn decision by decision, at once: what a refresh needs is always at hand.
 *
 * <p>A decision updates the Cholesky factor of its model by plane rotations, in O(features²) and without allocation, where
 * {@link LinearPolicy#fit} starts anew from all sums. Both give the same models within rounding; the learner's last bits depend on the
 * order of the decisions. So for several servers, or where customers must be forgotten, keep {@link ContextualSums} beside it and start
 * a new learner from them.
 *
 * <p>Not thread-safe; snapshots are.
 *
 * <pre>{@code
 * LinearLearner learner = recipe.learner(sums);
 * learner.learn("banner", context, 1);
 * ContextualSnapshot next = learner.snapshot();
 * }</pre>
 */
public final class LinearLearner {

    private final LinearPolicy<?> policy;
    private final LinearModels models;
    private final double[] inputs;
    private final Map<String, Integer> arms = new HashMap<>();

    LinearLearner(LinearPolicy<?> policy, LinearModels models) {
        this.policy = policy;
        this.models = models;
        inputs = new double[models.design.size()];
        List<String> names = policy.arms.names();
        for (int k = 0; k < names.size(); k++) {
            arms.put(names.get(k), k);
        }
    }

    /**
     * Takes in a decision whose reward is known.
     *
     * @param arm that was shown; listed in the policy
     * @param context in which it was shown, one value per feature
     * @param reward what came of it
     */
    public void learn(String arm, double[] context, double reward) {
        Integer index = arms.get(Objects.requireNonNull(arm, "arm"));
        if (index == null) {
            throw new IllegalArgumentException("arm '" + arm + "' is not known; arms are " + policy.arms.names());
        }
        Contexts.check(context, policy.arms.features());
        Contexts.reward(arm, reward);
        models.design.fill(context, index, inputs);
        models.factors[models.design.model(index)].add(inputs, reward);
        models.decisions++;
    }

    /**
     * Takes in a decision whose reward is known.
     *
     * @param decision as it was made
     * @param reward what came of it
     */
    public void learn(ContextualDecision decision, double reward) {
        learn(decision.arm(), decision.shared(), reward);
    }

    /** {@return what serves until the next refresh; what is learned later doesn't change it} */
    public ContextualSnapshot snapshot() {
        return policy.snapshot(
                models, FitReport.builder().rows(models.decisions).build());
    }

    @Override
    public String toString() {
        return "LinearLearner[" + models.decisions + " decisions, " + policy + "]";
    }
}
