package io.clientele.prediction.survival.discrete;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * What a {@link DiscreteHazardModel} says about one customer, period by period from 1 on. Intervals cover what the data leave open about
 * the coefficients. Immutable and thread-safe.
 */
public final class DiscreteHazardCurve {

    private final double[][] design;
    private final double[][] covariance;
    private final double confidence;
    private final double[] hazard;
    /** Whether the hazard is 0 or 1 whatever the coefficients. */
    private final boolean[] known;

    DiscreteHazardCurve(
            double[][] design, double[] fixed, double[] estimates, double[][] covariance, double confidence) {
        this.design = design;
        this.covariance = covariance;
        this.confidence = confidence;
        this.hazard = new double[fixed.length];
        this.known = new boolean[fixed.length];
        for (int k = 0; k < fixed.length; k++) {
            known[k] = !Double.isNaN(fixed[k]);
            double eta = 0;
            for (int j = 0; j < estimates.length; j++) {
                eta += estimates[j] * design[k][j];
            }
            hazard[k] = known[k] ? fixed[k] : 1 / (1 + Math.exp(-eta));
        }
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    /** {@return the last period the curve says something about} */
    public int lastPeriod() {
        return hazard.length;
    }

    private int checked(String name, int period, int least) {
        Check.atLeast(name, period, least);
        if (period > hazard.length) {
            throw new IllegalArgumentException(name + " (" + period + ") is beyond the last period (" + hazard.length
                    + "), and the data say nothing there; ask for an earlier one");
        }
        return period;
    }

    /**
     * The chance to leave in a period for one who is still there at its beginning.
     *
     * @param period from 1 to {@link #lastPeriod}
     * @return between 0 and 1
     */
    public double hazard(int period) {
        return hazard[checked("period", period, 1) - 1];
    }

    /**
     * How sure that chance is: a Wald interval of its log odds, carried over.
     *
     * @param period from 1 to {@link #lastPeriod}
     * @return the interval; a point where nobody or everybody left
     */
    public Interval hazardInterval(int period) {
        int k = checked("period", period, 1) - 1;
        if (known[k]) {
            return new Interval(hazard[k], hazard[k], confidence);
        }
        double eta = Math.log(hazard[k] / (1 - hazard[k]));
        double half = Distributions.normalTwoSided(confidence) * error(design[k]);
        return new Interval(1 / (1 + Math.exp(half - eta)), 1 / (1 + Math.exp(-half - eta)), confidence);
    }

    /**
     * The chance to be still there at the end of a period.
     *
     * @param period from 0, the beginning, to {@link #lastPeriod}
     * @return between 0 and 1
     */
    public double survival(int period) {
        checked("period", period, 0);
        return Math.exp(-cumulated(0, period));
    }

    /**
     * How sure that chance is: an interval of log(-log) by the delta method, carried over.
     *
     * @param period from 0 to {@link #lastPeriod}
     * @return the interval; where everybody has left, from 0 to the last upper limit before
     */
    public Interval interval(int period) {
        checked("period", period, 0);
        Interval risk = risks(0, period);
        return new Interval(1 - risk.upper(), 1 - risk.lower(), confidence);
    }

    /**
     * The risk of leaving within some periods, for a customer who is still there at the end of another.
     *
     * @param now the last period the customer has seen to its end, from 0
     * @param within how many periods, at least 1, up to {@link #lastPeriod}
     * @return between 0 and 1
     */
    public double risk(int now, int within) {
        check(now, within);
        return -Math.expm1(-cumulated(now, now + within));
    }

    /**
     * How sure that risk is: an interval of log(-log) of the chance to stay by the delta method, carried over.
     *
     * @param now the last period the customer has seen to its end, from 0
     * @param within how many periods, at least 1, up to {@link #lastPeriod}
     * @return the interval; where everybody leaves, from the last lower limit before to 1
     */
    public Interval riskInterval(int now, int within) {
        check(now, within);
        return risks(now, now + within);
    }

    private void check(int now, int within) {
        Check.atLeast("now", now, 0);
        Check.atLeast("within", within, 1);
        if (within > hazard.length - now) {
            throw new IllegalArgumentException(
                    "now (" + now + ") and within (" + within + ") reach beyond the last period (" + hazard.length
                            + "), and the data say nothing there; ask for an earlier one");
        }
    }

    /** -log of the chance to stay from the end of one period to that of another. */
    private double cumulated(int from, int to) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum -= Math.log1p(-hazard[k]);
        }
        return sum;
    }

    private Interval risks(int from, int to) {
        int end = to;
        for (int k = from; k < to && end == to; k++) {
            end = known[k] && hazard[k] == 1 ? k : to;
        }
        double sum = cumulated(from, end);
        double[] slope = new double[covariance.length];
        for (int k = from; k < end; k++) {
            for (int j = 0; j < slope.length && !known[k]; j++) {
                slope[j] += hazard[k] * design[k][j]; // of log(1 + exp(eta))
            }
        }
        if (sum == 0) {
            return new Interval(0, end < to ? 1 : 0, confidence);
        }
        double factor = Math.exp(Distributions.normalTwoSided(confidence) * error(slope) / sum);
        return new Interval(-Math.expm1(-sum / factor), end < to ? 1 : -Math.expm1(-sum * factor), confidence);
    }

    private double error(double[] slopes) {
        double variance = 0;
        for (int i = 0; i < slopes.length; i++) {
            for (int j = 0; j < slopes.length; j++) {
                variance += slopes[i] * covariance[i][j] * slopes[j];
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }

    @Override
    public String toString() {
        return "DiscreteHazardCurve[" + hazard.length + " periods, still there at the end " + survival(hazard.length)
                + "]";
    }
}
