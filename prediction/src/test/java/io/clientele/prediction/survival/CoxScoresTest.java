package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CoxScoresTest {

    /** From block to block what residuals, which hold everything at once, say of each row. */
    @Test
    void equalScoreResiduals() {
        int blocks = 0;
        for (int seed = 0; seed < 12; seed++) {
            RandomGenerator random = RandomTables.random("scores", seed);
            int n = 30 + 40 * seed;
            double[] beta = {0.4, -0.3};
            SurvivalTable table = RandomTables.cox(random, n, beta, 0.5, seed % 3 == 0 ? 0.1 : 0);
            table = seed % 2 == 1 ? RandomTables.entering(random, table) : table;
            table = seed % 4 < 2 ? table.withStrata(RandomTables.labels(random, n, 1 + seed)) : table;
            double[] weights = new double[n];
            Arrays.setAll(weights, i -> random.nextInt(3) * 0.5);
            table = seed % 3 == 1 ? table.withWeights(weights) : table;
            CoxDesign d = CoxDesign.of(table, table.requireFeatures(), Execution.sequential());
            for (Ties ties : new Ties[] {Ties.EFRON, Ties.BRESLOW}) {
                CoxParts parts = new CoxParts(d, ties, beta);
                double[][] found = new double[d.rows()][2];
                new CoxScores(d, ties, beta).run((i, part) -> {
                    found[i][0] += part[0];
                    found[i][1] += part[1];
                });
                for (int b = 0; b < d.bins(); b++) {
                    for (int i = d.binStart[b]; i < d.binStart[b + 1]; i++) {
                        for (int j = 0; j < 2; j++) {
                            assertThat(found[i][j]).isCloseTo(d.weight(i) * parts.score(i, b, j), within(1e-11));
                        }
                    }
                }
                blocks += d.bins() > 128 ? 1 : 0;
            }
        }
        assertThat(blocks).as("tables of several blocks").isPositive();
    }
}
