package io.clientele.prediction.linear;

/**
 * Weighted cross products of the columns of a tile, {@code into[j][k] += sum of c[i] x[j][i] x[k][i]} for k at most j.
 *
 * <p>Cost: m²/2 fused multiply-adds a row for m columns. Blocks of two by four columns share their loads, 6 for 8 products, and
 * eight independent sums hide the latency of the adder. Blocks at the diagonal and at the end compute a few sums that are
 * not wanted. Each sum runs over the rows in order, so the bits do not depend on how blocks are cut.
 */
final class Gram {

    private Gram() {}

    /** @param scaled room for the products c x, one array of the tile's length per column */
    static void add(double[][] x, double[] c, int n, double[][] scaled, double[][] into) {
        int m = x.length;
        for (int j = 0; j < m; j++) {
            double[] from = x[j];
            double[] to = scaled[j];
            for (int i = 0; i < n; i++) {
                to[i] = c[i] * from[i];
            }
        }
        double[] sums = new double[8];
        int last = m - 1;
        for (int j = 0; j < m; j += 2) {
            int next = Math.min(j + 1, last);
            for (int k = 0; k <= next; k += 4) {
                block(
                        scaled[j],
                        scaled[next],
                        x[k],
                        x[Math.min(k + 1, last)],
                        x[Math.min(k + 2, last)],
                        x[Math.min(k + 3, last)],
                        n,
                        sums);
                for (int l = 0; l < 4; l++) {
                    if (k + l <= j) {
                        into[j][k + l] += sums[l];
                    }
                    if (next > j && k + l <= next) {
                        into[next][k + l] += sums[4 + l];
                    }
                }
            }
        }
    }

    private static void block(
            double[] a, double[] b, double[] x0, double[] x1, double[] x2, double[] x3, int n, double[] sums) {
        double a0 = 0;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double b0 = 0;
        double b1 = 0;
        double b2 = 0;
        double b3 = 0;
        for (int i = 0; i < n; i++) {
            double u = a[i];
            double v = b[i];
            double p = x0[i];
            double q = x1[i];
            double r = x2[i];
            double s = x3[i];
            a0 = Math.fma(u, p, a0);
            a1 = Math.fma(u, q, a1);
            a2 = Math.fma(u, r, a2);
            a3 = Math.fma(u, s, a3);
            b0 = Math.fma(v, p, b0);
            b1 = Math.fma(v, q, b1);
            b2 = Math.fma(v, r, b2);
            b3 = Math.fma(v, s, b3);
        }
        sums[0] = a0;
        sums[1] = a1;
        sums[2] = a2;
        sums[3] = a3;
        sums[4] = b0;
        sums[5] = b1;
        sums[6] = b2;
        sums[7] = b3;
    }
}
