package io.clientele.optimization.bandit;

import io.clientele.optimization.internal.GaussPanel;

/**
 * The posteriors of all arms as densities over one common scale t, on which each is smooth and falls away from its mode. On a stretch around a centre c every logarithm has the form
 * {@code start + slope · s - bend · shape(s)} with s = t - c, and one {@code shape} serves all arms: the logarithms, which cost
 * most, are taken once per node, not once per node and arm.
 */
abstract class Family {

    /** What falls below exp(-42) of its top, 6e-19, is left out. */
    static final double FALL = 42;

    /** Where the centre of the arm is on the scale. */
    final double[] middle;
    /** Below it the arm has nothing to speak of. */
    final double[] low;
    /** Above it the arm has nothing to speak of. */
    final double[] high;
    /** log of the integral of the density that is 1 at its top. */
    final double[] logArea;

    Family(int arms) {
        middle = new double[arms];
        low = new double[arms];
        high = new double[arms];
        logArea = new double[arms];
    }

    int arms() {
        return middle.length;
    }

    /** Moves the common part to a centre. */
    abstract void moveTo(double center);

    /** The part of the logarithm that all arms share, s away from the centre. */
    abstract double shape(double s);

    abstract double start(int arm);

    abstract double slope(int arm);

    abstract double bend(int arm);

    /** The logarithms of the density at the nodes of a panel around the centre. */
    void logDensity(int arm, double half, double[] shapes, double[] out) {
        double start = start(arm);
        double slope = slope(arm) * half;
        double bend = bend(arm);
        for (int i = 0; i < GaussPanel.NODES; i++) {
            out[i] = start + (slope * GaussPanel.node(i) - bend * shapes[i]);
        }
    }

    /** How long a stretch that ends at the centre may be for 16 nodes to see all of the arm's curves; a scale, to be multiplied. */
    abstract double stretch(int arm);

    /** The derivative, at t, of the quantity as the user knows it. */
    abstract double valueSlope(double t);

    abstract double mean(int arm);

    /** The part of an arm that is above all others' ends and not on the scale. */
    double beyond(int arm) {
        return 0;
    }

    /** How far the logarithm has fallen s away from the mode. */
    abstract double fall(int arm, double s);

    /** The derivative of {@link #fall}. */
    abstract double fallSlope(int arm, double s);

    /** log(a b / (c d)), to full relative precision also near 0, by the exact remainders of the products. */
    static double logRatio(double a, double b, double c, double d) {
        double ab = a * b;
        double cd = c * d;
        double difference = ab - cd + (Math.fma(a, b, -ab) - Math.fma(c, d, -cd));
        return StrictMath.log1p(difference / cd);
    }

    /** Newton's rule on a convex function comes from outside after the first step, so it never cuts off too much. */
    final double edge(int arm, double guess) {
        double s = guess;
        for (int step = 0; step < 100; step++) {
            double next = s - (fall(arm, s) - FALL) / fallSlope(arm, s);
            boolean close = Math.abs(next - s) < 0.05 * Math.abs(next);
            s = next;
            if (close) {
                break;
            }
        }
        return middle[arm] + s;
    }
}
