package io.clientele.attribution.mediamix;

import io.clientele.core.internal.kernel.Reductions;

/**
 * An orthonormal basis of the controls' columns, and what is left of other columns beside it (Frisch and Waugh 1933): the
 * coefficients of channels do not change when controls are taken out of both sides first.
 *
 * <p>Modified Gram-Schmidt, twice. Columns that depend on earlier ones are set aside.
 */
final class Basis {

    private static final double DEPENDENT = 1e-9;

    final int rank;
    final boolean[] aliased;

    private final int n;
    private final double[][] q;
    /** kept[i] is the column of the i-th basis vector; r is upper triangular, by columns. */
    private final int[] kept;

    private final double[][] r;

    private Basis(int n, double[][] q, int[] kept, double[][] r, int rank, boolean[] aliased) {
        this.n = n;
        this.q = q;
        this.kept = kept;
        this.r = r;
        this.rank = rank;
        this.aliased = aliased;
    }

    static Basis of(double[][] columns) {
        int n = columns[0].length;
        int k = columns.length;
        double[][] q = new double[k][];
        double[][] r = new double[k][];
        int[] kept = new int[k];
        boolean[] aliased = new boolean[k];
        int rank = 0;
        for (int j = 0; j < k; j++) {
            double[] v = columns[j].clone();
            double before = Reductions.dot(v, v, 0, n);
            double[] s = new double[rank + 1];
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i < rank; i++) {
                    double f = Reductions.dot(q[i], v, 0, n);
                    s[i] += f;
                    subtract(v, f, q[i], n);
                }
            }
            double after = Reductions.dot(v, v, 0, n);
            if (!(after > DEPENDENT * DEPENDENT * before)) {
                aliased[j] = true;
                continue;
            }
            double norm = Math.sqrt(after);
            for (int t = 0; t < n; t++) {
                v[t] /= norm;
            }
            s[rank] = norm;
            q[rank] = v;
            r[rank] = s;
            kept[rank++] = j;
        }
        return new Basis(n, q, kept, r, rank, aliased);
    }

    /** Takes the controls out of a column, in place. */
    void residual(double[] v) {
        for (int i = 0; i < rank; i++) {
            subtract(v, Reductions.dot(q[i], v, 0, n), q[i], n);
        }
    }

    /** Coefficients of the columns that come closest to v; 0 for columns set aside. */
    double[] coefficients(double[] v) {
        double[] rest = v.clone();
        double[] x = new double[rank];
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < rank; i++) {
                double f = Reductions.dot(q[i], rest, 0, n);
                x[i] += f;
                subtract(rest, f, q[i], n);
            }
        }
        double[] coefficients = new double[aliased.length];
        for (int i = rank - 1; i >= 0; i--) {
            for (int k = i + 1; k < rank; k++) {
                x[i] -= r[k][i] * x[k];
            }
            x[i] /= r[i][i];
            coefficients[kept[i]] = x[i];
        }
        return coefficients;
    }

    private static void subtract(double[] v, double f, double[] from, int n) {
        for (int t = 0; t < n; t++) {
            v[t] -= f * from[t];
        }
    }
}
