package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * An effect as it is believed to be: normal, with this mean and standard deviation.
 *
 * <p>For means, ratios and everything else with a standard error what {@link BayesianProportionTest} is for rates. From
 * {@link EffectPrior#posterior} it is seen in the light of earlier tests; made of a comparison's difference and standard error it takes
 * every effect for equally likely beforehand, which suits many units.
 *
 * <ul>
 *   <li><strong>Stopping as soon as a probability passes 95 % does not keep wrong winners at 5 %</strong>; see {@link GroupSequential}
 *       and {@link AlwaysValidTest}.
 * </ul>
 *
 * <pre>{@code
 * ShrunkenEffect spend = new ShrunkenEffect(c.difference(), c.standardError());
 * double risk = spend.expectedLoss();
 * }</pre>
 *
 * @param mean between the measured effect and that of earlier tests
 * @param standardDeviation of what is not known
 */
public record ShrunkenEffect(double mean, double standardDeviation) {

    /** {@return the probability that the effect is above 0} */
    public double probabilityPositive() {
        if (standardDeviation == 0) {
            return mean > 0 ? 1 : 0;
        }
        return Distributions.normalSurvival(-mean / standardDeviation);
    }

    /** {@return how much is lost on average by choosing the variant: nothing where it is better, the effect where it is worse} */
    public double expectedLoss() {
        return positivePart(-mean);
    }

    /** {@return how much is lost on average by staying with the control: nothing where the variant is worse} */
    public double expectedLossOfControl() {
        return positivePart(mean);
    }

    /** E max(0, X) of a normal X with this mean; far below 0 by the series of Mills' ratio, where the difference would lose all digits. */
    private double positivePart(double center) {
        if (standardDeviation == 0) {
            return Math.max(0, center);
        }
        double z = center / standardDeviation;
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        double far = 1 / (z * z);
        return z > -30
                ? Math.max(0, standardDeviation * (density - Math.abs(z) * Distributions.normalSurvival(Math.abs(z))))
                        + Math.max(0, center)
                : standardDeviation * density * far * (1 - 3 * far * (1 - 5 * far));
    }

    /**
     * The probability that the effect is too small to matter (the region of practical equivalence).
     *
     * @param margin effects from -margin to margin do not matter; 0 or more
     * @return the probability
     */
    public double probabilityWithin(double margin) {
        Check.atLeast("margin", margin, 0.0);
        if (standardDeviation == 0) {
            return Math.abs(mean) <= margin ? 1 : 0;
        }
        double near = (margin - Math.abs(mean)) / standardDeviation;
        double far = (margin + Math.abs(mean)) / standardDeviation;
        return Math.max(0, Distributions.normalSurvival(-near) - Distributions.normalSurvival(far));
    }

    /**
     * The central interval.
     *
     * @param confidence such as 0.95
     * @return the interval that holds the effect with this probability
     */
    public Interval interval(double confidence) {
        double half = Distributions.normalTwoSided(confidence) * standardDeviation;
        return new Interval(mean - half, mean + half, confidence);
    }
}
