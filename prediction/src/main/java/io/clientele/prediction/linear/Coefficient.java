package io.clientele.prediction.linear;

/**
 * One line of a regression's table.
 *
 * @param name of the feature; {@code (intercept)} for the constant
 * @param estimate change of the log-odds for one unit of the feature; NaN when aliased
 * @param standardError of the estimate
 * @param z estimate over standard error
 * @param p two-sided, of the hypothesis that the coefficient is 0
 * @param lower end of the Wald interval
 * @param upper end of the Wald interval
 * @param aliased true if the column follows from those before it, so that no estimate exists; the numbers are then NaN
 */
public record Coefficient(
        String name,
        double estimate,
        double standardError,
        double z,
        double p,
        double lower,
        double upper,
        boolean aliased) {}
