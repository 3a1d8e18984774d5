package io.clientele.optimization.internal;

/**
 * Gauss-Legendre quadrature with 16 nodes on [-1, 1], and the integrals from each node to the upper end, exact for polynomials
 * up to degree 15. Computed from the recursion of the Legendre polynomials when first used, with nothing but exact arithmetic
 * and {@link StrictMath}.
 */
public final class GaussPanel {

    /** How many nodes there are. */
    public static final int NODES = 16;

    private static final double[] NODE = new double[NODES];
    private static final double[] WEIGHT = new double[NODES];
    /** {@code TO_TOP[j][i]}: what a value at node j adds to the integral from node i to 1. */
    private static final double[][] TO_TOP = new double[NODES][NODES];

    static {
        for (int i = 0; i < NODES; i++) {
            double x = -StrictMath.cos(StrictMath.PI * (i + 0.75) / (NODES + 0.5));
            for (int step = 0; step < 10; step++) {
                double[] p = legendre(x);
                x -= p[NODES] / slope(x, p);
            }
            double[] p = legendre(x);
            double d = slope(x, p);
            NODE[i] = x;
            WEIGHT[i] = 2 / ((1 - x * x) * d * d);
        }
        double[][] p = new double[NODES][];
        for (int i = 0; i < NODES; i++) {
            p[i] = legendre(NODE[i]);
        }
        for (int j = 0; j < NODES; j++) {
            for (int i = 0; i < NODES; i++) {
                // the polynomial through the values, in Legendre polynomials, integrated term by term
                double sum = 1 - NODE[i];
                for (int m = 1; m < NODES; m++) {
                    sum += p[j][m] * (p[i][m - 1] - p[i][m + 1]);
                }
                TO_TOP[j][i] = WEIGHT[j] / 2 * sum;
            }
        }
    }

    private GaussPanel() {}

    /**
     * Where a node is.
     *
     * @param i from 0, rising
     * @return its place in (-1, 1)
     */
    public static double node(int i) {
        return NODE[i];
    }

    /**
     * What a value at a node adds to the integral from -1 to 1.
     *
     * @param i from 0
     * @return the weight
     */
    public static double weight(int i) {
        return WEIGHT[i];
    }

    /**
     * Adds, for each node i, what a value at one node adds to the integral from node i to 1.
     *
     * @param j the value's node
     * @param value at it
     * @param integrals added to
     */
    public static void addIntegralsToTop(int j, double value, double[] integrals) {
        double[] column = TO_TOP[j];
        for (int i = 0; i < NODES; i++) {
            integrals[i] += value * column[i];
        }
    }

    /** P_0 … P_17 at x. */
    private static double[] legendre(double x) {
        double[] p = new double[NODES + 2];
        p[0] = 1;
        p[1] = x;
        for (int m = 1; m <= NODES; m++) {
            p[m + 1] = ((2 * m + 1) * x * p[m] - m * p[m - 1]) / (m + 1);
        }
        return p;
    }

    private static double slope(double x, double[] p) {
        return NODES * (x * p[NODES] - p[NODES - 1]) / (x * x - 1);
    }
}
