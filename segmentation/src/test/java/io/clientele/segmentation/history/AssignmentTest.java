package io.clientele.segmentation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void totalIsThatOfTryingEverything() {
        for (int trial = 0; trial < 500; trial++) {
            RandomGenerator random = RandomStreams.stream(trial, "assignment", 0);
            int rows = 1 + random.nextInt(5);
            int columns = 1 + random.nextInt(5);
            double[][] gain = new double[rows][columns];
            for (double[] row : gain) {
                Arrays.setAll(row, j -> trialGain(random));
            }
            int[] best = Assignment.best(gain);
            double total = 0;
            boolean[] used = new boolean[columns];
            int assigned = 0;
            for (int i = 0; i < rows; i++) {
                if (best[i] >= 0) {
                    assertThat(used[best[i]]).isFalse();
                    used[best[i]] = true;
                    total += gain[i][best[i]];
                    assigned++;
                }
            }
            assertThat(assigned).isEqualTo(Math.min(rows, columns));
            assertThat(total).isEqualTo(everything(gain, 0, new boolean[columns], rows - columns), within(1e-12));
        }
    }

    private static double trialGain(RandomGenerator random) {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(10) / 10.0; // many ties
    }

    private static double everything(double[][] gain, int row, boolean[] used, int spare) {
        if (row == gain.length) {
            return 0;
        }
        double best = spare > 0 ? everything(gain, row + 1, used, spare - 1) : Double.NEGATIVE_INFINITY;
        for (int j = 0; j < used.length; j++) {
            if (!used[j]) {
                used[j] = true;
                best = Math.max(best, gain[row][j] + everything(gain, row + 1, used, spare));
                used[j] = false;
            }
        }
        return best;
    }
}
