package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;

/**
 * Does the variant do harm, so that it must be switched off now? A one-sided guard that may be asked after every unit, with an error of
 * its own.
 *
 * <p>The likelihood of the damage, averaged over damages of a typical size (half a normal distribution), is set against "no damage".
 * The chance that the guard <em>ever</em> stops a variant that does no harm is at most its error, however often one looks; it is
 * apart from the error of the main metric, and may watch another metric, such as errors, refunds or latency.
 *
 * <ul>
 *   <li>By default a fall of the metric is harm; {@link #withHarmUpwards} for metrics that should be low.
 *   <li>With a margin, harm is what goes beyond it: small losses one is ready to bear stop nothing.
 *   <li>Exact for a known standard error; begin at 100 units and 20 events a variant or so.
 *   <li>The typical harm changes how soon it is found, not the error.
 * </ul>
 *
 * <p>Immutable and thread-safe: each look gives a new state; equal by value.
 *
 * <pre>{@code
 * HarmGuard guard = HarmGuard.of(0.01);                 // a point of conversion
 * guard = guard.look(c.difference(), c.unpooledError());
 * if (guard.stop()) { switchOff(); }
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1214/20-AOS1991">Howard, Ramdas, McAuliffe and Sekhon (2021), Time-uniform, nonparametric,
 *     nonasymptotic confidence sequences, the one-sided normal mixture</a>
 */
public final class HarmGuard {

    private record Content(
            double typical, double alpha, double margin, boolean upwards, double logRatio, double logP) {}

    private static final double HALF_LOG_2PI = 0.9189385332046727;

    private final Content c;

    private HarmGuard(Content c) {
        this.c = c;
    }

    /**
     * A guard that nothing has been seen of, with an error of 1 %.
     *
     * @param typicalHarm size of the damages to be found soon, in units of the difference, above 0
     * @return the guard
     */
    public static HarmGuard of(double typicalHarm) {
        return new HarmGuard(new Content(Check.positive("typicalHarm", typicalHarm), 0.01, 0, false, 0, 0));
    }

    /**
     * The same before its first look, with another error.
     *
     * @param alpha above 0 and below 0.5
     * @return the guard
     */
    public HarmGuard withAlpha(double alpha) {
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("alpha must be above 0 and below 0.5, got " + alpha);
        }
        return new HarmGuard(new Content(c.typical, alpha, c.margin, c.upwards, 0, 0));
    }

    /**
     * The same before its first look, bearing some loss.
     *
     * @param loss that is not yet harm, in units of the difference, at least 0
     * @return the guard
     */
    public HarmGuard withMargin(double loss) {
        return new HarmGuard(new Content(c.typical, c.alpha, Check.atLeast("loss", loss, 0.0), c.upwards, 0, 0));
    }

    /**
     * The same before its first look, for a metric that should be low.
     *
     * @param upwards true if a rise is harm
     * @return the guard
     */
    public HarmGuard withHarmUpwards(boolean upwards) {
        return new HarmGuard(new Content(c.typical, c.alpha, c.margin, upwards, 0, 0));
    }

    /**
     * Takes in what is known now, of all units since the start.
     *
     * @param difference variant less control
     * @param standardError of the difference, above 0
     * @return the guard after this look
     */
    public HarmGuard look(double difference, double standardError) {
        Check.finite("difference", difference);
        Check.positive("standardError", standardError);
        double damage = (c.upwards ? difference : -difference) - c.margin;
        double logRatio = logRatio(damage / standardError, standardError);
        return new HarmGuard(
                new Content(c.typical, c.alpha, c.margin, c.upwards, logRatio, Math.min(c.logP, -logRatio)));
    }

    private double logRatio(double z, double standardError) {
        double ratio = c.typical / standardError;
        double kept = 1 / (1 + ratio * ratio);
        double a = z * Math.sqrt(1 - kept);
        // far below 0 the normal cdf is lost before its product with the exponential is: the series of Mills' ratio
        double far = 1 / (a * a);
        double tail = a > -30
                ? Math.log(Distributions.normalCdf(a)) + a * a / 2
                : Math.log(-(1 - far * (1 - 3 * far * (1 - 5 * far))) / a) - HALF_LOG_2PI;
        return Math.log(2) + 0.5 * Math.log(kept) + tail;
    }

    /**
     * How far a damage must be from the margin to stop the variant.
     *
     * @param standardError of the difference, above 0
     * @return in standard errors
     */
    public double criticalValue(double standardError) {
        Check.positive("standardError", standardError);
        double low = 0;
        double high = 1;
        double limit = -Math.log(c.alpha);
        while (logRatio(high, standardError) < limit) {
            high *= 2;
        }
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return high;
            }
            if (logRatio(middle, standardError) < limit) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** {@return true if harm was shown at some look: switch the variant off} */
    public boolean stop() {
        return p() <= c.alpha;
    }

    /** {@return the always-valid p-value of "no harm": the smallest of all looks} */
    public double p() {
        return Math.exp(c.logP);
    }

    /** {@return the natural logarithm of {@link #p}, also where that is too small for a double} */
    public double logP() {
        return c.logP;
    }

    /** {@return the logarithm of the likelihood ratio at the last look; 0 before the first} */
    public double logLikelihoodRatio() {
        return c.logRatio;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HarmGuard that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "HarmGuard[p=" + p() + ", alpha=" + c.alpha + "]";
    }
}
