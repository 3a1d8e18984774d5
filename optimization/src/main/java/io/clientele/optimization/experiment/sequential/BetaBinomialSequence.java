package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.internal.SmallDifferences;
import java.util.function.DoubleUnaryOperator;

/**
 * Conversions from the very first unit on: what do they say, however often one looks, also when there are few?
 *
 * <p>The likelihood of the counts, averaged over rates from a beta distribution, is set against that of a single rate. The chance that
 * a true rate is <em>ever</em> outside its interval is at most 5 %, for any number of units: nothing is approximated, no
 * burn-in is needed. For two variants the evidences are multiplied, and a difference is kept as long as some pair of rates with that
 * difference is.
 *
 * <ul>
 *   <li>Units may come to the variants in any order and in any numbers, as long as that does not depend on outcomes to come.
 *   <li>No conversions, or nothing else: intervals end at 0 or 1.
 *   <li>The smallest p so far holds, and so does what the intervals so far have in common.
 *   <li>Careful for two variants: with a hundred conversions or more, {@link io.clientele.optimization.experiment.AlwaysValidTest} is narrower.
 *   <li>The prior changes the width, not the error.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * BetaBinomialSequence sequence = BetaBinomialSequence.create();
 * Interval difference = sequence.difference(new Conversions("control", 2, 40), new Conversions("banner", 14, 41));
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177696786">Robbins (1970), Statistical methods related to the law of the iterated
 *     logarithm</a>
 * @see <a href="https://doi.org/10.1214/20-AOS1991">Howard, Ramdas, McAuliffe and Sekhon (2021), Time-uniform, nonparametric,
 *     nonasymptotic confidence sequences</a>
 */
public final class BetaBinomialSequence {

    private record Options(double a, double b, double confidence) {}

    private final Options o;

    private BetaBinomialSequence(Options o) {
        this.o = o;
    }

    /** {@return with 95 % confidence and the prior Beta(1/2, 1/2)} */
    public static BetaBinomialSequence create() {
        return new BetaBinomialSequence(new Options(0.5, 0.5, 0.95));
    }

    /**
     * The same with another prior of each rate: narrower near a / (a + b).
     *
     * @param a successes it is worth, above 0
     * @param b failures it is worth, above 0
     * @return the sequence
     */
    public BetaBinomialSequence withPrior(double a, double b) {
        return new BetaBinomialSequence(new Options(Check.positive("a", a), Check.positive("b", b), o.confidence));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the sequence
     */
    public BetaBinomialSequence withConfidence(double confidence) {
        return new BetaBinomialSequence(new Options(o.a, o.b, Check.confidence(confidence)));
    }

    /**
     * The evidence against a rate.
     *
     * @param rate from 0 to 1
     * @param seen so far
     * @return its natural logarithm; infinite for a rate under which this can't happen
     */
    public double logEvidence(double rate, Conversions seen) {
        Check.between("rate", rate, 0, 1);
        return mixture(seen) - logLikelihood(rate, seen);
    }

    /**
     * The evidence against equal rates: against the one common rate that fits best.
     *
     * @param control so far
     * @param variant so far
     * @return its natural logarithm
     */
    public double logEvidence(Conversions control, Conversions variant) {
        double rate =
                (control.successes() + (double) variant.successes()) / (control.trials() + (double) variant.trials());
        return mixture(control) + mixture(variant) - logLikelihood(rate, control) - logLikelihood(rate, variant);
    }

    /**
     * The p-value of equal rates at this moment; the smallest one seen so far holds.
     *
     * @param control so far
     * @param variant so far
     * @return at most 1; e to the power of less {@link #logEvidence(Conversions, Conversions)}, which is never too small for a double
     */
    public double p(Conversions control, Conversions variant) {
        return Math.min(1, Math.exp(-logEvidence(control, variant)));
    }

    /**
     * The rates that are not refuted.
     *
     * @param seen so far
     * @return the interval
     */
    public Interval interval(Conversions seen) {
        double most = -Math.log1p(-o.confidence);
        double mixture = mixture(seen);
        DoubleUnaryOperator evidence = rate -> mixture - logLikelihood(rate, seen);
        return new Interval(edge(evidence, most, seen.rate(), 0), edge(evidence, most, seen.rate(), 1), o.confidence);
    }

    /**
     * The differences of the rates that are not refuted.
     *
     * @param control so far
     * @param variant so far
     * @return the interval of the variant's rate less the control's
     */
    public Interval difference(Conversions control, Conversions variant) {
        double most = -Math.log1p(-o.confidence);
        double mixture = mixture(control) + mixture(variant);
        DoubleUnaryOperator evidence = difference -> mixture - bestLogLikelihood(difference, control, variant);
        double seen = variant.rate() - control.rate();
        return new Interval(edge(evidence, most, seen, -1), edge(evidence, most, seen, 1), o.confidence);
    }

    /** From a point inside towards an end: the last place where a convex function is at most so large, rounded outwards. */
    private static double edge(DoubleUnaryOperator convex, double most, double inside, double end) {
        if (convex.applyAsDouble(end) <= most) {
            return end;
        }
        double in = inside;
        double out = end;
        while (true) {
            double middle = in + (out - in) / 2;
            if (middle == in || middle == out) {
                return out;
            }
            if (convex.applyAsDouble(middle) <= most) {
                in = middle;
            } else {
                out = middle;
            }
        }
    }

    /** The largest log-likelihood of two rates that differ by so much; it is concave in them. */
    private static double bestLogLikelihood(double difference, Conversions control, Conversions variant) {
        double low = Math.max(0, -difference);
        double high = Math.min(1, 1 - difference);
        for (int i = 0; i < 200; i++) {
            double rate = low + (high - low) / 2;
            if (rate <= low || rate >= high) {
                break;
            }
            if (slope(rate, control) + slope(rate + difference, variant) > 0) {
                low = rate;
            } else {
                high = rate;
            }
        }
        return Math.max(
                logLikelihood(low, control) + logLikelihood(clamped(low + difference), variant),
                logLikelihood(high, control) + logLikelihood(clamped(high + difference), variant));
    }

    private static double clamped(double rate) {
        return Math.max(0, Math.min(1, rate));
    }

    private static double slope(double rate, Conversions seen) {
        double up = seen.successes() == 0 ? 0 : seen.successes() / rate;
        double down = seen.failures() == 0 ? 0 : seen.failures() / (1 - rate);
        return up - down;
    }

    private static double logLikelihood(double rate, Conversions seen) {
        double up = seen.successes() == 0 ? 0 : seen.successes() * Math.log(rate);
        double down = seen.failures() == 0 ? 0 : seen.failures() * Math.log1p(-rate);
        return up + down;
    }

    private double mixture(Conversions seen) {
        return logBeta(o.a + seen.successes(), o.b + seen.failures()) - logBeta(o.a, o.b);
    }

    private static double logBeta(double a, double b) {
        return SmallDifferences.logGamma(a) + SmallDifferences.logGamma(b) - SmallDifferences.logGamma(a + b);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BetaBinomialSequence that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "BetaBinomialSequence" + o.toString().substring("Options".length());
    }
}
