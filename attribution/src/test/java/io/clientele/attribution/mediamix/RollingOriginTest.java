package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RollingOriginTest {

    private static MixOptions options(OptionalDouble ridge) {
        return new MixOptions(AdstockFamily.GEOMETRIC, 4, true, 1, ridge, 20, 0.95, 0, Map.of());
    }

    @Test
    void blocksAreTheLastThird() {
        int[] origins = new int[5];
        for (int block = 0; block <= 4; block++) {
            origins[block] = RidgeChoice.origin(154, 4, block);
        }
        assertThat(origins).containsExactly(104, 116, 129, 141, 154);
    }

    /** Whatever happens from the third block on, the first two are predicted alike. */
    @Test
    void looksAtNothingThatComesLater() {
        MediaWeeks weeks = MadeUpMix.of(1, 154, 3, 4, 60).weeks;
        double[] sales = weeks.sales();
        MediaWeeks.Builder other = MediaWeeks.builder(MadeUpMix.MONDAY, 154);
        for (String channel : weeks.channels()) {
            double[] spend = weeks.spend(channel);
            for (int t = 129; t < 154; t++) {
                spend[t] *= 50;
            }
            other.channel(channel, spend);
        }
        for (int t = 129; t < 154; t++) {
            sales[t] = 1e6 * (t % 3);
        }
        MixOptions o = options(OptionalDouble.empty());
        double[][] before = RidgeChoice.errors(weeks, o, RidgeChoice.PENALTIES, Execution.sequential());
        double[][] after =
                RidgeChoice.errors(other.sales(sales).build(), o, RidgeChoice.PENALTIES, Execution.sequential());
        assertThat(after[0]).containsExactly(before[0]);
        assertThat(after[1]).containsExactly(before[1]);
        assertThat(after[2]).doesNotContain(before[2]);
    }

    @Test
    void theErrorIsThatOfThePredictedWeeks() {
        MediaWeeks weeks = MadeUpMix.of(1, 154, 3, 4, 60).weeks;
        double[][] errors =
                RidgeChoice.errors(weeks, options(OptionalDouble.empty()), new double[] {0.01}, Execution.sequential());
        double sum = 0;
        for (double[] block : errors) {
            sum += block[0];
        }
        RidgeChoice told = RidgeChoice.of(weeks, options(OptionalDouble.of(0.01)), Execution.sequential());
        assertThat(told.ridge()).isEqualTo(0.01);
        assertThat(told.error()).isEqualTo(Math.sqrt(sum / 50), within(1e-9));
        // noise of 60 is the least there is to miss; what is not known beforehand comes on top
        assertThat(told.error()).isBetween(50.0, 150.0);
        assertThat(RidgeChoice.PENALTIES)
                .contains(RidgeChoice.of(weeks, options(OptionalDouble.empty()), Execution.sequential())
                        .ridge());
    }

    /** Where sales follow the model exactly, any penalty does harm: the weakest is taken. */
    @Test
    void withoutNoiseTheWeakestPenaltyWins() {
        MediaWeeks weeks = MadeUpMix.of(2, 154, 2, 4, 0).weeks;
        assertThat(RidgeChoice.of(weeks, options(OptionalDouble.empty()), Execution.sequential())
                        .ridge())
                .isEqualTo(RidgeChoice.PENALTIES[0]);
    }

    /** Of four differences between blocks, the sum has a standard error of twice their standard deviation. */
    private static double taken(double[][] errors) {
        double[] sums = new double[4];
        for (double[] block : errors) {
            for (int i = 0; i < 4; i++) {
                sums[i] += block[i];
            }
        }
        int best = 0;
        for (int i = 1; i < 4; i++) {
            best = sums[i] < sums[best] ? i : best;
        }
        for (int i = 0; i < 4; i++) {
            double mean = (sums[i] - sums[best]) / 4;
            double squares = 0;
            for (double[] block : errors) {
                squares += Math.pow(block[i] - block[best] - mean, 2);
            }
            if (4 * mean <= 2 * Math.sqrt(squares / 3)) {
                return RidgeChoice.PENALTIES[i];
            }
        }
        return Double.NaN;
    }

    /** In both worlds the strongest predicts best; in the second the weakest does as well but for chance. */
    @Test
    void theWeakestWithinAStandardErrorOfTheBestIsTaken() {
        MixOptions o =
                new MixOptions(AdstockFamily.GEOMETRIC, 4, true, 0, OptionalDouble.empty(), 20, 0.95, 0, Map.of());
        double[] seen = new double[2];
        for (int world = 0; world < 2; world++) {
            MediaWeeks weeks = MadeUpMix.of(world == 0 ? 1 : 4, 120, 2, 4, 120).weeks;
            double[][] errors = RidgeChoice.errors(weeks, o, RidgeChoice.PENALTIES, Execution.sequential());
            double strongest = 0;
            double weakest = 0;
            for (double[] block : errors) {
                strongest += block[3];
                weakest += block[0];
            }
            assertThat(strongest).isLessThan(weakest);
            seen[world] = RidgeChoice.of(weeks, o, Execution.sequential()).ridge();
            assertThat(seen[world]).isEqualTo(taken(errors));
        }
        assertThat(seen).containsExactly(0.03, 0.001);
    }
}
