package io.clientele.optimization.bandit.contextual;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all recipes with linear models of the reward have in common: ridge regression, a model by arm or one of all arms.
 *
 * <p>With a model by arm the expected reward is a linear function of (1, context), by the normal equations A = precision · I + sum of
 * x x', A · coefficients = sum of reward · x. The models are factored by Cholesky, never inverted.
 *
 * <ul>
 *   <li>Scale features to about 1: the prior is the same for all, the constant included.
 *   <li>Rewards may be any numbers, such as 0 and 1, or revenue.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * @param <P> the recipe itself
 */
public abstract sealed class LinearPolicy<P extends LinearPolicy<P>> extends ContextualPolicy<P, ContextualSums>
        permits LinearThompson, LinUcb, SquareCb {

    /** Of the models. */
    record Model(double precision, @Nullable ArmFeatures armFeatures) {

        static final Model DEFAULT = new Model(1, null);
    }

    final Model model;

    LinearPolicy(ContextualArms arms, Model model) {
        super(arms);
        this.model = model;
    }

    abstract P with(ContextualArms changed, Model to);

    /** How to choose among the free arms, of which there is at least one. */
    abstract ChoiceRule rule(LinearModels models, List<Integer> free);

    @Override
    final P with(ContextualArms changed) {
        return with(changed, model);
    }

    /**
     * The same with another precision of the prior: how many decisions, with features of size 1, the prior is worth.
     *
     * @param precision above 0
     * @return the recipe
     */
    public final P withPrecision(double precision) {
        Check.between("precision", precision, 1e-9, 1e9);
        return with(arms, new Model(precision, model.armFeatures));
    }

    /**
     * The same with one model of all arms in place of a model for each.
     *
     * @param known features of all listed arms
     * @return the recipe
     */
    public final P withArmFeatures(ArmFeatures known) {
        return with(arms, new Model(model.precision, Objects.requireNonNull(known, "armFeatures")));
    }

    private LinearModels models(ContextualSums sums) {
        requireFeatures(sums.features());
        Design design = new Design(arms.features(), arms.names(), model.armFeatures);
        return new LinearModels(design, design.fit(sums, model.precision), used(sums));
    }

    @Override
    final ContextualSnapshot snapshot(ContextualSums sums, Execution execution) {
        return snapshot(models(sums), report(sums.arms(), used(sums)).build());
    }

    private long used(ContextualSums sums) {
        long used = 0;
        for (String arm : sums.arms()) {
            boolean taught = model.armFeatures == null ? arms.names().contains(arm) : model.armFeatures.has(arm);
            used += taught ? sums.count(arm) : 0;
        }
        return used;
    }

    final ContextualSnapshot snapshot(LinearModels models, FitReport report) {
        ContextualArms.Shown shown = arms.shown();
        ChoiceRule rule = shown.free().isEmpty() ? VoteRule.none(models.design.width) : rule(models, shown.free());
        return snapshot(shown, rule, report);
    }

    /**
     * A learner that takes decisions in one by one, starting from the past: for a single server that refreshes often.
     *
     * @param past what is known so far; not changed
     * @return the learner
     */
    public final LinearLearner learner(ContextualSums past) {
        return new LinearLearner(this, models(past));
    }

    /** Of the recipe that chooses, beside its models. */
    abstract Object own();

    @Override
    final Object settings() {
        return List.of(own(), model);
    }
}
