package io.clientele.simulation;

import io.clientele.core.internal.check.Check;

/**
 * What is true of one simulated customer and hidden in a real shop. Times are days since the shop opened.
 *
 * <p>Immutable and thread-safe.
 */
public final class CustomerTruth {

    private static final int PANELS = 128;

    private final long customer;
    private final double joined;
    private final double purchaseRate;
    private final double dropOut;
    private final double aliveUntil;
    private final double meanSpend;
    private final double[] attributes;
    private final double hazard;
    private final double broughtRate;
    private final Season season;

    CustomerTruth(
            long customer,
            double joined,
            double purchaseRate,
            double dropOut,
            double aliveUntil,
            double meanSpend,
            double[] attributes,
            double hazard,
            double broughtRate,
            Season season) {
        this.customer = customer;
        this.joined = joined;
        this.purchaseRate = purchaseRate;
        this.dropOut = dropOut;
        this.aliveUntil = aliveUntil;
        this.meanSpend = meanSpend;
        this.attributes = attributes;
        this.hazard = hazard;
        this.broughtRate = broughtRate;
        this.season = season;
    }

    /** {@return the id, from 1} */
    public long customer() {
        return customer;
    }

    /** {@return day of the first order} */
    public double joined() {
        return joined;
    }

    /** {@return orders a day while alive, without those that channels bring, in the mean of a year} */
    public double purchaseRate() {
        return purchaseRate;
    }

    /** {@return probability of leaving right after an order of one's own accord} */
    public double dropOut() {
        return dropOut;
    }

    /** {@return day after which nothing is ordered any more; infinite when it lies beyond the shop's end} */
    public double aliveUntil() {
        return aliveUntil;
    }

    /** {@return expected money of an order} */
    public double meanSpend() {
        return meanSpend;
    }

    /** {@return the covariates of the churn hazard, in the order of its coefficients} */
    public double[] attributes() {
        return attributes.clone();
    }

    /** {@return rate a day of leaving between orders: base hazard times exp(coefficients · attributes)} */
    public double hazard() {
        return hazard;
    }

    /** {@return orders a day that channels bring while the customer is alive: touches a day times lift, added up} */
    public double broughtRate() {
        return broughtRate;
    }

    /**
     * The probability of at least one order in {@code (day, day + length]}, knowing everything above: 0 for a customer who has
     * left by {@code day}, else by integrating the rate of the first order. Closed form without season.
     *
     * @param day start, not before the customer joined
     * @param length days, at least 0
     * @return a probability
     */
    public double buysWithin(double day, double length) {
        Check.atLeast("day", day, joined);
        Check.atLeast("length", length, 0.0);
        if (aliveUntil <= day) {
            return 0;
        }
        if (season.amplitude() == 0) {
            double buying = purchaseRate + broughtRate;
            double any = buying + hazard;
            return any == 0 ? 0 : -buying / any * StrictMath.expm1(-any * length);
        }
        // Simpson's rule on the density of the first order
        double step = length / PANELS;
        double sum = 0;
        for (int i = 0; i <= PANELS; i++) {
            double u = i * step;
            double weight = i == 0 || i == PANELS ? 1 : i % 2 == 1 ? 4 : 2;
            double exposure =
                    purchaseRate * (season.cumulative(day + u) - season.cumulative(day)) + (broughtRate + hazard) * u;
            sum += weight * (purchaseRate * season.rate(day + u) + broughtRate) * StrictMath.exp(-exposure);
        }
        return sum * step / 3;
    }

    @Override
    public String toString() {
        return "CustomerTruth[" + customer + ", joined day " + joined + ", alive until day " + aliveUntil + "]";
    }
}
