package io.clientele.core.internal.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LinearSystemTest {

    /** Gauss in 60 digits on the very doubles that are solved. */
    private static double[] exact(double[][] a, double[] b, boolean transposed) {
        MathContext digits = new MathContext(60);
        int n = b.length;
        BigDecimal[][] m = new BigDecimal[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                m[i][j] = new BigDecimal(transposed ? a[j][i] : a[i][j]);
            }
            m[i][n] = new BigDecimal(b[i]);
        }
        for (int k = 0; k < n; k++) {
            int best = k;
            for (int i = k + 1; i < n; i++) {
                best = m[i][k].abs().compareTo(m[best][k].abs()) > 0 ? i : best;
            }
            BigDecimal[] row = m[best];
            m[best] = m[k];
            m[k] = row;
            for (int i = 0; i < n; i++) {
                if (i != k) {
                    BigDecimal f = m[i][k].divide(row[k], digits);
                    for (int j = k; j <= n; j++) {
                        m[i][j] = m[i][j].subtract(f.multiply(row[j], digits), digits);
                    }
                }
            }
        }
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = m[i][n].divide(m[i][i], digits).doubleValue();
        }
        return x;
    }

    private static void check(double[][] a, double[] b, double relative) {
        LinearSystem system = LinearSystem.of(a);
        assertThat(system.singular()).isFalse();
        compare(system.solve(b), exact(a, b, false), relative);
        compare(system.solveTransposed(b), exact(a, b, true), relative);
    }

    private static void compare(double[] actual, double[] expected, double relative) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isEqualTo(expected[i], within(relative * Math.abs(expected[i])));
        }
    }

    @Test
    void agreesWithExactArithmetic() {
        RandomGenerator random = RandomStreams.stream(3, "linear", 0);
        for (int n : new int[] {1, 2, 5, 12, 30}) {
            double[][] a = new double[n][n];
            double[] b = new double[n];
            for (int i = 0; i < n; i++) {
                b[i] = random.nextGaussian();
                for (int j = 0; j < n; j++) {
                    a[i][j] = random.nextGaussian();
                }
            }
            check(a, b, 1e-14); // refined: right to the last digits although the matrix is not
        }
    }

    @Test
    void hilbertMatrixKeepsItsDigits() {
        // condition number 1e13 for n = 10: plain elimination is left with three digits
        int n = 10;
        double[][] a = new double[n][n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            b[i] = 1;
            for (int j = 0; j < n; j++) {
                a[i][j] = 1.0 / (i + j + 1);
            }
        }
        check(a, b, 1e-13);
    }

    @Test
    void rowsOfVeryDifferentSize() {
        check(new double[][] {{1e-12, 1, 2}, {1e10, -3e10, 1}, {4, 5, 6e-5}}, new double[] {3, 4, 5}, 1e-14);
        check(new double[][] {{0, 1}, {1, 0}}, new double[] {3, 4}, 0);
    }

    @Test
    void residualIsThatOfTwiceThePrecision() {
        LinearSystem system = LinearSystem.of(new double[][] {{1e16, 1, -1e16}, {0, 1, 0}, {0, 0, 1}});
        double[] r = system.residual(new double[] {0.25, 0, 0}, new double[] {1, 0.125, 1});
        assertThat(r).containsExactly(0.125, -0.125, -1);
    }

    @Test
    void singularMatricesAreNotSolved() {
        double[][][] cases = {
            {{1, 2}, {2, 4}}, {{0, 0}, {0, 1}}, {{1, 1, 1}, {1, 1, 1}, {0, 0, 1}}, {{Double.NaN, 1}, {1, 1}}
        };
        for (double[][] a : cases) {
            LinearSystem system = LinearSystem.of(a);
            assertThat(system.singular()).isTrue();
            assertThatIllegalStateException()
                    .isThrownBy(() -> system.solve(new double[a.length]))
                    .withMessage("the matrix is singular; ask singular() before solving");
            assertThatIllegalStateException().isThrownBy(() -> system.solveTransposed(new double[a.length]));
        }
        assertThat(LinearSystem.of(new double[0][]).solve(new double[0])).isEmpty();
    }

    @Test
    void theMatrixIsLeftAlone() {
        double[][] a = {{1, 2}, {3, 4}};
        LinearSystem.of(a).solve(new double[] {1, 1});
        assertThat(a).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
    }
}
