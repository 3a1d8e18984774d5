package io.clientele.prediction.survival;

/**
 * One line of the table that says who will ever leave.
 *
 * @param name of the feature; {@code (intercept)} for the constant
 * @param estimate change of the log odds of ever leaving for one unit of the feature; NaN when aliased
 * @param oddsRatio exp(estimate): by what factor one unit multiplies the odds of ever leaving
 * @param standardError of the estimate
 * @param z estimate over standard error
 * @param p two-sided, of the hypothesis that the feature does not matter
 * @param lower end of the Wald interval of the estimate
 * @param upper end of the Wald interval of the estimate
 * @param aliased true if the column follows from those before it, so that no estimate exists; the numbers are then NaN
 */
public record CureCoefficient(
        String name,
        double estimate,
        double oddsRatio,
        double standardError,
        double z,
        double p,
        double lower,
        double upper,
        boolean aliased) {}
