package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BestArmTest {

    @Test
    void oneArm() {
        BestArm best = BestArm.of(new BetaPosterior(3, 7));
        assertThat(best.probabilities()).containsExactly(1);
        assertThat(best.expectedLoss(0)).isZero();
        assertThat(best.expectedMaximum()).isEqualTo(0.3);
        assertThat(best.arms()).isOne();
    }

    @Test
    void isAValue() {
        BestArm best = BestArm.of(new BetaPosterior(3, 7), new BetaPosterior(2, 7));
        BestArm same = BestArm.of(new BetaPosterior(3, 7), new BetaPosterior(2, 7));
        assertThat(best).isEqualTo(same).hasSameHashCodeAs(same).hasToString(same.toString());
        assertThat(best).isNotEqualTo(BestArm.of(new BetaPosterior(3, 7), new BetaPosterior(2, 8)));
        best.probabilities()[0] = 7;
        assertThat(best).isEqualTo(same);
    }

    @Test
    void smallestShapes() {
        // almost surely 0 or 1 each: both 1 a quarter of the time, then equal by symmetry
        BestArm best = BestArm.of(new BetaPosterior(1e-6, 1e-6), new BetaPosterior(1e-6, 1e-6));
        assertThat(best.probability(0)).isCloseTo(0.5, within(1e-13));
        assertThat(best.expectedMaximum()).isCloseTo(0.75, within(1e-5));
    }

    @Test
    void intervals() {
        // Beta(1, 1): the quantile is p itself; Beta(2, 1): its root; by hand
        assertThat(new BetaPosterior(1, 1).interval(0.9).lower()).isCloseTo(0.05, within(1e-14));
        assertThat(new BetaPosterior(2, 1).quantile(0.81)).isCloseTo(0.9, within(1e-14));
        assertThat(new GammaPosterior(1, 2).quantile(0.5)).isCloseTo(Math.log(2) / 2, within(1e-14));
        Interval normal = new NormalPosterior(10, 2).interval(0.95);
        assertThat(normal.lower()).isCloseTo(10 - 2 * 1.959963984540054, within(1e-13));
        assertThat(normal.confidence()).isEqualTo(0.95);
        // nearly all mass is at 0 and the median underflows
        assertThat(new BetaPosterior(1e-6, 1).quantile(0.5)).isLessThan(1e-300);
    }

    @Test
    void momentsOfThePosteriors() {
        assertThat(new BetaPosterior(2, 3).standardDeviation()).isCloseTo(0.2, within(1e-15));
        assertThat(StudentPosterior.ofSample(9, 5, 36)).isEqualTo(new StudentPosterior(5, 2, 8));
        assertThat(new StudentPosterior(5, 3, 8).standardDeviation()).isCloseTo(3 * Math.sqrt(8.0 / 6), within(1e-15));
        assertThat(new StudentPosterior(5, 3, 8).quantile(0.5)).isCloseTo(5, within(1e-14));
        assertThat(new GammaPosterior(9, 3).mean()).isEqualTo(3);
        assertThat(new GammaPosterior(9, 3).standardDeviation()).isEqualTo(1);
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BestArm.of(List.of()))
                .withMessage("arms must hold at least one arm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BestArm.of(new BetaPosterior(1, 1), new NormalPosterior(0, 1)))
                .withMessage("arm 1 is a NormalPosterior and arm 0 a BetaPosterior; compare arms of one kind");
        assertThatNullPointerException()
                .isThrownBy(() -> BestArm.of(Arrays.asList(new BetaPosterior(1, 1), null)))
                .withMessage("arm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BetaPosterior(0, 1))
                .withMessage("alpha must be between 1.0E-6 and 1.0E15, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BetaPosterior(1, Double.NaN))
                .withMessage("beta must be between 1.0E-6 and 1.0E15, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GammaPosterior(1, 0))
                .withMessage("rate must be between 1.0E-100 and 1.0E100, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NormalPosterior(Double.POSITIVE_INFINITY, 1))
                .withMessage("mean must be finite, got Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NormalPosterior(0, -1))
                .withMessage("standardDeviation must be between 1.0E-100 and 1.0E100, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StudentPosterior(0, 1, 2))
                .withMessage("degreesOfFreedom must be between 8 and 1.0E15, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StudentPosterior.ofSample(3, 0, 1))
                .withMessage("count must be at least 9, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BetaPosterior(1, 1).quantile(1))
                .withMessageContaining("p must be between");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BetaPosterior(1, 1).interval(0))
                .withMessage("confidence must be above 0 and below 1, such as 0.95, got 0");
    }
}
