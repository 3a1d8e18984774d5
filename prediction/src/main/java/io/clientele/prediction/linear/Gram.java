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

    /** {@code into[j] += sum of r[i] x[j][i]}, eight columns at a time, each sum over the rows in order. */
    static void dots(double[][] x, double[] r, int n, double[] into) {
        int m = x.length;
        int last = m - 1;
        double[] sums = new double[8];
        for (int j = 0; j < m; j += 8) {
            eight(
                    r,
                    x[j],
                    x[Math.min(j + 1, last)],
                    x[Math.min(j + 2, last)],
                    x[Math.min(j + 3, last)],
                    x[Math.min(j + 4, last)],
                    x[Math.min(j + 5, last)],
                    x[Math.min(j + 6, last)],
                    x[Math.min(j + 7, last)],
                    n,
                    sums);
            for (int l = 0; l < 8 && j + l < m; l++) {
                into[j + l] += sums[l];
            }
        }
    }

    private static void eight(
            double[] r,
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double[] x4,
            double[] x5,
            double[] x6,
            double[] x7,
            int n,
            double[] sums) {
        double a0 = 0;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double a4 = 0;
        double a5 = 0;
        double a6 = 0;
        double a7 = 0;
        for (int i = 0; i < n; i++) {
            double v = r[i];
            a0 = Math.fma(v, x0[i], a0);
            a1 = Math.fma(v, x1[i], a1);
            a2 = Math.fma(v, x2[i], a2);
            a3 = Math.fma(v, x3[i], a3);
            a4 = Math.fma(v, x4[i], a4);
            a5 = Math.fma(v, x5[i], a5);
            a6 = Math.fma(v, x6[i], a6);
            a7 = Math.fma(v, x7[i], a7);
        }
        sums[0] = a0;
        sums[1] = a1;
        sums[2] = a2;
        sums[3] = a3;
        sums[4] = a4;
        sums[5] = a5;
        sums[6] = a6;
        sums[7] = a7;
    }
}
