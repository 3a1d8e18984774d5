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
 *   <li>Exact for a known standard error; with one estimated from the data (an asymptotic confidence sequence), right when there are
 *       many units. Looks at counts and means begin to count at 100 units and 20 conversions a variant ({@link #withBurnIn}).
 *   <li>The typical effect changes the power, not the error: too small or too large by a factor of three costs little.
 *   <li>Where the number of units is known beforehand, {@link GroupSequential} finds the same effects with far fewer.
 *   <li>To stop a variant that does harm, with an error of its own, there is
 *       {@link io.clientele.optimization.experiment.sequential.HarmGuard}.
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

    private record Content(
            double typicalEffect, double confidence, BurnIn burnIn, double logRatio, double logP, Interval interval) {}

    private record BurnIn(long units, long successes) {}

    private static final BurnIn USUAL = new BurnIn(100, 20);

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
        return new AlwaysValidTest(new Content(typicalEffect, 0.95, USUAL, 0, 0, line(0.95)));
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
        return new AlwaysValidTest(new Content(c.typicalEffect, confidence, c.burnIn, 0, 0, line(confidence)));
    }

    /**
     * The same before its first look, with another number of units before which {@link #look(Conversions, Conversions)} and
     * {@link #look(MeanComparison)} say nothing.
     *
     * @param units of each variant, at least 2
     * @param successes of each variant, and as many failures, for rates; at least 1
     * @return the test
     */
    public AlwaysValidTest withBurnIn(long units, long successes) {
        Check.atLeast("units", units, 2L);
        Check.atLeast("successes", successes, 1L);
        return new AlwaysValidTest(
                new Content(c.typicalEffect, c.confidence, new BurnIn(units, successes), 0, 0, line(c.confidence)));
    }

    /**
     * Takes in the conversions of all units since the start. With less than 100 units, 20 successes and 20 failures of a variant
     * the normal distribution is not yet to be trusted, and the look says nothing; for so few there is
     * {@link io.clientele.optimization.experiment.sequential.BetaBinomialSequence}.
     *
     * @param control so far
     * @param variant so far
     * @return the test after this look; the same if it is too early
     */
    public AlwaysValidTest look(Conversions control, Conversions variant) {
        if (early(control) || early(variant)) {
            return this;
        }
        double error = Math.sqrt(squaredError(control) + squaredError(variant));
        return look(variant.rate() - control.rate(), error);
    }

    private boolean early(Conversions seen) {
        return seen.trials() < c.burnIn.units || Math.min(seen.successes(), seen.failures()) < c.burnIn.successes;
    }

    private static double squaredError(Conversions seen) {
        return seen.rate() * (1 - seen.rate()) / seen.trials();
    }

    /**
     * Takes in the means of all units since the start. With less than 100 units of a variant the look says nothing; for so few there
     * are {@link io.clientele.optimization.experiment.sequential.AnytimeT} and
     * {@link io.clientele.optimization.experiment.sequential.BettingSequence}.
     *
     * @param means of both variants
     * @return the test after this look; the same if it is too early
     */
    public AlwaysValidTest look(MeanComparison means) {
        return Math.min(means.control().count(), means.variant().count()) < c.burnIn.units
                ? this
                : look(means.difference(), means.standardError());
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
                c.burnIn,
                logRatio,
                Math.min(c.logP, -logRatio),
                new Interval(difference - half, difference + half, c.confidence)));
    }

    /** {@return the always-valid p-value: the smallest of all looks; stop when it is small enough} */
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
        return "AlwaysValidTest[p=" + p() + ", interval=" + c.interval + "]";
    }
}
