package io.clientele.core.internal.solver;

import java.util.Arrays;

/**
 * Cholesky factor {@code LL'} of those rows and columns of a symmetric positive semidefinite matrix that do not depend on
 * earlier ones.
 *
 * <p>Pivots are taken in the given order, and a column is set aside when what is left of its diagonal is not above a
 * tolerance times its first value: it depends on the columns kept before it. So, as in R, of several aliased columns the first ones
 * stay. Hand in a matrix with comparable diagonal entries (scaled columns) to make the tolerance meaningful.
 */
public final class Cholesky {

    private final int n;
    private final int rank;
    /** kept[i] is the original index of the i-th kept column. */
    private final int[] kept;

    private final boolean[] aliased;
    /** Lower triangle of the kept columns, by rows. */
    private final double[][] lower;

    private Cholesky(int n, int rank, int[] kept, boolean[] aliased, double[][] lower) {
        this.n = n;
        this.rank = rank;
        this.kept = kept;
        this.aliased = aliased;
        this.lower = lower;
    }

    /**
     * Factors a matrix.
     *
     * @param a symmetric; only the lower triangle is read
     * @param tolerance share of a diagonal entry below which its column counts as aliased, such as 1e-11
     * @return the factor of the columns that are not aliased
     * @throws IllegalArgumentException if an entry is NaN or infinite, or becomes so
     */
    public static Cholesky of(double[][] a, double tolerance) {
        int n = a.length;
        int[] kept = new int[n];
        boolean[] aliased = new boolean[n];
        double[][] lower = new double[n][];
        int rank = 0;
        for (int j = 0; j < n; j++) {
            double[] row = new double[rank + 1];
            double rest = a[j][j];
            for (int k = 0; k < rank; k++) {
                double s = a[j][kept[k]];
                double[] other = lower[k];
                for (int m = 0; m < k; m++) {
                    s -= row[m] * other[m];
                }
                row[k] = s / other[k];
                rest -= row[k] * row[k];
            }
            if (!Double.isFinite(rest)) { // NaN would look like a column that depends on others
                throw new IllegalArgumentException(
                        "row " + j + " of the matrix must be finite, got " + Arrays.toString(a[j]));
            }
            if (!(rest > tolerance * a[j][j]) || !(a[j][j] > 0)) {
                aliased[j] = true;
            } else {
                row[rank] = Math.sqrt(rest);
                lower[rank] = row;
                kept[rank++] = j;
            }
        }
        return new Cholesky(n, rank, kept, aliased, lower);
    }

    /** {@return how many columns were kept} */
    public int rank() {
        return rank;
    }

    /**
     * Whether a column depends on the columns before it.
     *
     * @param column original index
     * @return true if it was set aside
     */
    public boolean aliased(int column) {
        return aliased[column];
    }

    /**
     * Solves {@code Ax = b} on the kept columns; 0 elsewhere.
     *
     * @param b right-hand side
     * @return x
     */
    public double[] solve(double[] b) {
        double[] y = new double[rank];
        for (int i = 0; i < rank; i++) {
            double s = b[kept[i]];
            for (int k = 0; k < i; k++) {
                s -= lower[i][k] * y[k];
            }
            y[i] = s / lower[i][i];
        }
        double[] x = new double[n];
        for (int i = rank - 1; i >= 0; i--) {
            double s = y[i];
            for (int k = i + 1; k < rank; k++) {
                s -= lower[k][i] * x[kept[k]];
            }
            x[kept[i]] = s / lower[i][i];
        }
        return x;
    }

    /** {@return the inverse on the kept columns; rows and columns of the others are 0} */
    public double[][] inverse() {
        double[][] inverse = new double[n][];
        double[] unit = new double[n];
        for (int j = 0; j < n; j++) {
            if (aliased[j]) {
                inverse[j] = new double[n];
            } else {
                unit[j] = 1;
                inverse[j] = solve(unit);
                unit[j] = 0;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (inverse[i][j] + inverse[j][i]) / 2;
                inverse[i][j] = mean;
                inverse[j][i] = mean;
            }
        }
        return inverse;
    }

    /** {@return the logarithm of the determinant of the kept part} */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < rank; i++) {
            sum += 2 * Math.log(lower[i][i]);
        }
        return sum;
    }
}
