package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.solver.LinearSystem;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BoxSolverTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private record Problem(double[][] a, double[] c, double[] low, double[] high) {

        static Problem random(long seed, int n) {
            RandomGenerator random = RandomStreams.stream(seed, "box", n);
            double[][] x = new double[n + 3][n];
            double common = random.nextInt(3);
            for (double[] row : x) {
                double shared = common * random.nextGaussian();
                for (int j = 0; j < n; j++) {
                    row[j] = random.nextGaussian() + shared;
                }
            }
            double[][] a = new double[n][n];
            double[] c = new double[n];
            double[] low = new double[n];
            double[] high = new double[n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (double[] row : x) {
                        a[i][j] += row[i] * row[j];
                    }
                }
                c[i] = 5 * random.nextGaussian();
                low[i] = random.nextInt(3) == 0 ? 0.1 : 0;
                high[i] = random.nextInt(3) == 0 ? 0.3 : random.nextInt(6) == 0 ? low[i] : INFINITY;
            }
            return new Problem(a, c, low, high);
        }

        double value(double[] b) {
            double value = 0;
            for (int i = 0; i < c.length; i++) {
                value -= 2 * c[i] * b[i];
                for (int j = 0; j < c.length; j++) {
                    value += b[i] * a[i][j] * b[j];
                }
            }
            return value;
        }

        /** Every choice of free, lower and upper for every variable; the best that is within bounds. */
        double[] bruteForce() {
            int n = c.length;
            double[] best = {};
            double least = INFINITY;
            for (int code = 0; code < Math.pow(3, n); code++) {
                double[][] system = new double[n][n];
                double[] right = new double[n];
                boolean possible = true;
                int rest = code;
                for (int i = 0; i < n; i++, rest /= 3) {
                    if (rest % 3 == 0) {
                        system[i] = a[i].clone();
                        right[i] = c[i];
                    } else {
                        system[i][i] = 1;
                        right[i] = rest % 3 == 1 ? low[i] : high[i];
                        possible &= right[i] < INFINITY;
                    }
                }
                if (!possible) {
                    continue;
                }
                double[] b = LinearSystem.of(system).solve(right);
                for (int i = 0; i < n; i++) {
                    possible &= b[i] >= low[i] - 1e-12 && b[i] <= high[i] + 1e-12;
                }
                if (possible && value(b) < least) {
                    least = value(b);
                    best = b;
                }
            }
            return best;
        }
    }

    @Test
    void equalsBruteForce() {
        for (int n = 1; n <= 5; n++) {
            for (int seed = 0; seed < 60; seed++) {
                Problem p = Problem.random(seed, n);
                BoxSolver solver = new BoxSolver(n);
                solver.solve(p.a, p.c, p.low, p.high, 100);
                assertThat(solver.b).as("seed %d, n %d", seed, n).containsExactly(p.bruteForce(), within(1e-9));
            }
        }
    }

    @Test
    void isWithinBoundsAndNoStepGains() {
        for (int seed = 0; seed < 200; seed++) {
            int n = 15;
            Problem p = Problem.random(seed, n);
            BoxSolver solver = new BoxSolver(n);
            solver.solve(p.a, p.c, p.low, p.high, 100);
            for (int j = 0; j < n; j++) {
                double slope = solver.gradient(p.a, p.c, j) / Math.sqrt(p.a[j][j]);
                assertThat(solver.b[j]).isBetween(p.low[j], p.high[j]);
                if (solver.b[j] > p.low[j]) {
                    assertThat(slope).as("seed %d, variable %d", seed, j).isGreaterThan(-1e-9);
                }
                if (solver.b[j] < p.high[j]) {
                    assertThat(slope).as("seed %d, variable %d", seed, j).isLessThan(1e-9);
                }
            }
        }
    }

    @Test
    void anotherStartGivesTheSameAnswer() {
        for (int seed = 0; seed < 100; seed++) {
            int n = 8;
            BoxSolver warm = new BoxSolver(n);
            Problem before = Problem.random(1000 + seed, n);
            warm.solve(before.a, before.c, before.low, before.high, 100);
            Problem p = Problem.random(seed, n);
            warm.solve(p.a, p.c, p.low, p.high, 100);
            BoxSolver cold = new BoxSolver(n);
            cold.solve(p.a, p.c, p.low, p.high, 100);
            assertThat(warm.b).as("seed %d", seed).containsExactly(cold.b, within(1e-9));
        }
    }

    @Test
    void aColumnOfNothingStaysAtItsBound() {
        BoxSolver solver = new BoxSolver(2);
        solver.solve(
                new double[][] {{0, 0}, {0, 2}},
                new double[] {0, 4},
                new double[2],
                new double[] {INFINITY, INFINITY},
                8);
        assertThat(solver.b).containsExactly(new double[] {0, 2}, within(1e-15));
    }

    @Test
    void ofTwoEqualColumnsWithoutRidgeOneIsTaken() {
        double[] high = new double[3];
        Arrays.fill(high, INFINITY);
        BoxSolver solver = new BoxSolver(3);
        double[][] a = {{1, 1, 0}, {1, 1, 0}, {0, 0, 1}};
        solver.solve(a, new double[] {3, 3, 1}, new double[3], high, 10);
        assertThat(solver.b[0] + solver.b[1]).isEqualTo(3, within(1e-12));
        assertThat(solver.b[2]).isEqualTo(1, within(1e-12));
    }
}
