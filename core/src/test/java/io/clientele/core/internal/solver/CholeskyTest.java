package io.clientele.core.internal.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CholeskyTest {

    /** Symmetric and positive definite: B B' plus a little on the diagonal. */
    private static double[][] matrix(int n, long seed) {
        RandomGenerator random = RandomStreams.stream(seed, "cholesky", n);
        double[][] b = new double[n][n];
        double[][] a = new double[n][n];
        for (double[] row : b) {
            for (int j = 0; j < n; j++) {
                row[j] = random.nextGaussian();
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    a[i][j] += b[i][k] * b[j][k];
                }
            }
            a[i][i] += 0.1;
        }
        return a;
    }

    @Test
    void handExample() {
        // L = [[2, 0], [1, 3]]
        Cholesky factor = Cholesky.of(new double[][] {{4, 2}, {2, 10}}, 0);
        assertThat(factor.rank()).isEqualTo(2);
        assertThat(factor.solve(new double[] {8, 22})).containsExactly(1, 2);
        assertThat(factor.logDeterminant()).isEqualTo(Math.log(36), within(1e-15));
        double[][] inverse = factor.inverse();
        assertThat(inverse[0]).containsExactly(new double[] {10 / 36.0, -2 / 36.0}, within(1e-16));
        assertThat(inverse[1]).containsExactly(new double[] {-2 / 36.0, 4 / 36.0}, within(1e-16));
    }

    @Test
    void solutionsFitAndTheInverseIsOne() {
        for (int n : new int[] {1, 2, 3, 8, 25}) {
            double[][] a = matrix(n, 1);
            double[] x = new double[n];
            double[] b = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = i - 2.5;
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    b[i] += a[i][j] * x[j];
                }
            }
            Cholesky factor = Cholesky.of(a, 1e-11);
            assertThat(factor.rank()).isEqualTo(n);
            // condition numbers are below 1e4 here: 12 digits are left
            assertThat(factor.solve(b)).containsExactly(x, within(1e-9));
            double[][] inverse = factor.inverse();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double s = 0;
                    for (int k = 0; k < n; k++) {
                        s += a[i][k] * inverse[k][j];
                    }
                    assertThat(s).isEqualTo(i == j ? 1 : 0, within(1e-10));
                    assertThat(inverse[i][j]).isEqualTo(inverse[j][i]);
                }
            }
        }
    }

    @Test
    void onlyTheLowerTriangleIsRead() {
        double[][] a = matrix(5, 2);
        double[] b = {1, 2, 3, 4, 5};
        double[] expected = Cholesky.of(a, 0).solve(b);
        for (int i = 0; i < 5; i++) {
            for (int j = i + 1; j < 5; j++) {
                a[i][j] = Double.NaN;
            }
        }
        assertThat(Cholesky.of(a, 0).solve(b)).containsExactly(expected);
    }

    @Test
    void laterColumnsThatDependOnEarlierOnesAreSetAside() {
        // columns: u, v, u + v, 0, w
        double[][] x = {{1, 0, 1, 0, 0}, {2, 1, 3, 0, 0}, {0, 3, 3, 0, 1}, {1, 1, 2, 0, 5}};
        double[][] a = new double[5][5];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                for (double[] row : x) {
                    a[i][j] += row[i] * row[j];
                }
            }
        }
        Cholesky factor = Cholesky.of(a, 1e-11);
        assertThat(factor.rank()).isEqualTo(3);
        boolean[] aliased = new boolean[5];
        for (int j = 0; j < 5; j++) {
            aliased[j] = factor.aliased(j);
        }
        assertThat(aliased).containsExactly(false, false, true, true, false);
        double[] solution = factor.solve(new double[] {a[0][0], a[1][0], a[2][0], 0, a[4][0]});
        assertThat(solution).containsExactly(new double[] {1, 0, 0, 0, 0}, within(1e-13));
        double[][] inverse = factor.inverse();
        assertThat(inverse[2]).containsOnly(0);
        assertThat(inverse[0][3]).isZero();
    }

    @Test
    void matricesThatAreNotPositiveLoseRank() {
        assertThat(Cholesky.of(new double[][] {{0, 0}, {0, 0}}, 1e-11).rank()).isZero();
        assertThat(Cholesky.of(new double[][] {{-1, 0}, {0, 2}}, 1e-11).rank()).isEqualTo(1);
        assertThat(Cholesky.of(new double[][] {{1, 2}, {2, 1}}, 1e-11).rank()).isEqualTo(1);
        assertThat(Cholesky.of(new double[0][], 1e-11).solve(new double[0])).isEmpty();
    }

    @Test
    void whatIsNotANumberIsRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e200}) {
            double[][] a = {{1, 0}, {bad, 1}}; // 1e200 squared is too large for a double
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Cholesky.of(a, 1e-11))
                    .withMessage("row 1 of the matrix must be finite, got [" + bad + ", 1.0]");
        }
    }
}
