package io.clientele.optimization.bandit.contextual;

import io.clientele.core.internal.check.Check;
import java.util.List;

/**
 * The arm that could still be the best in this context: the highest upper confidence bound of a linear model of the reward.
 *
 * <p>LinUCB: expected reward plus {@link #withWidth width} times the root of x' A<sup>-1</sup> x, with a model by arm or one of all
 * arms.
 *
 * <ul>
 *   <li>Without a floor every choice is certain: propensities are 0 and 1, and the log says nothing of other policies.
 *   <li>Arms with equal bounds, such as those of which nothing is known, share what the best gets.
 *   <li>Between refreshes the same context gives the same arm. Refresh after every few decisions, or use {@link LinearThompson}.
 * </ul>
 *
 * <p>Fitting takes O(arms · features³), choosing O(arms · features²). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ContextualSnapshot snapshot = LinUcb.of(List.of("age", "basket"), "control", "banner").fit(sums);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/1772690.1772758">Li, Chu, Langford and Schapire (2010), algorithm 1</a>
 */
public final class LinUcb extends LinearPolicy<LinUcb> {

    private record Settings(double width) {}

    private final Settings s;

    private LinUcb(ContextualArms arms, Model model, Settings s) {
        super(arms, model);
        this.s = s;
    }

    /**
     * A recipe with a model by arm, precision 1, width 1 and no guardrails.
     *
     * @param features names of what is known in each context; all differ
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static LinUcb of(List<String> features, String... arms) {
        return new LinUcb(ContextualArms.of(features, List.of(arms)), Model.DEFAULT, new Settings(1));
    }

    /**
     * The same with wider or narrower bounds. For rewards between 0 and 1 the paper's choice, bounds that hold with probability
     * 1 - d, is 1 + sqrt(log(2 / d) / 2): 2.4 for d = 0.05; less usually earns more.
     *
     * @param spreads at least 0, in units of the reward
     * @return the recipe
     */
    public LinUcb withWidth(double spreads) {
        Check.between("width", spreads, 0, 1e12);
        return new LinUcb(arms, model, new Settings(spreads));
    }

    @Override
    LinUcb with(ContextualArms changed, Model to) {
        return new LinUcb(changed, to, s);
    }

    @Override
    ChoiceRule rule(LinearModels models, List<Integer> free) {
        return new BoundRule(free.size(), models.design.width, s.width, models.scores(free));
    }

    @Override
    Object own() {
        return s;
    }
}
