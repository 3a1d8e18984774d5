package io.clientele.optimization.bandit.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Distributions;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Chances of slates by the formula, of positions by enumeration, of both by a million rankings. */
class PlackettLuceTest {

    private static final int UNITS = Boolean.getBoolean("clientele.full") ? 20_000_000 : 150_000;

    /** All slates of three different arms. */
    private static void each(int arms, BiConsumer<int[], Integer> take) {
        int number = 0;
        for (int a = 0; a < arms; a++) {
            for (int b = 0; b < arms; b++) {
                for (int c = 0; c < arms; c++) {
                    if (a != b && b != c && a != c) {
                        take.accept(new int[] {a, b, c}, number++);
                    }
                }
            }
        }
    }

    /** 0.5 · 0.3 / 0.5 · 0.1 / 0.2 */
    @Test
    void slateByHand() {
        PlackettLuce ranking = PlackettLuce.of(3, 5, 3, 1, 1);
        assertThat(ranking.propensity(0, 1, 3)).isCloseTo(0.5 * 0.6 * 0.5, within(1e-15));
        assertThat(ranking.propensity(0, 0, 3)).isZero();
        assertThat(ranking.conditional(0, new int[] {1, 0, 0}, 1, 0)).isCloseTo(5.0 / 7, within(1e-15));
        assertThat(ranking.length()).isEqualTo(3);
        assertThat(ranking.arms()).isEqualTo(4);
    }

    @Test
    void positionsByEnumeration() {
        for (double[] weights : new double[][] {
            {0.5, 0.2, 0.2, 0.06, 0.04}, {1, 1, 1, 1, 1}, {1, 1e-3, 1e-6, 1e-9, 1e-11}, {3, 2, 0, 1, 0}
        }) {
            PlackettLuce ranking = PlackettLuce.of(3, weights);
            double[][] marginals = new double[3][5];
            double[] sum = new double[1];
            each(5, (slate, number) -> {
                double p = ranking.propensity(slate);
                sum[0] += p;
                for (int k = 0; k < 3; k++) {
                    marginals[k][slate[k]] += p;
                }
            });
            assertThat(sum[0]).isCloseTo(1, within(1e-14));
            for (int k = 0; k < 3; k++) {
                double total = 0;
                for (int arm = 0; arm < 5; arm++) {
                    assertThat(ranking.marginal(0, k, arm))
                            .as("%s, position %d, arm %d", Arrays.toString(weights), k, arm)
                            .isCloseTo(marginals[k][arm], within(1e-12));
                    total += ranking.marginal(0, k, arm);
                }
                assertThat(total).isCloseTo(1, within(1e-12));
            }
        }
    }

    /** Three chi-squares at 1e-5: a false alarm in 1 of 33,000 choices of seeds. */
    @Test
    void rankingsAgreeWithTheirChances() {
        PlackettLuce ranking = PlackettLuce.of(3, 0.5, 0.2, 0.2, 0.1).withSalt(77);
        for (int kind = 0; kind < 3; kind++) {
            int[][][] seen = new int[4][4][4];
            int[] slate = new int[3];
            for (int i = 0; i < UNITS; i++) {
                switch (kind) {
                    case 0 -> ranking.rank(i, slate);
                    case 1 -> ranking.rank((long) i << 32, slate);
                    default -> ranking.rank("customer-" + i, slate);
                }
                seen[slate[0]][slate[1]][slate[2]]++;
            }
            double[] sum = new double[1];
            each(4, (possible, number) -> {
                double expected = UNITS * ranking.propensity(possible);
                double away = seen[possible[0]][possible[1]][possible[2]] - expected;
                sum[0] += away * away / expected;
            });
            assertThat(Distributions.chiSquaredSurvival(sum[0], 23)).isGreaterThan(1e-5);
        }
    }

    @Test
    void stickyAndSalted() {
        PlackettLuce ranking = PlackettLuce.of(2, 1, 1, 1, 1, 1, 1, 1, 1);
        int[] one = new int[2];
        int[] two = new int[2];
        int same = 0;
        for (int i = 0; i < 1_000; i++) {
            ranking.rank(i, one);
            PlackettLuce.of(2, 1, 1, 1, 1, 1, 1, 1, 1).rank(i, two);
            assertThat(one).isEqualTo(two);
            ranking.withSalt(1).rank(i, two);
            same += Arrays.equals(one, two) ? 1 : 0;
        }
        assertThat(same).isLessThan(60); // 18 expected of 1,000, deviation 4
        assertThat(ranking)
                .isEqualTo(PlackettLuce.of(2, 2, 2, 2, 2, 2, 2, 2, 2))
                .hasSameHashCodeAs(PlackettLuce.of(2, 2, 2, 2, 2, 2, 2, 2, 2))
                .isNotEqualTo(ranking.withSalt(1))
                .asString()
                .startsWith("PlackettLuce[length=2, weights=[0.125,");
    }

    @Test
    void whatItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlackettLuce.of(3, 1, 0, 1))
                .withMessage("length must be at most the number of arms with a weight above 0 (2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlackettLuce.of(2, 1, 1, 1).propensity(0, 7))
                .withMessage("slate, position 1: arm 7 is not known; arms are 0 to 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlackettLuce.of(1, 1, Double.NaN))
                .withMessageStartingWith("weight of arm 1 must be between 0 and ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlackettLuce.of(1, 1, 1e-13))
                .withMessage(
                        "weight of arm 1 must be 0 or at least 1e-12 of all, got 1.0E-13 of 1.0000000000001; leave "
                                + "the arm out or give it a floor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlackettLuce.of(0, 1))
                .withMessage("length must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlackettLuce.of(2, 1, 1).rank(1, new int[3]))
                .withMessage("slate must have one place per position (2), got 3");
    }
}
