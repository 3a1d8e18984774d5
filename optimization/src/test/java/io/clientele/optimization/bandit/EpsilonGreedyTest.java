package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EpsilonGreedyTest {

    private static final ArmCounts COUNTS =
            ArmCounts.of("a", 30, 1000).plus(ArmCounts.of("b", 41, 1000)).plus(ArmCounts.of("c", 22, 1000));

    @Test
    void theBestGetsTheRest() {
        assertThat(EpsilonGreedy.of(0.3, "a", "b", "c").fit(COUNTS).shares())
                .containsExactly(new double[] {0.1, 0.8, 0.1}, within(1e-15));
        assertThat(EpsilonGreedy.of(0, "a", "b", "c").fit(COUNTS).shares()).containsExactly(0, 1, 0);
        // after 3,000 trials with a half after 1,500: a third of .3
        assertThat(EpsilonGreedy.of(0.3, "a", "b", "c")
                        .withHalfAfter(1_500)
                        .fit(COUNTS)
                        .share(0))
                .isEqualTo(0.1 / 3, within(1e-15));
    }

    @Test
    void untriedArmsAreExpectedToBeAsThePriorSays() {
        assertThat(EpsilonGreedy.of(0.1, "a", "b", "new").fit(COUNTS).share(2)).isGreaterThan(0.9);
        assertThat(EpsilonGreedy.of(0.1, "a", "b", "new")
                        .withPrior(1, 99)
                        .fit(COUNTS)
                        .share(1))
                .isGreaterThan(0.9);
        assertThat(EpsilonGreedy.of(0.1, "a", "b").fit(ArmCounts.empty()).shares())
                .containsExactly(0.5, 0.5);
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpsilonGreedy.of(1.5, "a"))
                .withMessage("epsilon must be between 0 and 1, got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpsilonGreedy.of(0.5, "a").withHalfAfter(0))
                .withMessageStartingWith("trials must be between");
    }
}
