package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Widths up to a million to one, against src/test/oracle/best_arm_width.py: mpmath 1.3.0 with 30 and 40 digits. */
class BestArmWidthTest {

    @Test
    void normalArms() {
        BestArm two = BestArm.of(new NormalPosterior(0, 1), new NormalPosterior(0.25, 1e-6));
        assertThat(two.probability(0)).isEqualTo(0.401293674317124609, within(1e-14));
        assertThat(two.probability(1)).isEqualTo(0.598706325682875391, within(1e-14));
        assertThat(two.expectedMaximum()).isEqualTo(0.536344698223773472, within(1e-13));
        BestArm four = BestArm.of(
                new NormalPosterior(0, 1),
                new NormalPosterior(0.25, 1e-6),
                new NormalPosterior(0.2500005, 2e-6),
                new NormalPosterior(-0.5, 0.01));
        assertThat(four.probabilities())
                .containsExactly(
                        new double[] {0.40129322413070546, 0.24638666149973418, 0.352320114369560359, 0},
                        within(1e-13));
        assertThat(four.expectedMaximum()).isEqualTo(0.536345395280729021, within(1e-13));
    }

    @Test
    void rates() {
        check(2, 3, 4e11, 6e11, 0.5247999999998272, 0.48294400000020736);
        check(1, 19, 5e10, 95e10, 0.62264639746129620246, 0.067924296120606354679);
        check(0.5, 9.5, 3e9, 97e9, 0.54724251160420543153, 0.061312179074438025466);
    }

    private static void check(double a, double b, double c, double d, double second, double maximum) {
        BestArm best = BestArm.of(new BetaPosterior(a, b), new BetaPosterior(c, d));
        assertThat(best.probability(1)).isEqualTo(second, within(1e-13));
        assertThat(best.expectedMaximum()).isEqualTo(maximum, within(1e-13));
    }
}
