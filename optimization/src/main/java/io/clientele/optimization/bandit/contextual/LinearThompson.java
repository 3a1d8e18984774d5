package io.clientele.optimization.bandit.contextual;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which arm should be shown to this visitor, where rewards are about linear in what is known of the visitor, while that is being learned?
 *
 * <p>Thompson sampling: each unit sees the arm that is best by one draw from the posterior of the linear models, N(coefficients,
 * deviation² · A<sup>-1</sup>). With a model by arm a unit draws a score for each arm; with one model of all arms
 * ({@link #withArmFeatures}) it follows one of {@link #withDraws} drawn models.
 *
 * <ul>
 *   <li>The deviation is that of a reward around its expectation. The default of 0.5 is enough for rewards between 0 and 1; for others
 *       give their standard deviation. More explores more.
 *   <li>With shared models, a share is a whole number of votes of the drawn models: the smallest but 0 is 1 by their number. Set
 *       a floor if every arm must go on being tried.
 * </ul>
 *
 * <p>Fitting takes O(arms · features³), choosing O(arms · features²). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * LinearThompson recipe = LinearThompson.of(List.of("age", "basket"), "control", "banner").withFloor(0.02);
 * ContextualSnapshot snapshot = recipe.fit(sums);
 * }</pre>
 *
 * @see <a href="https://proceedings.mlr.press/v28/agrawal13.html">Agrawal and Goyal (2013)</a>
 */
public final class LinearThompson extends LinearPolicy<LinearThompson> {

    private record Settings(double deviation, int draws) {}

    private final Settings s;

    private LinearThompson(ContextualArms arms, Model model, Settings s) {
        super(arms, model);
        this.s = s;
    }

    /**
     * A recipe with a model by arm, precision 1, deviation 0.5 and no guardrails.
     *
     * @param features names of what is known in each context; all differ
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static LinearThompson of(List<String> features, String... arms) {
        return new LinearThompson(ContextualArms.of(features, List.of(arms)), Model.DEFAULT, new Settings(0.5, 128));
    }

    /**
     * The same with another spread of the posterior.
     *
     * @param standardDeviation of a reward around its expectation, above 0
     * @return the recipe
     */
    public LinearThompson withDeviation(double standardDeviation) {
        Check.between("standardDeviation", standardDeviation, 1e-12, 1e12);
        return new LinearThompson(arms, model, new Settings(standardDeviation, s.draws));
    }

    /**
     * The same with another number of drawn models, where one model is shared by all arms.
     *
     * @param draws at least 2; 128 by default
     * @return the recipe
     */
    public LinearThompson withDraws(int draws) {
        Check.atLeast("draws", draws, 2);
        return new LinearThompson(arms, model, new Settings(s.deviation, draws));
    }

    @Override
    LinearThompson with(ContextualArms changed, Model to) {
        return new LinearThompson(changed, to, s);
    }

    @Override
    ChoiceRule rule(LinearModels models, List<Integer> free) {
        Design design = models.design;
        if (!design.shared()) {
            return new NormalRule(free.size(), design.width, s.deviation, models.scores(free));
        }
        double[][] draws = new double[s.draws][];
        for (int r = 0; r < s.draws; r++) {
            RandomGenerator random = RandomStreams.stream(arms.salt(), "bandit.linear.thompson", r);
            double[] normal = new double[design.size()];
            Arrays.setAll(normal, i -> Samplers.gaussian(random));
            double[] drawn = models.factors[0].solve(normal, s.deviation);
            draws[r] = design.together(arm -> design.ofArm(drawn, arm), free);
        }
        return new VoteRule(free.size(), design.width, draws);
    }

    @Override
    Object own() {
        return s;
    }
}
