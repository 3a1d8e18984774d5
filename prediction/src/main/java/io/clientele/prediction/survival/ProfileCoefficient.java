package io.clientele.prediction.survival;

/**
 * One coefficient of a Cox regression, judged by how far the likelihood falls when it is held elsewhere.
 *
 * @param name of the feature
 * @param estimate change of the log hazard for one unit of the feature; NaN when aliased
 * @param lower end of the profile likelihood interval of the estimate
 * @param upper end of the profile likelihood interval of the estimate
 * @param chiSquare likelihood-ratio statistic of the hypothesis that the feature does not matter, one degree of freedom
 * @param p of that hypothesis
 * @param aliased true if no estimate exists; the numbers are then NaN
 */
public record ProfileCoefficient(
        String name, double estimate, double lower, double upper, double chiSquare, double p, boolean aliased) {}
