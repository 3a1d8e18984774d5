package io.clientele.attribution.mediamix;

/**
 * Least squares within bounds: minimises {@code b'Ab - 2c'b} over {@code low <= b <= high}, A symmetric positive definite.
 *
 * <p>Active sets (Lawson and Hanson 1974, "Solving least squares problems", chapter 23; Stark and Parker 1995, "Bounded-variable
 * least squares", for upper bounds): solve for the free variables; stop at the first bound met on the way; when all are within,
 * free the one on a bound that gains most per unit of its scale, until none gains. Started from the last answer, since a search
 * changes one variable at a time. Not thread-safe; one for each search.
 */
final class BoxSolver {

    private static final double TOLERANCE = 1e-11;
    private static final double PIVOT = 1e-12;

    final double[] b;
    /** Free variables; the others are on a bound. */
    final boolean[] free;

    private final int n;
    private final int[] order;
    private final double[][] lower;
    private final double[] target;

    BoxSolver(int n) {
        this.n = n;
        this.b = new double[n];
        this.free = new boolean[n];
        this.order = new int[n];
        this.lower = new double[n][n];
        this.target = new double[n];
    }

    /** Solves from the present answer; {@code scale} is a bound on c'b, such as the sum of squares to explain. */
    void solve(double[][] a, double[] c, double[] low, double[] high, double scale) {
        for (int j = 0; j < n; j++) {
            // bounds may have moved: what was on one may now be within
            free[j] = b[j] > low[j] && b[j] < high[j];
            if (!free[j]) {
                b[j] = b[j] <= low[j] ? low[j] : high[j];
            }
        }
        // each round frees one variable and lowers the objective, so no set comes twice but through rounding
        for (int round = 0; round < 20 * n + 20; round++) {
            settle(a, c, low, high);
            int best = -1;
            double most = TOLERANCE * Math.sqrt(scale);
            for (int j = 0; j < n; j++) {
                if (free[j] || low[j] == high[j] || !(a[j][j] > 0)) {
                    continue;
                }
                double gain = gradient(a, c, j) / Math.sqrt(a[j][j]);
                gain = b[j] == low[j] ? gain : -gain;
                if (gain > most) {
                    most = gain;
                    best = j;
                }
            }
            if (best < 0) {
                return;
            }
            free[best] = true;
        }
    }

    /** Half the downhill slope along one variable. */
    double gradient(double[][] a, double[] c, int j) {
        double g = c[j];
        for (int k = 0; k < n; k++) {
            g -= a[j][k] * b[k];
        }
        return g;
    }

    private void settle(double[][] a, double[] c, double[] low, double[] high) {
        while (true) {
            int m = minimum(a, c);
            double step = 1;
            int stop = -1;
            for (int i = 0; i < m; i++) {
                int j = order[i];
                double bound = target[j] < low[j] ? low[j] : high[j];
                if (target[j] < low[j] || target[j] > high[j]) {
                    double reach = (bound - b[j]) / (target[j] - b[j]);
                    if (reach < step || stop < 0) {
                        step = Math.max(0, Math.min(step, reach));
                        stop = j;
                    }
                }
            }
            for (int i = 0; i < m; i++) {
                int j = order[i];
                b[j] = stop < 0 ? target[j] : Math.max(low[j], Math.min(high[j], b[j] + step * (target[j] - b[j])));
            }
            if (stop < 0) {
                return;
            }
            b[stop] = target[stop] < low[stop] ? low[stop] : high[stop];
            free[stop] = false;
        }
    }

    /** The minimum over the free variables, the others as they are; by Cholesky. Dependent variables stay where they are. */
    private int minimum(double[][] a, double[] c) {
        int m = 0;
        for (int j = 0; j < n; j++) {
            if (!free[j]) {
                continue;
            }
            double[] row = lower[m];
            double rest = a[j][j];
            for (int i = 0; i < m; i++) {
                double s = a[j][order[i]];
                double[] other = lower[i];
                for (int k = 0; k < i; k++) {
                    s -= row[k] * other[k];
                }
                row[i] = s / other[i];
                rest -= row[i] * row[i];
            }
            if (rest > PIVOT * a[j][j]) {
                row[m] = Math.sqrt(rest);
                order[m++] = j;
            } else {
                free[j] = false;
            }
        }
        for (int i = 0; i < m; i++) {
            int j = order[i];
            double s = c[j];
            for (int k = 0; k < n; k++) {
                s -= free[k] ? 0 : a[j][k] * b[k];
            }
            for (int k = 0; k < i; k++) {
                s -= lower[i][k] * target[order[k]];
            }
            target[j] = s / lower[i][i];
        }
        for (int i = m - 1; i >= 0; i--) {
            double s = target[order[i]];
            for (int k = i + 1; k < m; k++) {
                s -= lower[k][i] * target[order[k]];
            }
            target[order[i]] = s / lower[i][i];
        }
        return m;
    }
}
