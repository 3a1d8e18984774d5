package io.clientele.core.internal.solver;

/**
 * A square system solved by LU with row pivoting and iterative refinement (Golub and Van Loan, "Matrix Computations", 3.4
 * and 3.5), with residuals summed in about twice the precision.
 */
public final class LinearSystem {

    private static final int REFINEMENTS = 3;

    private final double[][] a;
    private final double[][] lu;
    private final int[] order;
    private final boolean singular;

    private LinearSystem(double[][] a, double[][] lu, int[] order, boolean singular) {
        this.a = a;
        this.lu = lu;
        this.order = order;
        this.singular = singular;
    }

    /**
     * Factors a matrix.
     *
     * @param a rows; not changed, not to be changed while the system is used
     * @return the factored system
     */
    public static LinearSystem of(double[][] a) {
        int n = a.length;
        double[][] lu = new double[n][];
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            lu[i] = a[i].clone();
            order[i] = i;
        }
        boolean singular = false;
        for (int k = 0; k < n; k++) {
            int best = k;
            for (int i = k + 1; i < n; i++) {
                if (Math.abs(lu[i][k]) > Math.abs(lu[best][k])) {
                    best = i;
                }
            }
            double[] row = lu[best];
            lu[best] = lu[k];
            lu[k] = row;
            int t = order[best];
            order[best] = order[k];
            order[k] = t;
            double pivot = row[k];
            if (!(Math.abs(pivot) > 0)) {
                singular = true;
                continue;
            }
            for (int i = k + 1; i < n; i++) {
                double[] target = lu[i];
                double f = target[k] / pivot;
                target[k] = f;
                if (f != 0) {
                    for (int j = k + 1; j < n; j++) {
                        target[j] -= f * row[j];
                    }
                }
            }
        }
        return new LinearSystem(a, lu, order, singular);
    }

    /** {@return whether a pivot was exactly 0 or not a number, so that nothing can be solved} */
    public boolean singular() {
        return singular;
    }

    /**
     * Solves {@code Ax = b}.
     *
     * @param b right-hand side
     * @return x, refined
     */
    public double[] solve(double[] b) {
        requireRegular();
        double[] x = substitute(b);
        for (int round = 0; round < REFINEMENTS; round++) {
            double[] correction = substitute(residual(b, x));
            for (int i = 0; i < x.length; i++) {
                x[i] += correction[i];
            }
        }
        return x;
    }

    /**
     * Solves {@code A'x = b}.
     *
     * @param b right-hand side
     * @return x, refined
     */
    public double[] solveTransposed(double[] b) {
        requireRegular();
        double[] x = substituteTransposed(b);
        for (int round = 0; round < REFINEMENTS; round++) {
            double[] correction = substituteTransposed(residualTransposed(b, x));
            for (int i = 0; i < x.length; i++) {
                x[i] += correction[i];
            }
        }
        return x;
    }

    private void requireRegular() {
        if (singular) {
            throw new IllegalStateException("the matrix is singular; ask singular() before solving");
        }
    }

    /**
     * How far a solution is off.
     *
     * @param b right-hand side
     * @param x a solution
     * @return {@code b - Ax}
     */
    public double[] residual(double[] b, double[] x) {
        int n = a.length;
        double[] r = new double[n];
        for (int i = 0; i < n; i++) {
            TwoSum sum = new TwoSum(b[i]);
            for (int j = 0; j < n; j++) {
                sum.subtractProduct(a[i][j], x[j]);
            }
            r[i] = sum.value();
        }
        return r;
    }

    private double[] residualTransposed(double[] b, double[] x) {
        int n = a.length;
        double[] r = new double[n];
        for (int j = 0; j < n; j++) {
            TwoSum sum = new TwoSum(b[j]);
            for (int i = 0; i < n; i++) {
                sum.subtractProduct(a[i][j], x[i]);
            }
            r[j] = sum.value();
        }
        return r;
    }

    private double[] substitute(double[] b) {
        int n = a.length;
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            double s = b[order[i]];
            for (int k = 0; k < i; k++) {
                s -= lu[i][k] * x[k];
            }
            x[i] = s;
        }
        for (int i = n - 1; i >= 0; i--) {
            double s = x[i];
            for (int k = i + 1; k < n; k++) {
                s -= lu[i][k] * x[k];
            }
            x[i] = s / lu[i][i];
        }
        return x;
    }

    private double[] substituteTransposed(double[] b) {
        int n = a.length;
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double s = b[i];
            for (int k = 0; k < i; k++) {
                s -= lu[k][i] * y[k];
            }
            y[i] = s / lu[i][i];
        }
        double[] x = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double s = y[i];
            for (int k = i + 1; k < n; k++) {
                s -= lu[k][i] * y[k];
            }
            y[i] = s;
            x[order[i]] = s;
        }
        return x;
    }

    /** A sum that keeps what rounding loses (Ogita, Rump and Oishi 2005, "Accurate Sum and Dot Product"). */
    private static final class TwoSum {

        private double high;
        private double low;

        TwoSum(double start) {
            high = start;
        }

        void subtractProduct(double x, double y) {
            double p = -x * y;
            double e = Math.fma(-x, y, -p);
            double s = high + p;
            double t = s - high;
            low += (high - (s - t)) + (p - t) + e;
            high = s;
        }

        double value() {
            return high + low;
        }
    }
}
