package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import java.util.Objects;

/**
 * How likely is it that a variant converts more often than the control, and what would be lost by choosing the wrong one?
 *
 * <p>Each rate has a Beta prior, the same for both, and so a Beta posterior; what is said of the two is worked out by quadrature to
 * about 12 digits, not by drawing.
 *
 * <ul>
 *   <li><strong>Stopping as soon as the probability passes 95 % does not keep wrong winners at 5 %</strong>: with daily looks they
 *       are several times as many. Where that matters use {@link GroupSequential} or {@link AlwaysValidTest}.
 *   <li>The prior speaks for as many units as its two parameters add up to; with thousands of units it hardly matters, with dozens
 *       it does. The default is Beta(1, 1), every rate equally likely.
 *   <li>Means and ratios: {@link ShrunkenEffect}.
 *   <li>A variant without success or without failure is no special case.
 * </ul>
 *
 * <p>Some milliseconds a comparison, whatever the counts. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * BayesianComparison b = BayesianProportionTest.create()
 *         .compare(new Conversions("control", 120, 1000), new Conversions("banner", 150, 1000));
 * double better = b.probabilityBetter();
 * double risk = b.expectedLossOfVariant();
 * }</pre>
 *
 * @see <a href="https://www.evanmiller.org/bayesian-ab-testing.html">Miller (2015), Formulas for Bayesian A/B testing</a>
 */
public final class BayesianProportionTest {

    private record Options(double confidence, double successes, double failures) {}

    private final Options o;

    private BayesianProportionTest(Options o) {
        this.o = o;
    }

    /** {@return intervals at 95 %, prior Beta(1, 1)} */
    public static BayesianProportionTest create() {
        return new BayesianProportionTest(new Options(0.95, 1, 1));
    }

    /**
     * The same with intervals of another probability.
     *
     * @param confidence such as 0.95
     * @return the test
     */
    public BayesianProportionTest withConfidence(double confidence) {
        Check.confidence(confidence);
        return new BayesianProportionTest(new Options(confidence, o.successes, o.failures));
    }

    /**
     * The same with another prior of both rates, as if so much had been seen before.
     *
     * @param successes from 1e-3 to 1e9
     * @param failures from 1e-3 to 1e9
     * @return the test
     */
    public BayesianProportionTest withPrior(double successes, double failures) {
        Check.between("successes", successes, 1e-3, 1e9);
        Check.between("failures", failures, 1e-3, 1e9);
        return new BayesianProportionTest(new Options(o.confidence, successes, failures));
    }

    /**
     * Compares one variant with the control.
     *
     * @param control what there was before
     * @param variant what is new
     * @return probabilities, losses and the interval of the difference
     */
    public BayesianComparison compare(Conversions control, Conversions variant) {
        Objects.requireNonNull(control, "control");
        Objects.requireNonNull(variant, "variant");
        BetaDifference d = new BetaDifference(
                o.successes + control.successes(),
                o.failures + control.failures(),
                o.successes + variant.successes(),
                o.failures + variant.failures());
        double tail = (1 - o.confidence) / 2;
        Interval interval = new Interval(d.quantile(tail, true), d.quantile(tail, false), o.confidence);
        return new BayesianComparison(control, variant, d, interval);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BayesianProportionTest that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "BayesianProportionTest" + o.toString().substring("Options".length());
    }
}
