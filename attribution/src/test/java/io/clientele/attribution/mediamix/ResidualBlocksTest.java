package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ResidualBlocksTest {

    @Test
    void lengthGrowsWithTheCubeRoot() {
        assertThat(ResidualBlocks.length(64)).isEqualTo(4);
        assertThat(ResidualBlocks.length(65)).isEqualTo(5);
        assertThat(ResidualBlocks.length(148)).isEqualTo(6);
    }

    /** Residuals 0, 1, 2, …: within a block, drawn values less the expected ones must not change. */
    @Test
    void drawsWeeksInARow() {
        double[] line = new double[50];
        for (int t = 0; t < 50; t++) {
            line[t] = t;
        }
        ResidualBlocks blocks = new ResidualBlocks(line, 4, 1);
        double[] drawn = blocks.draw(7, 3);
        assertThat(drawn).hasSize(50);
        int jumps = 0;
        for (int t = 1; t < 50; t++) {
            double step = drawn[t] - drawn[t - 1];
            if (t % 4 == 0) {
                jumps += step == 0 ? 0 : 1;
            } else {
                assertThat(step).as("within a block, week %d", t).isEqualTo(0, within(1e-12));
            }
        }
        assertThat(jumps).isGreaterThan(8);
        assertThat(blocks.draw(7, 3)).containsExactly(drawn);
        assertThat(blocks.draw(7, 4)).isNotEqualTo(drawn);
        assertThat(blocks.draw(8, 3)).isNotEqualTo(drawn);
    }

    @Test
    void drawsHaveMeanZeroAndAreWidened() {
        double[] residuals = {5, -1, 3, -8, 2, 0, -4, 7, 1, -5};
        ResidualBlocks blocks = new ResidualBlocks(residuals, 3, 2);
        double[] mean = new double[10];
        double[] squares = new double[10];
        int draws = 20_000;
        for (int i = 0; i < draws; i++) {
            double[] drawn = blocks.draw(1, i);
            for (int t = 0; t < 10; t++) {
                mean[t] += drawn[t] / draws;
                squares[t] += drawn[t] * drawn[t] / draws;
            }
        }
        // first place of a block: residuals 0 to 7, mean 0.5, variance (25+1+9+64+4+0+16+49)/8 - 0.25 = 20.75, twice as
        // wide
        assertThat(squares[0]).isEqualTo(4 * 20.75, within(4 * 20.75 * 5 / Math.sqrt(draws)));
        for (double m : mean) {
            assertThat(m).isEqualTo(0, within(5 * 2 * 5 / Math.sqrt(draws)));
        }
    }
}
