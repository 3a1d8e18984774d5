package io.clientele.optimization.bandit;

/**
 * max c·x with A x ≤ b and x ≥ 0, where b ≥ 0: the simplex method on a dense tableau, with Bland's rule (1977), which never cycles. For a few
 * rows.
 */
final class SmallProgram {

    private static final double ZERO = 1e-12;

    private SmallProgram() {}

    /** Returns x. The rows must bound it. */
    static double[] maximize(double[] c, double[][] a, double[] b) {
        int n = c.length;
        int rows = b.length;
        double[][] t = new double[rows + 1][n + rows + 1];
        int[] basis = new int[rows];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(a[r], 0, t[r], 0, n);
            t[r][n + r] = 1;
            t[r][n + rows] = b[r];
            basis[r] = n + r;
        }
        for (int k = 0; k < n; k++) {
            t[rows][k] = -c[k];
        }
        while (true) {
            int in = entering(t[rows], n + rows);
            if (in < 0) {
                break;
            }
            int out = leaving(t, basis, in, rows, n + rows);
            pivot(t, out, in);
            basis[out] = in;
        }
        double[] x = new double[n];
        for (int r = 0; r < rows; r++) {
            if (basis[r] < n) {
                x[basis[r]] = Math.max(0, t[r][n + rows]);
            }
        }
        return x;
    }

    private static int entering(double[] costs, int columns) {
        for (int k = 0; k < columns; k++) {
            if (costs[k] < -ZERO) {
                return k;
            }
        }
        return -1;
    }

    private static int leaving(double[][] t, int[] basis, int in, int rows, int last) {
        int out = -1;
        for (int r = 0; r < rows; r++) {
            if (t[r][in] > ZERO) {
                double ratio = t[r][last] / t[r][in];
                double best = out < 0 ? Double.POSITIVE_INFINITY : t[out][last] / t[out][in];
                if (ratio < best || (ratio == best && basis[r] < basis[out])) {
                    out = r;
                }
            }
        }
        if (out < 0) {
            throw new IllegalStateException("the rows do not bound x" + in);
        }
        return out;
    }

    private static void pivot(double[][] t, int out, int in) {
        double by = t[out][in];
        for (int k = 0; k < t[out].length; k++) {
            t[out][k] /= by;
        }
        for (int r = 0; r < t.length; r++) {
            double factor = t[r][in];
            if (r != out && factor != 0) {
                for (int k = 0; k < t[r].length; k++) {
                    t[r][k] -= factor * t[out][k];
                }
            }
        }
    }
}
