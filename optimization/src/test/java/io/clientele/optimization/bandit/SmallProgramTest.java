package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SmallProgramTest {

    /** scipy.optimize.linprog, src/test/oracle/empirical_prior.py, last lines. */
    @Test
    void threeRows() {
        double[] x = SmallProgram.maximize(
                new double[] {.03, .08, .06, .1},
                new double[][] {{0, 2, 1, 4}, {0, 1, 3, 1}, {1, 1, 1, 1}},
                new double[] {1.2, 1.1, 1});
        assertThat(x).containsExactly(new double[] {0.3, 0.5, 0.2, 0}, within(1e-14));
    }

    /** One budget: the best mixture is of two arms at most, so all pairs can be tried. */
    @Test
    void oneBudgetByAllPairs() {
        RandomGenerator random = RandomStreams.stream(1, "small.program", 0);
        for (int round = 0; round < 500; round++) {
            int n = 2 + random.nextInt(8);
            double[] c = new double[n];
            double[] cost = new double[n];
            for (int k = 0; k < n; k++) {
                c[k] = random.nextDouble();
                cost[k] = k == 0 || random.nextInt(6) == 0 ? 0 : random.nextInt(10);
            }
            double budget = random.nextInt(4) == 0 ? 0 : 10 * random.nextDouble();
            double best = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double share = cost[j] > cost[i] ? Math.min(1, (budget - cost[i]) / (cost[j] - cost[i])) : 0;
                    if (cost[i] <= budget) {
                        best = Math.max(best, c[i] + share * (c[j] - c[i]));
                    }
                }
            }
            double[] ones = new double[n];
            java.util.Arrays.fill(ones, 1);
            double[] x = SmallProgram.maximize(c, new double[][] {cost, ones}, new double[] {budget, 1});
            double value = 0;
            double spent = 0;
            double sum = 0;
            for (int k = 0; k < n; k++) {
                assertThat(x[k]).isNotNegative();
                value += c[k] * x[k];
                spent += cost[k] * x[k];
                sum += x[k];
            }
            assertThat(value).as("round %d", round).isEqualTo(best, within(1e-12));
            assertThat(spent).isLessThanOrEqualTo(budget + 1e-12);
            assertThat(sum).isLessThanOrEqualTo(1 + 1e-12);
        }
    }

    /** Beale's example, on which the simplex method without Bland's rule goes round for ever; the optimum is 1/20. */
    @Test
    void doesNotCycle() {
        double[] x = SmallProgram.maximize(
                new double[] {.75, -150, .02, -6},
                new double[][] {{.25, -60, -.04, 9}, {.5, -90, -.02, 3}, {0, 0, 1, 0}},
                new double[] {0, 0, 1});
        assertThat(.75 * x[0] - 150 * x[1] + .02 * x[2] - 6 * x[3]).isEqualTo(0.05, within(1e-12));
    }

    @Test
    void unbounded() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SmallProgram.maximize(new double[] {1}, new double[][] {{0}}, new double[] {1}))
                .withMessage("the rows do not bound x0");
    }
}
