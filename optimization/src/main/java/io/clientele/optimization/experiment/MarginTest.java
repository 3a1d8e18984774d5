package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;

/**
 * Is the variant at most a stated margin worse than the control (non-inferior), or within a margin either way (equivalent)? "No
 * significant difference" does not say so: a small experiment never finds one.
 *
 * <p>Two one-sided tests. For means by the distribution of the comparison, for rates by Farrington and Manning's score test, whose
 * variance is that of the rates of greatest likelihood at the margin.
 *
 * <ul>
 *   <li>Non-inferior at a one-sided 2.5 % when p is at most 0.025: the same as a two-sided 95 % interval of means above the margin.
 *   <li>Equivalent at 5 % when p is at most 0.05: the same as a 90 % interval of means within the margins.
 *   <li>Fix the margin before the start, as the largest loss that does not matter.
 * </ul>
 *
 * @param lower the difference, variant less control, that must be exceeded
 * @param upper the difference that must not be reached; infinite for non-inferiority
 * @param pLower the one-sided p-value of "the difference is {@code lower} or less"
 * @param pUpper the one-sided p-value of "the difference is {@code upper} or more"; 0 for non-inferiority
 * @param logPLower natural logarithm of {@code pLower}, also where that is too small for a double
 * @param logPUpper natural logarithm of {@code pUpper}; minus infinity for non-inferiority
 * @see <a href="https://doi.org/10.1007/BF01068419">Schuirmann (1987)</a>
 * @see <a href="https://doi.org/10.1002/sim.4780091208">Farrington and Manning (1990)</a>
 */
public record MarginTest(double lower, double upper, double pLower, double pUpper, double logPLower, double logPUpper) {

    /** The chance of a value as large as seen, and its logarithm. */
    private record Tail(double p, double logP) {}

    private static final Tail NONE = new Tail(0, Double.NEGATIVE_INFINITY);

    private static MarginTest of(double lower, double upper, Tail above, Tail below) {
        return new MarginTest(lower, upper, above.p, below.p, above.logP, below.logP);
    }

    /**
     * Whether a mean is at most a margin lower than the control's.
     *
     * @param comparison of the two
     * @param margin largest loss that does not matter, in the metric's unit, at least 0; for a metric that should be low, compare its
     *     negative
     * @return the test
     */
    public static MarginTest nonInferior(MeanComparison comparison, double margin) {
        Check.atLeast("margin", margin, 0.0);
        return of(-margin, Double.POSITIVE_INFINITY, above(comparison, -margin), NONE);
    }

    /**
     * Whether two means are within a margin of each other.
     *
     * @param comparison of the two
     * @param margin largest difference that does not matter, above 0
     * @return the test
     */
    public static MarginTest equivalent(MeanComparison comparison, double margin) {
        Check.positive("margin", margin);
        return of(-margin, margin, above(comparison, -margin), below(comparison, margin));
    }

    /**
     * Whether a rate is at most a margin lower than the control's.
     *
     * @param control what there was before
     * @param variant what is new
     * @param margin largest loss that does not matter, such as 0.005 for half a point; from 0 to below 1
     * @return the test
     */
    public static MarginTest nonInferior(Conversions control, Conversions variant, double margin) {
        Check.between("margin", margin, 0, Math.nextDown(1.0));
        return of(-margin, Double.POSITIVE_INFINITY, normal(z(control, variant, -margin)), NONE);
    }

    /**
     * Whether two rates are within a margin of each other.
     *
     * @param control what there was before
     * @param variant what is new
     * @param margin largest difference that does not matter, above 0 and below 1
     * @return the test
     */
    public static MarginTest equivalent(Conversions control, Conversions variant, double margin) {
        Check.between("margin", margin, Double.MIN_VALUE, Math.nextDown(1.0));
        return of(-margin, margin, normal(z(control, variant, -margin)), normal(-z(control, variant, margin)));
    }

    /** {@return the larger of the two p-values: that of "the difference is outside the margins"} */
    public double p() {
        return Math.max(pLower, pUpper);
    }

    /** {@return the natural logarithm of {@link #p}, also where that is too small for a double} */
    public double logP() {
        return Math.max(logPLower, logPUpper);
    }

    private static Tail below(MeanComparison c, double bound) {
        return tail(c, -(c.difference() - bound) / c.standardError());
    }

    private static Tail above(MeanComparison c, double bound) {
        return tail(c, (c.difference() - bound) / c.standardError());
    }

    private static Tail tail(MeanComparison c, double t) {
        double degrees = c.degreesOfFreedom();
        return Double.isInfinite(degrees)
                ? normal(t)
                : new Tail(Distributions.studentSurvival(t, degrees), Distributions.studentLogSurvival(t, degrees));
    }

    private static Tail normal(double z) {
        return new Tail(Distributions.normalSurvival(z), Distributions.normalLogSurvival(z));
    }

    private static double z(Conversions control, Conversions variant, double bound) {
        double p = ScoreInterval.restricted(control, variant, bound);
        double q = p + bound;
        double away = variant.rate() - control.rate() - bound;
        double variance = p * (1 - p) / control.trials() + Math.max(0, q * (1 - q)) / variant.trials();
        return variance == 0 && away == 0 ? 0 : away / Math.sqrt(variance);
    }
}
