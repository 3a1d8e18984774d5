package io.clientele.optimization.bandit.contextual;

import io.clientele.core.internal.check.Check;
import java.util.List;

/**
 * The arm that a regression holds for best, most of the time; the others as much more seldom as they are expected to be worse.
 *
 * <p>SquareCB, inverse gap weighting: of K arms, each but the best has chance 1 / (K + gamma · gap), where the gap is what it is expected
 * to earn less than the best; the best has the rest. The propensity is the formula itself, every arm keeps a chance in every context, and
 * nothing but the expected rewards is needed: the first choice where the log must answer questions about other policies.
 *
 * <ul>
 *   <li>Gamma grows with the number n of decisions: scale · sqrt(K · n / (p · log(1 + n))) / range, with p coefficients in all; the theorem's
 *       rate, with p log n for the regret of least squares. The theorem's own scale is about 1 by the noise, and cautious; the default of 16
 *       explores less. {@link #withGamma} fixes it.
 *   <li>Gaps are in units of the range of rewards, {@link #withRewardRange}, 1 by default.
 * </ul>
 *
 * <p>Fitting takes O(arms · features³), choosing and shares O(arms · features). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ContextualSnapshot snapshot = SquareCb.of(List.of("age", "basket"), "control", "banner").fit(sums);
 * double[] shares = snapshot.shares(0.3, 1.2);
 * }</pre>
 *
 * @see <a href="https://proceedings.mlr.press/v119/foster20a.html">Foster and Rakhlin (2020)</a>
 */
public final class SquareCb extends LinearPolicy<SquareCb> {

    /** A gamma of 0 stands for the one that grows. */
    private record Settings(double scale, double gamma, double range) {}

    private final Settings s;

    private SquareCb(ContextualArms arms, Model model, Settings s) {
        super(arms, model);
        this.s = s;
    }

    /**
     * A recipe with a model by arm, precision 1, scale 16, range 1 and no guardrails.
     *
     * @param features names of what is known in each context; all differ
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static SquareCb of(List<String> features, String... arms) {
        return new SquareCb(ContextualArms.of(features, List.of(arms)), Model.DEFAULT, new Settings(16, 0, 1));
    }

    /**
     * The same with a gamma that grows faster or slower.
     *
     * @param factor above 0; more exploits sooner
     * @return the recipe
     */
    public SquareCb withScale(double factor) {
        Check.between("scale", factor, 1e-9, 1e9);
        return new SquareCb(arms, model, new Settings(factor, 0, s.range));
    }

    /**
     * The same with a fixed gamma.
     *
     * @param fixed above 0; an arm whose gap is K / gamma of the range has half of an equal share
     * @return the recipe
     */
    public SquareCb withGamma(double fixed) {
        Check.between("gamma", fixed, 1e-9, 1e15);
        return new SquareCb(arms, model, new Settings(s.scale, fixed, s.range));
    }

    /**
     * The same for rewards of another range.
     *
     * @param range largest less smallest reward, above 0
     * @return the recipe
     */
    public SquareCb withRewardRange(double range) {
        Check.between("range", range, 1e-12, 1e12);
        return new SquareCb(arms, model, new Settings(s.scale, s.gamma, range));
    }

    @Override
    SquareCb with(ContextualArms changed, Model to) {
        return new SquareCb(changed, to, s);
    }

    @Override
    ChoiceRule rule(LinearModels models, List<Integer> free) {
        return new GapRule(
                free.size(), models.design.width, gamma(models, free.size()) / s.range, models.coefficients(free));
    }

    private double gamma(LinearModels models, int free) {
        if (s.gamma > 0) {
            return s.gamma;
        }
        double n = Math.max(1, models.decisions);
        double coefficients = models.design.size() * (models.design.shared() ? 1.0 : free);
        return s.scale * Math.sqrt(free * n / (coefficients * StrictMath.log1p(n)));
    }

    @Override
    Object own() {
        return s;
    }
}
