package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;

/**
 * Values between two bounds, such as capped order values: what is their mean, however often one looks and however they are spread?
 *
 * <p>For each possible mean two gamblers bet on the values to come, one that they will be higher, one that they will be lower, by stakes
 * that follow the spread seen so far. If the mean is right, nobody becomes rich: the chance that their joint capital <em>ever</em> grows twentyfold is at
 * most 5 %. The interval holds the means at which it has not. No distribution is assumed, nothing is approximated.
 *
 * <ul>
 *   <li>The values must be given in the order in which they came; another order gives another interval, just as valid.
 *   <li>Adapts to the spread: with bounds of 0 and 1,000 and values near 20 the interval becomes nearly as narrow as that of a
 *       test that knows the variance, though later. Cap values before; far bounds cost most at the start.
 *   <li>Values whose mean moves may refute every mean: the interval is then a single point.
 *   <li>No value yet: the bounds. What the intervals so far have in common holds too.
 *   <li>Two variants: each gets half of the error, and the difference is between the far ends of both intervals. That is careful.
 * </ul>
 *
 * <p>Time O(values &#183; 100): for thousands of values, not for millions. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * Interval mean = BettingSequence.between(0, 200).interval(19.9, 0, 0, 45, 12.5);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/jrsssb/qkad009">Waudby-Smith and Ramdas (2024), Estimating means of bounded random variables by
 *     betting, section 4.2 (hedged capital, predictable plug-in)</a>
 */
public final class BettingSequence {

    private record Options(double lower, double upper, double confidence) {}

    /** No gambler stakes more than this share of what he can lose (the paper's c). */
    private static final double MOST = 0.5;

    private final Options o;

    private BettingSequence(Options o) {
        this.o = o;
    }

    /**
     * For values between two bounds, with 95 % confidence.
     *
     * @param lower no value is below it
     * @param upper no value is above it; above {@code lower}
     * @return the sequence
     */
    public static BettingSequence between(double lower, double upper) {
        Check.finite("lower", lower);
        Check.finite("upper", upper);
        if (!(lower < upper)) {
            throw new IllegalArgumentException("lower must be below upper, got " + lower + " and " + upper);
        }
        return new BettingSequence(new Options(lower, upper, 0.95));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the sequence
     */
    public BettingSequence withConfidence(double confidence) {
        return new BettingSequence(new Options(o.lower, o.upper, Check.confidence(confidence)));
    }

    /**
     * The means that are not refuted.
     *
     * @param values in the order in which they came
     * @return the interval
     */
    public Interval interval(double... values) {
        double[] scaled = scaled(values, "values");
        double[] stakes = stakes(scaled);
        double range = o.upper - o.lower;
        double from = edge(scaled, stakes, false);
        double to = edge(scaled, stakes, true);
        if (from > to) {
            from = from + (to - from) / 2;
            to = from;
        }
        return new Interval(o.lower + range * from, o.lower + range * to, o.confidence);
    }

    /**
     * The differences of two means that are not refuted.
     *
     * @param control values of the control in their order
     * @param variant values of the variant in their order
     * @return the interval of the variant's mean less the control's
     */
    public Interval difference(double[] control, double[] variant) {
        BettingSequence half = withConfidence((1 + o.confidence) / 2);
        Interval c = half.interval(control);
        Interval v = half.interval(variant);
        return new Interval(v.lower() - c.upper(), v.upper() - c.lower(), o.confidence);
    }

    /**
     * The logarithm of the gamblers' capital after each value, if the mean is a given one; 0 is what they began with.
     *
     * @param mean between the bounds
     * @param values in the order in which they came
     * @return one number a value; the mean is refuted where it reaches -log(1 - confidence)
     */
    public double[] logCapital(double mean, double... values) {
        Check.between("mean", mean, o.lower, o.upper);
        double[] scaled = scaled(values, "values");
        double[] stakes = stakes(scaled);
        double m = (mean - o.lower) / (o.upper - o.lower);
        double[] capital = new double[values.length];
        double high = 0;
        double low = 0;
        for (int i = 0; i < capital.length; i++) {
            high += gain(scaled[i], m, stakes[i]);
            low += gain(1 - scaled[i], 1 - m, stakes[i]);
            capital[i] = Math.max(high, low) - Math.log(2);
        }
        return capital;
    }

    private double[] scaled(double[] values, String name) {
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= o.lower && values[i] <= o.upper)) {
                throw new IllegalArgumentException(name + "[" + i + "] must be between " + o.lower + " and " + o.upper
                        + ", got " + values[i] + "; cap values beforehand, or state the bounds that they have");
            }
            scaled[i] = (values[i] - o.lower) / (o.upper - o.lower);
        }
        return scaled;
    }

    /** The stake before each value, from those before it (their eq. 26). */
    private double[] stakes(double[] x) {
        double[] stakes = new double[x.length];
        double sum = 0.5;
        double squares = 0.25;
        double errors = 2 * (Math.log(2) - Math.log1p(-o.confidence));
        for (int i = 0; i < x.length; i++) {
            double t = i + 1.0;
            stakes[i] = Math.sqrt(errors / (squares / t * t * Math.log1p(t)));
            sum += x[i];
            double away = x[i] - sum / (t + 1);
            squares += away * away;
        }
        return stakes;
    }

    /** What the gambler on higher values wins from one, on the logarithmic scale. */
    private static double gain(double x, double mean, double stake) {
        double most = mean > 0 ? Math.min(stake, MOST / mean) : stake;
        return Math.log1p(most * (x - mean));
    }

    /** The end of the means at which the gambler on higher (lower) values is not rich; his capital falls (rises) with the mean. */
    private double edge(double[] x, double[] stakes, boolean upper) {
        double limit = Math.log(2) - Math.log1p(-o.confidence);
        double kept = upper ? 0 : 1;
        double out = 1 - kept;
        if (capital(x, stakes, out, upper) < limit) {
            return out;
        }
        while (true) {
            double middle = kept + (out - kept) / 2;
            if (middle <= Math.min(kept, out) || middle >= Math.max(kept, out)) {
                return out;
            }
            if (capital(x, stakes, middle, upper) < limit) {
                kept = middle;
            } else {
                out = middle;
            }
        }
    }

    private static double capital(double[] x, double[] stakes, double mean, boolean onLower) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += onLower ? gain(1 - x[i], 1 - mean, stakes[i]) : gain(x[i], mean, stakes[i]);
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BettingSequence that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "BettingSequence" + o.toString().substring("Options".length());
    }
}
