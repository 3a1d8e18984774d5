package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;

/**
 * May an experiment be looked at after every unit, for as long as one likes, and be stopped at any moment? Yes, at a price in power.
 *
 * <p>The mixture sequential probability ratio test: at each look the likelihood of the difference, averaged over effects of a typical
 * size, is set against "no difference". The chance that its p-value <em>ever</em> falls to 5 % without a difference is at most 5 %, and
 * all intervals together hold the true difference with 95 %.
 *
 * <ul>
 *   <li>Exact for a known standard error; with one estimated from the data, right when there are many units. Begin to look at 100
 *       units and 20 conversions a variant or so.
 *   <li>The typical effect changes the power, not the error: too small or too large by a factor of three costs little.
 *   <li>Where the number of units is known beforehand, {@link GroupSequential} finds the same effects with far fewer.
 *   <li>An outcome that comes late must be counted for units whose time is up only.
 * </ul>
 *
 * <p>Immutable and thread-safe: each look gives a new state. Equal by value.
 *
 * <pre>{@code
 * AlwaysValidTest test = AlwaysValidTest.of(0.01);             // effects of about one point
 * test = test.look(c.difference(), c.unpooledError());         // whenever there is news
 * boolean stop = test.p() <= 0.05;
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1287/opre.2021.2135">Johari, Koomen, Pekelis and Walsh (2022), Always Valid Inference</a>
 */
public final class AlwaysValidTest {

    private record Content(double typicalEffect, double confidence, double logRatio, double p, Interval interval) {}

    private static final Interval LINE = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.5);

    private final Content c;

    private AlwaysValidTest(Content c) {
        this.c = c;
    }

    /**
     * A test that nothing has been seen of, with 95 % confidence.
     *
     * @param typicalEffect the standard deviation of effects one hopes for, in units of the difference, above 0
     * @return the test
     */
    public static AlwaysValidTest of(double typicalEffect) {
        Check.positive("typicalEffect", typicalEffect);
        return new AlwaysValidTest(new Content(typicalEffect, 0.95, 0, 1, line(0.95)));
    }

    /**
     * A test whose intervals are narrowest, for their confidence, when the standard error has come down to a given one: for those who
     * know about how many units there will be rather than how large effects are.
     *
     * @param standardError of the difference at that time, above 0: with n units a variant and a standard deviation s about
     *     s &#183; sqrt(2 / n)
     * @param confidence such as 0.95
     * @return the test
     * @see <a href="https://doi.org/10.1214/20-AOS1991">Howard, Ramdas, McAuliffe and Sekhon (2021), Time-uniform, nonparametric,
     *     nonasymptotic confidence sequences</a>
     */
    public static AlwaysValidTest tightestAt(double standardError, double confidence) {
        Check.positive("standardError", standardError);
        Check.confidence(confidence);
        double errors = -2 * Math.log1p(-confidence);
        return of(standardError * Math.sqrt(errors + Math.log1p(errors))).withConfidence(confidence);
    }

    private static Interval line(double confidence) {
        return new Interval(LINE.lower(), LINE.upper(), confidence);
    }

    /**
     * The same before its first look, with another confidence.
     *
     * @param confidence such as 0.95
     * @return the test
     */
    public AlwaysValidTest withConfidence(double confidence) {
        Check.confidence(confidence);
        return new AlwaysValidTest(new Content(c.typicalEffect, confidence, 0, 1, line(confidence)));
    }

    /**
     * Takes in what is known now, of all units since the start.
     *
     * @param difference variant less control
     * @param standardError of the difference, above 0
     * @return the test after this look
     */
    public AlwaysValidTest look(double difference, double standardError) {
        Check.finite("difference", difference);
        Check.positive("standardError", standardError);
        double v = standardError * standardError;
        double t = c.typicalEffect * c.typicalEffect;
        double logRatio = 0.5 * Math.log(v / (v + t))
                + t / (v + t) * (difference / standardError) * (difference / standardError) / 2;
        double half = Math.sqrt(v * (v + t) / t * (-2 * Math.log1p(-c.confidence) + Math.log1p(t / v)));
        return new AlwaysValidTest(new Content(
                c.typicalEffect,
                c.confidence,
                logRatio,
                Math.min(c.p, Math.exp(-logRatio)),
                new Interval(difference - half, difference + half, c.confidence)));
    }

    /** {@return the always-valid p-value: the smallest of all looks; stop when it is small enough} */
    public double p() {
        return c.p;
    }

    /** {@return the logarithm of the likelihood ratio at the last look; 0 before the first} */
    public double logLikelihoodRatio() {
        return c.logRatio;
    }

    /** {@return the interval of the difference at the last look; the whole line before the first} */
    public Interval interval() {
        return c.interval;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AlwaysValidTest that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "AlwaysValidTest[p=" + c.p + ", interval=" + c.interval + "]";
    }
}
