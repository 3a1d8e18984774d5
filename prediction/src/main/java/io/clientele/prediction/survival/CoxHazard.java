package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;

/**
 * The cumulative hazard of a customer whose features change in steps, and its variance.
 *
 * <p>Points are numbers of event times of the baseline; piece m holds after point {@code edge[m]} up to {@code edge[m + 1]}. With the
 * hazard's jumps dH, their variance dV and the mean features m of those at risk, all for the centre c, and r = exp(b'(x - c)), the
 * hazard is the sum of r dH, and its variance the sum of r² dV and L' Cov(b) L, L being the sum of r (x - m) dH: the features of every
 * piece count with the hazard of that piece only.
 */
final class CoxHazard {

    final CoxBaseline base;
    /** When the first piece starts and the last one ends, in time. */
    final double start;

    final double end;

    private final int[] edge;
    /** The features less the centre, and the ratio to the centre's hazard, of each piece. */
    private final double[][] distance;

    private final double[] ratio;
    private final double[][] covariance;

    CoxHazard(
            CoxBaseline base,
            double start,
            double end,
            int[] edge,
            double[][] distance,
            double[] ratio,
            double[][] covariance) {
        this.base = base;
        this.start = start;
        this.end = end;
        this.edge = edge;
        this.distance = distance;
        this.ratio = ratio;
        this.covariance = covariance;
    }

    /** The last point that a piece covers. */
    int last() {
        return edge[edge.length - 1];
    }

    /** The point before the first one. */
    int first() {
        return edge[0];
    }

    /** The last point at or before a time, refused where nothing is known. */
    int point(double time) {
        Check.atLeast("time", time, 0.0);
        if (time < start) {
            throw new IllegalArgumentException("time " + time + " is " + (start - time)
                    + " before the path starts (" + start
                    + "), and its customer is taken to be there at the start; ask for a later time");
        }
        if (time > base.lastTime) {
            throw new IllegalArgumentException("time " + time + " is " + (time - base.lastTime)
                    + " beyond the last observed time (" + base.lastTime + ") of stratum '" + base.stratum
                    + "', and the data say nothing there; ask for an earlier time, or fit a parametric model");
        }
        if (time > end) {
            throw new IllegalArgumentException("time " + time + " is " + (time - end)
                    + " beyond the end of the path (" + end
                    + "); add the features of that time, or keep the last ones with withLastHeld()");
        }
        return base.at(time);
    }

    /** The piece that covers a point. */
    private int piece(int point) {
        int m = 0;
        while (point > edge[m + 1]) {
            m++;
        }
        return m;
    }

    /** The jump at a point. */
    double jump(int point) {
        return ratio[piece(point)] * (base.hazard(point) - base.hazard(point - 1));
    }

    /** What gathers after one point up to another. */
    double between(int from, int to) {
        double sum = 0;
        for (int m = 0; m < ratio.length; m++) {
            int low = Math.max(from, edge[m]);
            int high = Math.min(to, edge[m + 1]);
            if (high > low) {
                sum += ratio[m] * (base.hazard(high) - base.hazard(low));
            }
        }
        return sum;
    }

    /** The standard error of that. */
    double error(int from, int to) {
        double variance = 0;
        double[] lever = new double[covariance.length];
        for (int m = 0; m < ratio.length; m++) {
            int low = Math.max(from, edge[m]);
            int high = Math.min(to, edge[m + 1]);
            if (high > low) {
                variance += ratio[m] * ratio[m] * (base.variance(high) - base.variance(low));
                addLever(lever, m, low, high, 1);
            }
        }
        return Math.sqrt(Math.max(0, variance + form(lever)));
    }

    /** What a jump at a point, times some weight, adds to the variance, apart from the coefficients. */
    double variance(int point, double weight) {
        double r = ratio[piece(point)] * weight;
        return r * r * (base.variance(point) - base.variance(point - 1));
    }

    /** Adds what the weighted jump at a point changes per unit of each coefficient. */
    void addLever(double[] lever, int point, double weight) {
        addLever(lever, piece(point), point - 1, point, weight);
    }

    private void addLever(double[] lever, int m, int low, int high, double weight) {
        double h = base.hazard(high) - base.hazard(low);
        for (int j = 0; j < lever.length; j++) {
            double drift = base.drift(high, j) - base.drift(low, j);
            lever[j] += weight * ratio[m] * (distance[m][j] * h - drift);
        }
    }

    /** The variance that the coefficients bring to a sum that changes by the lever per unit of each. */
    double form(double[] lever) {
        double variance = 0;
        for (int j = 0; j < lever.length; j++) {
            for (int k = 0; k < lever.length; k++) {
                variance += lever[j] * covariance[j][k] * lever[k];
            }
        }
        return variance;
    }

    double[] lever() {
        return new double[covariance.length];
    }
}
