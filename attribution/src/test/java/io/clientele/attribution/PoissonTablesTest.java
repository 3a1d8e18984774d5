package io.clientele.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Distributions;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PoissonTablesTest {

    @Test
    void drawsHaveThePoissonDistribution() {
        for (int mean : new int[] {1, 2, 7, 20, 64, 65, 300}) {
            RandomGenerator random = RandomStreams.stream(1, "poisson", mean);
            int draws = 40_000;
            int most = mean + 12 * (int) Math.sqrt(mean) + 20;
            int[] counts = new int[most + 1];
            for (int i = 0; i < draws; i++) {
                counts[(int) Math.min(most, PoissonTables.draw(random, mean))]++;
            }
            double chiSquare = 0;
            int classes = 0;
            double pooledExpected = 0;
            double pooledCount = 0;
            for (int k = 0; k <= most; k++) {
                // P(exactly k) from the gamma distribution: P(at most k) = 1 - P(Gamma(k + 1) <= mean)
                double atMost = 1 - Distributions.gammaCdf(mean, k + 1.0, 1);
                double below = k == 0 ? 0 : 1 - Distributions.gammaCdf(mean, k, 1);
                pooledExpected += draws * (atMost - below);
                pooledCount += counts[k];
                if (pooledExpected >= 10) {
                    chiSquare += (pooledCount - pooledExpected) * (pooledCount - pooledExpected) / pooledExpected;
                    classes++;
                    pooledExpected = 0;
                    pooledCount = 0;
                }
            }
            // seven tests at 0.1 %: a false alarm in 0.7 % of seeds
            assertThat(Distributions.chiSquaredSurvival(chiSquare, classes - 1.0))
                    .as("mean %d", mean)
                    .isGreaterThan(1e-3);
        }
        assertThat(PoissonTables.draw(RandomStreams.stream(1, "poisson", 0), 0)).isZero();
    }
}
