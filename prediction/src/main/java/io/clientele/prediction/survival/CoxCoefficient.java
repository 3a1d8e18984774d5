package io.clientele.prediction.survival;

/**
 * One line of a Cox regression's table.
 *
 * @param name of the feature
 * @param estimate change of the log hazard for one unit of the feature; NaN when aliased
 * @param hazardRatio exp(estimate): how many times the rate of leaving is for one unit more
 * @param standardError of the estimate, the one the interval uses: robust if the model has robust errors
 *     and these are not 0, as they are when everybody leaves at once
 * @param modelError the model-based standard error
 * @param z estimate over standard error
 * @param p two-sided, of the hypothesis that the feature does not matter
 * @param lower end of the Wald interval of the estimate
 * @param upper end of the Wald interval of the estimate
 * @param aliased true if the column follows from those before it among the customers at risk, so that no estimate exists; the
 *     numbers are then NaN
 */
public record CoxCoefficient(
        String name,
        double estimate,
        double hazardRatio,
        double standardError,
        double modelError,
        double z,
        double p,
        double lower,
        double upper,
        boolean aliased) {

    /** A robust error below this share of the model's is rounding. */
    private static final double NOTHING = 1e-8;

    /** The error to show: the model's where the robust one is 0, as it is when everybody leaves at once and no score differs. */
    static double error(double variance, double modelVariance) {
        return Math.sqrt(variance > NOTHING * NOTHING * modelVariance ? variance : modelVariance);
    }
}
