package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import java.util.function.DoubleUnaryOperator;

/**
 * How many units does an experiment need, and what can it find with those it has? For a two-sided test at a fixed horizon.
 *
 * <ul>
 *   <li>Answers are not rounded: take the next whole number.
 *   <li>Only a result in the right direction counts as found.
 *   <li>Rates: the z test with pooled variance. Means: Student's t test with equal variances, by the noncentral distribution.
 *   <li>With several looks, multiply by {@link GroupSequentialDesign#inflation}.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * double perVariant = SampleSize.create().forRates(0.10, 0.11);   // 14,750.8
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1002/0471445428">Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions</a>
 */
public final class SampleSize {

    private record Options(double alpha, double power) {}

    private final Options o;

    private SampleSize(Options o) {
        this.o = o;
    }

    /** {@return for 5 % error, both sides together, and 80 % power} */
    public static SampleSize create() {
        return new SampleSize(new Options(0.05, 0.8));
    }

    /**
     * The same with another error.
     *
     * @param alpha above 0 and below 1, of both sides together
     * @return the recipe
     */
    public SampleSize withAlpha(double alpha) {
        return new SampleSize(new Options(inside("alpha", alpha), o.power));
    }

    /**
     * The same with another power.
     *
     * @param power above half of alpha and below 1: the chance to find the effect
     * @return the recipe
     */
    public SampleSize withPower(double power) {
        return new SampleSize(new Options(o.alpha, inside("power", power)));
    }

    private static double inside(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be above 0 and below 1, got " + value);
        }
        return value;
    }

    /**
     * Units of each variant to find a change of a rate.
     *
     * @param control rate, above 0 and below 1
     * @param variant rate, above 0 and below 1, another
     * @return units of each variant
     */
    public double forRates(double control, double variant) {
        double difference = change(control, variant);
        double pooled = (control + variant) / 2;
        double z = limit() * Math.sqrt(2 * pooled * (1 - pooled))
                + beta() * Math.sqrt(control * (1 - control) + variant * (1 - variant));
        return z / difference * (z / difference);
    }

    private double change(double control, double variant) {
        inside("control", control);
        inside("variant", variant);
        if (control == variant) {
            throw new IllegalArgumentException(
                    "control and variant are both " + control + "; no experiment finds no effect");
        }
        return variant - control;
    }

    /**
     * The chance to find a change of a rate.
     *
     * @param control rate, above 0 and below 1
     * @param variant rate, above 0 and below 1, another
     * @param units of each variant, above 0
     * @return the power
     */
    public double powerForRates(double control, double variant, double units) {
        double difference = Math.abs(change(control, variant));
        Check.positive("units", units);
        double pooled = (control + variant) / 2;
        double z = (Math.sqrt(units) * difference - limit() * Math.sqrt(2 * pooled * (1 - pooled)))
                / Math.sqrt(control * (1 - control) + variant * (1 - variant));
        return Distributions.normalCdf(z);
    }

    /**
     * The smallest rise of a rate that is found with the stated power.
     *
     * @param control rate, above 0 and below 1
     * @param units of each variant, above 0
     * @return the variant's rate
     * @throws IllegalArgumentException if not even a rate of nearly 1 is found
     */
    public double detectableRate(double control, double units) {
        inside("control", control);
        Check.positive("units", units);
        double high = Math.nextDown(1.0);
        if (powerForRates(control, high, units) < o.power) {
            throw new IllegalArgumentException("no rise of a rate of " + control + " is found with power " + o.power
                    + " by " + units + " units; take more");
        }
        return root(Math.nextUp(control), high, rate -> powerForRates(control, rate, units) - o.power);
    }

    /**
     * Units of each variant to find a change of a mean.
     *
     * @param difference of the means, not 0
     * @param standardDeviation of the units' values, above 0
     * @return units of each variant; at least 2
     */
    public double forMeans(double difference, double standardDeviation) {
        double effect = effect(difference, standardDeviation);
        double high = 4;
        while (powerOfT(effect, high) < o.power) {
            high *= 2;
        }
        return powerOfT(effect, 2) >= o.power ? 2 : root(2, high, units -> powerOfT(effect, units) - o.power);
    }

    /**
     * The chance to find a change of a mean.
     *
     * @param difference of the means, not 0
     * @param standardDeviation of the units' values, above 0
     * @param units of each variant, at least 2
     * @return the power
     */
    public double powerForMeans(double difference, double standardDeviation, double units) {
        return powerOfT(effect(difference, standardDeviation), Check.atLeast("units", units, 2.0));
    }

    private static double effect(double difference, double standardDeviation) {
        Check.positive("standardDeviation", standardDeviation);
        double effect = Math.abs(Check.finite("difference", difference)) / standardDeviation;
        return Check.positive("difference by standardDeviation", effect);
    }

    private double powerOfT(double effect, double units) {
        double degrees = 2 * units - 2;
        double critical = -Distributions.studentQuantile(o.alpha / 2, degrees);
        return NoncentralT.above(critical, degrees, effect * Math.sqrt(units / 2));
    }

    private double limit() {
        return -Distributions.normalQuantile(o.alpha / 2);
    }

    private double beta() {
        return Distributions.normalQuantile(o.power);
    }

    /** Where a rising function is 0: bisection down to neighbouring numbers. */
    private static double root(double from, double to, DoubleUnaryOperator rising) {
        double low = from;
        double high = to;
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return high;
            }
            if (rising.applyAsDouble(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SampleSize that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "SampleSize" + o.toString().substring("Options".length());
    }
}
