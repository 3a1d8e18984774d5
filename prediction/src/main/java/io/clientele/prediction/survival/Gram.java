package io.clientele.prediction.survival;

import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * Sums of products of columns, {@code U'U}, over tiles of rows with one array per column.
 *
 * <p>Two columns against four at a time: eight sums in registers for six loads, 2 flops a product, everything in the first
 * cache. The number of columns is rounded up to a multiple of four with columns of zeros.
 */
final class Gram {

    /** A tile: one array per column, filled by the caller; columns beyond the real ones stay 0. */
    final double[][] u;

    private final int columns;
    private final double[][] sum;
    private final double[] block = new double[8];

    Gram(int columns) {
        this.columns = columns;
        int padded = (columns + 3) / 4 * 4;
        u = new double[padded][Chunks.TILE];
        sum = new double[padded][padded];
    }

    /** Adds the first {@code n} rows of the tile. */
    void add(int n) {
        for (int j = 0; j < columns; j += 2) {
            for (int k = 0; k <= j + 1; k += 4) {
                products(u[j], u[j + 1], u[k], u[k + 1], u[k + 2], u[k + 3], block, n);
                for (int m = 0; m < 4; m++) {
                    sum[j][k + m] += block[m];
                    sum[j + 1][k + m] += block[4 + m];
                }
            }
        }
    }

    static void products(
            double[] x0, double[] x1, double[] y0, double[] y1, double[] y2, double[] y3, double[] s, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        for (int i = 0; i < n; i++) {
            double u = x0[i];
            double v = x1[i];
            a += u * y0[i];
            b += u * y1[i];
            c += u * y2[i];
            d += u * y3[i];
            e += v * y0[i];
            f += v * y1[i];
            g += v * y2[i];
            h += v * y3[i];
        }
        s[0] = a;
        s[1] = b;
        s[2] = c;
        s[3] = d;
        s[4] = e;
        s[5] = f;
        s[6] = g;
        s[7] = h;
    }

    /** Takes over the sums of later rows. */
    void merge(Gram later) {
        for (int j = 0; j < sum.length; j++) {
            for (int k = 0; k < sum.length; k++) {
                sum[j][k] += later.sum[j][k];
            }
        }
    }

    /** The sums, row by row of the lower triangle; begins anew. */
    double[] take() {
        double[] triangle = new double[columns * (columns + 1) / 2];
        int at = 0;
        for (int j = 0; j < columns; j++) {
            for (int k = 0; k <= j; k++) {
                triangle[at++] = sum[j][k];
            }
        }
        for (double[] row : sum) {
            Arrays.fill(row, 0);
        }
        return triangle;
    }

    /** Adds {@code sign} times the sums to the lower triangle of a matrix. */
    void addTo(double[][] matrix, double sign) {
        for (int j = 0; j < columns; j++) {
            for (int k = 0; k <= j; k++) {
                matrix[j][k] += sign * sum[j][k];
            }
        }
    }
}
