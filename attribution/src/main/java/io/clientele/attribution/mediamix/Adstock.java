package io.clientele.attribution.mediamix;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;

/**
 * How much of a week's spend works in the same week, and how much in the weeks that follow?
 *
 * <p>A weighted mean of the spend of this week and of {@code lags} weeks before it. Weights are not negative and sum to 1, so
 * that a spend that is the same every week is its own adstock, and the half-saturation of a {@link Hill} is a weekly spend.
 *
 * <ul>
 *   <li>Weeks before the first count as weeks without spend. {@link MediaMix} therefore fits no week that lacks {@code lags}
 *       weeks of history.
 *   <li>Weights so small that they are no numbers any more (a Weibull scale far below a week): the first week gets all.
 * </ul>
 *
 * <p>Immutable, thread-safe, equal by value. Time O(weeks · lags).
 *
 * <pre>{@code
 * double[] works = Adstock.geometric(0.5, 2).apply(100, 0, 0, 50); // 57.14, 28.57, 14.29, 28.57
 * }</pre>
 *
 * @see <a href="https://research.google/pubs/bayesian-methods-for-media-mix-modeling-with-carryover-and-shape-effects/">Jin, Wang,
 *     Sun, Chan and Koehler (2017), Bayesian methods for media mix modeling with carryover and shape effects (geometric and
 *     delayed)</a>; for the Weibull shapes Meta's Robyn, whose weights these are, taken to sum 1
 */
public final class Adstock {

    private static final int LONGEST = 104;

    private record Content(AdstockFamily family, double first, double second, int lags) {}

    private final Content c;
    private final double[] weights;

    private Adstock(Content c) {
        this.c = c;
        this.weights = normalised(c);
    }

    static Adstock of(AdstockFamily family, double first, double second, int lags) {
        return switch (family) {
            case NONE -> none();
            case GEOMETRIC -> geometric(first, lags);
            case DELAYED -> delayed(first, second, lags);
            case WEIBULL_PDF -> weibullPdf(first, second, lags);
            case WEIBULL_CDF -> weibullCdf(first, second, lags);
        };
    }

    /** {@return no carry-over: spend works in its own week only} */
    public static Adstock none() {
        return new Adstock(new Content(AdstockFamily.NONE, 0, 0, 0));
    }

    /**
     * Weights {@code decay^s}.
     *
     * @param decay what is kept from one week to the next, from 0 to 1
     * @param lags how many weeks after its own a spend still works, from 0 to 104
     * @return the adstock
     */
    public static Adstock geometric(double decay, int lags) {
        Check.between("decay", decay, 0, 1);
        return new Adstock(new Content(AdstockFamily.GEOMETRIC, decay, 0, checked(lags)));
    }

    /**
     * Weights {@code decay^((s - peak)^2)}.
     *
     * @param decay how fast the effect fades on both sides of its peak, from 0 to 1
     * @param peak how many weeks after the spend the effect is greatest, from 0 to {@code lags}
     * @param lags how many weeks after its own a spend still works, from 0 to 104
     * @return the adstock
     */
    public static Adstock delayed(double decay, double peak, int lags) {
        Check.between("decay", decay, 0, 1);
        Check.between("peak", peak, 0, checked(lags));
        return new Adstock(new Content(AdstockFamily.DELAYED, decay, peak, lags));
    }

    /**
     * Weights in proportion to the Weibull density at {@code s + 1} weeks.
     *
     * @param shape above 0; above 1 the effect may rise first
     * @param scale in weeks, above 0
     * @param lags how many weeks after its own a spend still works, from 0 to 104
     * @return the adstock
     */
    public static Adstock weibullPdf(double shape, double scale, int lags) {
        Check.positive("shape", shape);
        Check.positive("scale", scale);
        return new Adstock(new Content(AdstockFamily.WEIBULL_PDF, shape, scale, checked(lags)));
    }

    /**
     * Weights in proportion to the product of the Weibull survival function at 1 to {@code s} weeks.
     *
     * @param shape above 0
     * @param scale in weeks, above 0
     * @param lags how many weeks after its own a spend still works, from 0 to 104
     * @return the adstock
     */
    public static Adstock weibullCdf(double shape, double scale, int lags) {
        Check.positive("shape", shape);
        Check.positive("scale", scale);
        return new Adstock(new Content(AdstockFamily.WEIBULL_CDF, shape, scale, checked(lags)));
    }

    private static int checked(int lags) {
        return Check.atMost("lags", Check.atLeast("lags", lags, 0), LONGEST, "two years of weeks");
    }

    private static double[] normalised(Content c) {
        double[] weights = new double[c.lags + 1];
        double kept = 1;
        for (int s = 0; s <= c.lags; s++) {
            weights[s] = switch (c.family) {
                case NONE -> 1;
                case GEOMETRIC -> StrictMath.pow(c.first, s);
                case DELAYED -> StrictMath.pow(c.first, (s - c.second) * (s - c.second));
                case WEIBULL_PDF -> density(s + 1, c.first, c.second);
                case WEIBULL_CDF -> kept;
            };
            if (c.family == AdstockFamily.WEIBULL_CDF) {
                kept *= StrictMath.exp(-StrictMath.pow((s + 1) / c.second, c.first));
            }
        }
        double sum = Arrays.stream(weights).sum();
        if (!(sum > 0 && sum <= Double.MAX_VALUE)) {
            Arrays.fill(weights, 0);
            int all = c.family == AdstockFamily.DELAYED ? (int) Math.rint(c.second) : 0;
            weights[all] = 1;
            return weights;
        }
        for (int s = 0; s <= c.lags; s++) {
            weights[s] /= sum;
        }
        return weights;
    }

    private static double density(double week, double shape, double scale) {
        double power = StrictMath.pow(week / scale, shape);
        return power < 700 ? power / week * StrictMath.exp(-power) : 0;
    }

    /** {@return the shape} */
    public AdstockFamily family() {
        return c.family;
    }

    /** {@return how many weeks after its own a spend still works} */
    public int lags() {
        return c.lags;
    }

    /**
     * The numbers that fix the shape.
     *
     * @return none; decay; decay and peak; or shape and scale: a new array
     */
    public double[] parameters() {
        return Arrays.copyOf(new double[] {c.first, c.second}, c.family.parameters());
    }

    /** {@return the share that works in the week of the spend, one week later, and so on; a new array} */
    public double[] weights() {
        return weights.clone();
    }

    /** {@return how many weeks after the spend its effect comes on average} */
    public double meanLag() {
        double mean = 0;
        for (int s = 1; s < weights.length; s++) {
            mean += s * weights[s];
        }
        return mean;
    }

    /**
     * The spend that works in each week.
     *
     * @param spend of each week, in order
     * @return a new array of the same length
     */
    public double[] apply(double... spend) {
        double[] works = new double[spend.length];
        for (int t = 0; t < spend.length; t++) {
            double sum = 0;
            for (int s = 0; s < weights.length && s <= t; s++) {
                sum += weights[s] * spend[t - s];
            }
            works[t] = sum;
        }
        return works;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Adstock that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "Adstock[" + c.family + " " + Arrays.toString(parameters()) + ", " + c.lags + " lags]";
    }
}
