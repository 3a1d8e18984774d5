package io.clientele.optimization.bandit.contextual;

import io.clientele.core.FitException;
import java.util.List;

/**
 * Cholesky factor of a regression: of the sums of products of inputs and reward together, with the prior's precision on the diagonal.
 * Its last row is the solution of the triangular system for the coefficients, so that adding a decision by plane rotations (Golub and
 * Van Loan, "Matrix Computations", 6.5.4) brings factor and solution up to date at once. Only positive numbers are added under roots;
 * nothing is inverted, and nothing drifts but by rounding.
 *
 * <p>Columns are kept with the last row first, so that loops over columns of different lengths have the same index.
 */
final class Factor {

    private final int size;
    private final double[][] column;
    private final double[] work;

    private Factor(int size, double[][] column) {
        this.size = size;
        this.column = column;
        work = new double[size + 1];
    }

    /** Of no decisions. */
    static Factor prior(int size, double precision) {
        double[][] column = new double[size + 1][];
        for (int k = 0; k <= size; k++) {
            column[k] = new double[size + 1 - k];
            column[k][size - k] = k < size ? Math.sqrt(precision) : 0;
        }
        return new Factor(size, column);
    }

    /**
     * Of sums of products.
     *
     * @param products lower triangle with the reward last; the prior is not in it
     * @param names of the inputs, for what is said when they can't be told apart
     */
    static Factor of(double[][] products, double precision, List<String> names) {
        int size = products.length - 1;
        double[][] column = new double[size + 1][];
        for (int k = 0; k <= size; k++) {
            double[] own = new double[size + 1 - k];
            for (int i = k; i <= size; i++) {
                own[size - i] = products[i][k] + (i == k && k < size ? precision : 0);
            }
            for (int p = 0; p < k; p++) {
                double[] before = column[p];
                double by = before[size - k];
                for (int m = 0; m < own.length; m++) {
                    own[m] -= by * before[m];
                }
            }
            double pivot = own[size - k];
            if (k < size && !(pivot > 0)) {
                throw new FitException("feature '" + names.get(k)
                        + "' can't be told apart from those before it, or is too large beside the prior; scale features to"
                        + " about 1, or give the prior more precision");
            }
            double root = Math.sqrt(Math.max(0, pivot));
            for (int m = 0; k < size && m < own.length; m++) {
                own[m] /= root;
            }
            own[size - k] = root;
            column[k] = own;
        }
        return new Factor(size, column);
    }

    Factor copy() {
        double[][] copy = new double[column.length][];
        for (int k = 0; k < copy.length; k++) {
            copy[k] = column[k].clone();
        }
        return new Factor(size, copy);
    }

    int size() {
        return size;
    }

    /** Row and column of the factor. */
    double at(int i, int k) {
        return column[k][size - i];
    }

    /** Adds a decision; O(size^2), nothing is allocated. */
    void add(double[] inputs, double reward) {
        work[0] = reward;
        for (int j = 0; j < size; j++) {
            work[size - j] = inputs[j];
        }
        for (int k = 0; k <= size; k++) {
            rotate(column[k], work, size - k);
        }
    }

    private static void rotate(double[] own, double[] added, int end) {
        double x = added[end];
        if (x == 0) {
            return;
        }
        double diagonal = own[end];
        double root = Math.sqrt(diagonal * diagonal + x * x);
        double cosine = diagonal / root;
        double sine = x / root;
        own[end] = root;
        for (int m = 0; m < end; m++) {
            double l = own[m];
            double a = added[m];
            own[m] = cosine * l + sine * a;
            added[m] = cosine * a - sine * l;
        }
    }

    /** The ridge solution. */
    double[] mean() {
        return solve(new double[size], 0);
    }

    /** The solution, moved by a standard normal vector times the given spread: a draw from the posterior. */
    double[] solve(double[] normal, double spread) {
        double[] b = new double[size];
        for (int j = 0; j < size; j++) {
            b[j] = at(size, j) + spread * normal[j];
        }
        return away(b);
    }

    /** Solves the upper triangular system: a standard normal vector becomes one with the inverse as covariance. */
    double[] away(double[] normal) {
        double[] x = new double[size];
        for (int j = size - 1; j >= 0; j--) {
            double s = normal[j];
            for (int i = j + 1; i < size; i++) {
                s -= at(i, j) * x[i];
            }
            x[j] = s / at(j, j);
        }
        return x;
    }

    /** Solves the lower triangular system; the squares of the result add up to the variance along the right-hand side. */
    double[] forward(double[] b) {
        double[] y = new double[size];
        for (int i = 0; i < size; i++) {
            double s = b[i];
            for (int j = 0; j < i; j++) {
                s -= at(i, j) * y[j];
            }
            y[i] = s / at(i, i);
        }
        return y;
    }
}
