package io.clientele.prediction.survival;

/**
 * One line of a parametric regression's table.
 *
 * @param name of the feature; {@code (intercept)} for the constant
 * @param estimate change of log time for one unit of the feature; NaN when aliased
 * @param timeRatio exp(estimate): by what factor one unit stretches the time to leave
 * @param standardError of the estimate
 * @param z estimate over standard error
 * @param p two-sided, of the hypothesis that the feature does not matter
 * @param lower end of the Wald interval of the estimate
 * @param upper end of the Wald interval of the estimate
 * @param aliased true if the column follows from those before it, so that no estimate exists; the numbers are then NaN
 */
public record AftCoefficient(
        String name,
        double estimate,
        double timeRatio,
        double standardError,
        double z,
        double p,
        double lower,
        double upper,
        boolean aliased) {}
