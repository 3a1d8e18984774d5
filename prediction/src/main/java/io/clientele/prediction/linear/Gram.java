package io.clientele.prediction.linear;

/**
 * Weighted cross products of the columns of a tile, {@code into[j][k] += sum of c[i] x[j][i] x[k][i]} for k at most j.
 *
 * <p>Cost: m²/2 fused multiply-adds a row for m columns. Blocks of two by four columns share their loads, 6 for 8 products, and
 * eight independent sums hide the latency of the adder. Each sum runs over the rows in order, so the bits do not depend on how
 * blocks are cut.
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
        int j = 0;
        for (; j + 1 < m; j += 2) {
            // k runs over whole blocks while k + 3 <= j, so that both rows of the block lie in the triangle
            int k = 0;
            for (; k + 3 <= j; k += 4) {
                block(scaled[j], scaled[j + 1], x[k], x[k + 1], x[k + 2], x[k + 3], n, into[j], into[j + 1], k);
            }
            for (; k <= j; k++) {
                into[j][k] += dot(scaled[j], x[k], n);
                into[j + 1][k] += dot(scaled[j + 1], x[k], n);
            }
            into[j + 1][j + 1] += dot(scaled[j + 1], x[j + 1], n);
        }
        if (j < m) {
            for (int k = 0; k <= j; k++) {
                into[j][k] += dot(scaled[j], x[k], n);
            }
        }
    }

    private static void block(
            double[] a,
            double[] b,
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            int n,
            double[] intoA,
            double[] intoB,
            int k) {
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
        intoA[k] += a0;
        intoA[k + 1] += a1;
        intoA[k + 2] += a2;
        intoA[k + 3] += a3;
        intoB[k] += b0;
        intoB[k + 1] += b1;
        intoB[k + 2] += b2;
        intoB[k + 3] += b3;
    }

    /** The same order as in a block. */
    static double dot(double[] a, double[] b, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }
}
