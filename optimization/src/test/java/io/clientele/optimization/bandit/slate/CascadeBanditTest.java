package io.clientele.optimization.bandit.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Moments;
import io.clientele.optimization.bandit.ArmCounts;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CascadeBanditTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 200 : 6;
    private static final String[] ITEMS = {"a", "b", "c", "d", "e", "f", "g", "h"};

    @Test
    void aClickTellsOfTheItemsDownToIt() {
        assertThat(CascadeBandit.feedback(List.of("a", "b", "c"), 1))
                .isEqualTo(ArmCounts.of("a", 0, 1).plus(ArmCounts.of("b", 1, 1)));
        assertThat(CascadeBandit.feedback(List.of("a", "b"), -1))
                .isEqualTo(ArmCounts.of("a", 0, 1).plus(ArmCounts.of("b", 0, 1)));
    }

    /** t = 100, so 1.5 log t = 6.908: bounds .5 + .831, .9 + 1.175 · ..., infinite for the item never looked at. */
    @Test
    void upperBoundsByHand() {
        ArmCounts counts =
                ArmCounts.of("a", 5, 10).plus(ArmCounts.of("b", 40, 100)).plus(ArmCounts.of("c", 1, 5));
        // a .5 + sqrt(.6908) = 1.331, b .4 + sqrt(.06908) = .663, c .2 + sqrt(1.3816) = 1.375
        assertThat(CascadeBandit.of("a", "b", "c", "new").upperBound(counts, 4, 100))
                .containsExactly("new", "c", "a", "b");
        assertThat(CascadeBandit.of("a", "b", "c").upperBound(counts, 2, 1)).containsExactly("a", "b");
        assertThat(CascadeBandit.of("x", "y").upperBound(ArmCounts.empty(), 2, 0))
                .containsExactly("x", "y");
    }

    @Test
    void drawsAreThoseOfTheSeed() {
        CascadeBandit bandit = CascadeBandit.of(ITEMS);
        ArmCounts counts = ArmCounts.of("c", 999_000, 1_000_000);
        for (long seed = 0; seed < 50; seed++) {
            List<String> slate = bandit.thompson(counts, 3, seed);
            assertThat(slate)
                    .isEqualTo(bandit.thompson(counts, 3, seed))
                    .doesNotHaveDuplicates()
                    .hasSize(3);
            assertThat(slate).contains("c"); // seven uniform draws seldom have three above .999
        }
        assertThat(bandit).isEqualTo(CascadeBandit.of(ITEMS)).hasSameHashCodeAs(CascadeBandit.of(ITEMS));
        assertThat(bandit).hasToString("CascadeBandit[a, b, c, d, e, f, g, h]");
    }

    /**
     * Two of eight items attract 20 %, six attract 10 %; lists of two; 8,000 of them. Regret is the expected clicks lost beside the best
     * list. Both lose less than 40 % of what lists at random lose, and Thompson sampling less than the bounds; and both less than
     * proportionally in the second half.
     */
    @Test
    void learnsWhichItemsBelongOnTheList() {
        Moments[] thompson = study(true);
        Moments[] bounds = study(false);
        for (Moments[] regret : List.of(thompson, bounds)) {
            assertThat(low(regret[0])).isPositive();
            assertThat(low(regret[1])).isPositive();
        }
        assertThat(thompson[2].mean()).isLessThan(bounds[2].mean());
    }

    private static double low(Moments m) {
        return m.mean() - 4 * m.standardDeviation() / Math.sqrt(m.count());
    }

    /** Of the runs: 40 % of random lists' loss less its own; 80 % of its first half less its second; its own. */
    private static Moments[] study(boolean thompson) {
        Moments[] result = {Moments.create(), Moments.create(), Moments.create()};
        CascadeBandit bandit = CascadeBandit.of(ITEMS);
        int trials = 8_000;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "cascade.regret", thompson ? 1 : 0);
            ArmCounts counts = ArmCounts.empty();
            double best = 1 - 0.8 * 0.8;
            // of 28 pairs: 1 of two good ones, 12 mixed, 15 of two bad ones
            double equal = best - (best + 12 * (1 - 0.8 * 0.9) + 15 * (1 - 0.9 * 0.9)) / 28;
            double[] half = new double[2];
            for (int t = 0; t < trials; t++) {
                List<String> slate =
                        thompson ? bandit.thompson(counts, 2, random.nextLong()) : bandit.upperBound(counts, 2, t);
                double none = 1;
                int clicked = -1;
                for (int k = 0; k < 2; k++) {
                    double rate = slate.get(k).equals("c") || slate.get(k).equals("g") ? 0.2 : 0.1;
                    none *= 1 - rate;
                    clicked = clicked < 0 && random.nextDouble() < rate ? k : clicked;
                }
                half[2 * t / trials] += best - (1 - none);
                counts = counts.plus(CascadeBandit.feedback(slate, clicked));
            }
            result[0].add(0.4 * equal * trials - half[0] - half[1]);
            result[1].add(0.8 * half[0] - half[1]);
            result[2].add(half[0] + half[1]);
        }
        return result;
    }

    @Test
    void whatItRefuses() {
        CascadeBandit bandit = CascadeBandit.of("a", "b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CascadeBandit.of("a", "a"))
                .withMessage("item 'a' is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(CascadeBandit::of)
                .withMessage("number of items must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bandit.thompson(ArmCounts.empty(), 3, 0))
                .withMessage("length must be at most the number of items (2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bandit.upperBound(ArmCounts.of("a", 3, 2), 1, 5))
                .withMessage("item 'a': clicks must be from 0 to the number of looks (2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CascadeBandit.feedback(List.of("a"), 1))
                .withMessage("clicked must be at most the last position (0), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CascadeBandit.feedback(List.of("a"), -2))
                .withMessage("clicked must be at least -1, got -2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CascadeBandit.feedback(List.of("a", "a"), 0))
                .withMessage("item 'a' is there twice");
    }
}
