package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;

/**
 * May a t-test, also of a regression-adjusted effect, be looked at after every unit? Yes: like
 * {@link io.clientele.optimization.experiment.AlwaysValidTest}, with the standard error's own uncertainty in it, so that small samples are no exception.
 *
 * <p>The likelihood of the t-value, averaged over effects that are normal in units of the residual standard deviation, is set against
 * "no effect". With n units, p coefficients (intercept and effect included), &#957; = n - p and r = g / (g + n), the evidence is
 * &#8730;r &#183; ((1 + t&#178;/&#957;) / (1 + r t&#178;/&#957;))<sup>(&#957; + 1)/2</sup>.
 *
 * <ul>
 *   <li>Exact for normal errors of equal variance and variants in fixed shares. With other errors, or robust standard errors
 *       (HC2), right when there are many units.
 *   <li>The weight g says at which size the interval is narrowest ({@link #tightestAt}); it changes the power, not the error.
 *   <li>Covariates must be fixed before the first look, and known before the start.
 *   <li>So few units that no value of t would be evidence enough: the interval is the whole line.
 * </ul>
 *
 * <p>Immutable and thread-safe: each look gives a new state; equal by value.
 *
 * <pre>{@code
 * AnytimeT test = AnytimeT.tightestAt(10_000, 3, 0.95);
 * test = test.look(0.8, 0.31, 4_000, 3);              // effect, its standard error, units, coefficients
 * boolean stop = test.p() <= 0.05;
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2210.08589">Lindon, Ham, Tingley and Bojinov (2022), Anytime-Valid Linear Models and
 *     Regression Adjusted Causal Inference in Randomized Experiments</a>
 */
public final class AnytimeT {

    private record Content(double weight, double confidence, double logEvidence, double logP, Interval interval) {}

    private final Content c;

    private AnytimeT(Content c) {
        this.c = c;
    }

    private static AnytimeT fresh(double weight, double confidence) {
        return new AnytimeT(new Content(
                weight,
                confidence,
                0,
                0,
                new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence)));
    }

    /**
     * A test that nothing has been seen of, with 95 % confidence.
     *
     * @param weight of "no effect" in units, above 0: the g of r = g / (g + n)
     * @return the test
     */
    public static AnytimeT of(double weight) {
        return fresh(Check.positive("weight", weight), 0.95);
    }

    /**
     * The test whose interval is narrowest at a size of the experiment.
     *
     * @param units of all variants together
     * @param coefficients of the regression, intercept and effect included; 2 without covariates
     * @param confidence such as 0.95
     * @return the test
     */
    public static AnytimeT tightestAt(double units, int coefficients, double confidence) {
        double degrees = degrees(units, coefficients);
        Check.confidence(confidence);
        // the radius has one minimum in log g; golden section
        double golden = (Math.sqrt(5) - 1) / 2;
        double low = Math.log(units) - 20;
        double high = Math.log(units) + 20;
        for (int i = 0; i < 100; i++) {
            double left = high - golden * (high - low);
            double right = low + golden * (high - low);
            if (radius(Math.exp(left), units, degrees, confidence)
                    <= radius(Math.exp(right), units, degrees, confidence)) {
                high = right;
            } else {
                low = left;
            }
        }
        return fresh(Math.exp(low + (high - low) / 2), confidence);
    }

    /**
     * The same before its first look, with another confidence.
     *
     * @param confidence such as 0.95
     * @return the test
     */
    public AnytimeT withConfidence(double confidence) {
        return fresh(c.weight, Check.confidence(confidence));
    }

    private static double degrees(double units, int coefficients) {
        Check.atLeast("coefficients", coefficients, 2);
        Check.finite("units", units);
        if (!(units > coefficients)) {
            throw new IllegalArgumentException(
                    "units must be more than the coefficients (" + coefficients + "), got " + units);
        }
        return units - coefficients;
    }

    /** In standard errors. */
    private static double radius(double weight, double units, double degrees, double confidence) {
        double r = weight / (weight + units);
        double q = Math.exp((Math.log(r) + 2 * Math.log1p(-confidence)) / (degrees + 1));
        return q > r ? Math.sqrt(degrees * (1 - q) / (q - r)) : Double.POSITIVE_INFINITY;
    }

    /**
     * Takes in what is known now, of all units since the start.
     *
     * @param estimate of the effect
     * @param standardError of the estimate, above 0
     * @param units of all variants together, more than coefficients
     * @param coefficients of the regression, intercept and effect included; 2 without covariates
     * @return the test after this look
     */
    public AnytimeT look(double estimate, double standardError, double units, int coefficients) {
        Check.finite("estimate", estimate);
        Check.positive("standardError", standardError);
        double degrees = degrees(units, coefficients);
        double t = estimate / standardError;
        double r = c.weight / (c.weight + units);
        double square = t * t / degrees;
        double evidence = 0.5 * Math.log(r) + 0.5 * (degrees + 1) * (Math.log1p(square) - Math.log1p(r * square));
        double half = standardError * radius(c.weight, units, degrees, c.confidence);
        return new AnytimeT(new Content(
                c.weight,
                c.confidence,
                evidence,
                Math.min(c.logP, -evidence),
                new Interval(estimate - half, estimate + half, c.confidence)));
    }

    /** {@return the weight g} */
    public double weight() {
        return c.weight;
    }

    /** {@return the always-valid p-value: the smallest of all looks; stop when it is small enough} */
    public double p() {
        return Math.exp(c.logP);
    }

    /** {@return the natural logarithm of {@link #p}, also where that is too small for a double} */
    public double logP() {
        return c.logP;
    }

    /** {@return the logarithm of the evidence at the last look; 0 before the first} */
    public double logEvidence() {
        return c.logEvidence;
    }

    /** {@return the interval of the effect at the last look; the whole line before the first} */
    public Interval interval() {
        return c.interval;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnytimeT that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "AnytimeT[p=" + p() + ", interval=" + c.interval + "]";
    }
}
