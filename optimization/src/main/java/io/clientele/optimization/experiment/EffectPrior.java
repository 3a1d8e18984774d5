package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * What do the tests of the past say of the next one? True effects are normal around a mean; how far they spread is learnt from measured
 * effects and their standard errors (empirical Bayes, a random-effects meta-analysis).
 *
 * <p>A result is then pulled towards the mean by as much as it is noise: the winner of many tests is rarely as good as it looked.
 *
 * <ul>
 *   <li>Take <em>all</em> tests of the past, not the published winners: leaving out the failures makes the prior too hopeful.
 *   <li>Effects must be comparable: lifts in percent, or log odds, rather than amounts of different shops.
 *   <li>No more spread than chance: the spread is 0, and every effect is taken to be the mean. That is no proof that they are equal.
 *   <li>The spread is taken as known, so that intervals are too short: after 30 past tests whose noise was as large as their spread, 91 %
 *       of 95 % intervals held the truth (1,000 seeded rounds in the tests). {@link PastEffects} allows for that.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * EffectPrior prior = EffectPrior.fromPast(pastLifts, pastErrors);
 * ShrunkenEffect likely = prior.posterior(0.04, 0.02);
 * }</pre>
 *
 * @param mean of the true effects
 * @param spread standard deviation of the true effects; 0 or more
 * @see <a href="https://doi.org/10.1016/0197-2456(86)90046-2">DerSimonian and Laird (1986)</a>
 */
public record EffectPrior(double mean, double spread) {

    /**
     * Checks the numbers.
     *
     * @param mean of the true effects
     * @param spread of the true effects
     */
    public EffectPrior {
        Check.finite("mean", mean);
        Check.atLeast("spread", spread, 0.0);
    }

    /**
     * Learns from past tests by restricted maximum likelihood.
     *
     * @param effects as measured, one a test, two or more
     * @param standardErrors of the effects, above 0
     * @return the prior
     */
    public static EffectPrior fromPast(double[] effects, double[] standardErrors) {
        return fromPast(effects, standardErrors, SpreadEstimator.REML);
    }

    /**
     * Learns from past tests.
     *
     * @param effects as measured, one a test, two or more
     * @param standardErrors of the effects, above 0
     * @param estimator of the spread
     * @return the prior
     */
    public static EffectPrior fromPast(double[] effects, double[] standardErrors, SpreadEstimator estimator) {
        Objects.requireNonNull(estimator, "estimator");
        requirePast(effects, standardErrors);
        return new RandomEffects(effects, standardErrors).fit(estimator);
    }

    static void requirePast(double[] effects, double[] standardErrors) {
        Check.length("standardErrors", standardErrors.length, effects.length, "one for each effect");
        if (effects.length < 2) {
            throw new IllegalArgumentException("past tests must be two or more, got " + effects.length);
        }
        for (int i = 0; i < effects.length; i++) {
            Check.finite("effects[" + i + "]", effects[i]);
            Check.positive("standardErrors[" + i + "]", standardErrors[i]);
        }
    }

    /**
     * What an effect is likely to be, after a test and in the light of the past ones.
     *
     * @param effect as measured
     * @param standardError of the effect, above 0
     * @return the effect, pulled towards the mean
     */
    public ShrunkenEffect posterior(double effect, double standardError) {
        Check.finite("effect", effect);
        Check.positive("standardError", standardError);
        double kept = spread / Math.hypot(spread, standardError);
        return new ShrunkenEffect(mean + kept * kept * (effect - mean), kept * standardError);
    }
}
