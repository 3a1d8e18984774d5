package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.Samplers;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LaneGramTest {

    @Test
    void equalsThePlainSums() {
        for (int p = 1; p <= 50; p += p < 9 ? 1 : 8) {
            RandomGenerator random = RandomTables.random("lanes", p);
            LaneGram gram = new LaneGram(p);
            for (int time = 0; time < 2; time++) { // taking the sums begins anew
                double[][] expected = new double[p][p];
                double[][] found = new double[p][p];
                for (int tile = 0; tile < p + time; tile++) { // odd numbers and even ones, and none
                    int n = 1 + random.nextInt(Chunks.TILE);
                    for (double[] column : gram.u) {
                        for (int i = 0; i < n; i++) {
                            column[i] = Samplers.gaussian(random);
                        }
                    }
                    for (int j = 0; j < p; j++) {
                        for (int k = 0; k <= j; k++) {
                            for (int i = 0; i < n; i++) {
                                expected[j][k] += gram.u[j][i] * gram.u[k][i];
                            }
                        }
                    }
                    gram.add(n);
                }
                LaneGram.add(gram.take(), found);
                for (int j = 0; j < p; j++) {
                    for (int k = 0; k < p; k++) {
                        assertThat(found[j][k]).isCloseTo(expected[j][k], within(1e-14 * Chunks.TILE * (p + 1)));
                    }
                }
            }
        }
        LaneGram empty = new LaneGram(2);
        assertThat(empty.take()).containsOnly(0);
    }
}
