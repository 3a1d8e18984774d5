package io.clientele.optimization.bandit.contextual;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import java.util.List;
import java.util.TreeSet;

/**
 * Each unit follows one of several models of the reward that were learned from differently resampled pasts: explores as Thompson sampling
 * does, where no posterior is believed in.
 *
 * <p>Bootstrap Thompson sampling by online bagging: ridge regressions by arm on {@link BaggedSums}. A unit's model is chosen by hash, and
 * shows the arm that it holds for best.
 *
 * <ul>
 *   <li>A share is a whole number of models: the smallest but 0 is 1 by their number. Set a floor if every arm must go on being tried;
 *       all models agree where little was seen, for resampling nothing gives nothing.
 *   <li>Arms that a model can't tell apart, such as new ones, share its vote.
 * </ul>
 *
 * <p>Fitting takes O(models · arms · features³), choosing O(arms · features). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ContextualSnapshot snapshot = OnlineBagging.of(List.of("returning", "basket"), "control", "banner")
 *         .withFloor(0.05)
 *         .fit(bags);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1802.04064">Bietti, Agarwal and Langford (2021), A Contextual Bandit Bake-off, algorithm 4</a>
 */
public final class OnlineBagging extends ContextualPolicy<OnlineBagging, BaggedSums> {

    private record Settings(double precision) {}

    private final Settings s;

    private OnlineBagging(ContextualArms arms, Settings s) {
        super(arms);
        this.s = s;
    }

    /**
     * A recipe with precision 1 and no guardrails.
     *
     * @param features names of what is known in each context; all differ
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static OnlineBagging of(List<String> features, String... arms) {
        return new OnlineBagging(ContextualArms.of(features, List.of(arms)), new Settings(1));
    }

    /**
     * The same with another precision of the ridge regressions.
     *
     * @param precision above 0
     * @return the recipe
     */
    public OnlineBagging withPrecision(double precision) {
        Check.between("precision", precision, 1e-9, 1e9);
        return new OnlineBagging(arms, new Settings(precision));
    }

    @Override
    OnlineBagging with(ContextualArms changed) {
        return new OnlineBagging(changed, s);
    }

    @Override
    ContextualSnapshot snapshot(BaggedSums bags, Execution execution) {
        requireFeatures(bags.features());
        Design design = new Design(arms.features(), arms.names(), null);
        ContextualArms.Shown shown = arms.shown();
        double[][] models = new double[bags.models()][];
        TreeSet<String> counted = new TreeSet<>();
        long taken = 0;
        for (int m = 0; m < models.length; m++) {
            ContextualSums own = bags.parts().get(m);
            counted.addAll(own.arms());
            for (String arm : arms.names()) {
                taken += own.count(arm);
            }
            models[m] = NormalScores.coefficients(design, design.fit(own, s.precision), shown.free());
        }
        return snapshot(
                shown,
                new VoteRule(shown.free().size(), design.width, models),
                report(counted, taken / models.length).build());
    }

    @Override
    Object settings() {
        return s;
    }
}
