package io.clientele.prediction.linear;

/** Inner products of the columns of a tile with one array. Each sum runs over the rows in order. */
final class InnerProducts {

    private InnerProducts() {}

    /** {@code into[j] += sum of r[i] x[j][i]}, eight columns at a time, each sum over the rows in order. */
    static void add(double[][] x, double[] r, int n, double[] into) {
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
