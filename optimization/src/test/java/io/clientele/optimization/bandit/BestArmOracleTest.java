package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.Golden;
import io.clientele.core.stats.Distributions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against ../shared/golden/bandit, published values, exact fractions and finite sums. */
class BestArmOracleTest {

    @Test
    void goldenCases() {
        Golden cases = Golden.load("bandit/probability-best").at("expected", "cases");
        assertThat(cases.size()).isEqualTo(15);
        for (int i = 0; i < cases.size(); i++) {
            Golden one = cases.at(i);
            List<Posterior> arms = new ArrayList<>();
            for (double[] p : one.at("arms").matrix()) {
                arms.add(
                        switch (one.at("family").text()) {
                            case "beta" -> new BetaPosterior(p[0], p[1]);
                            case "gamma" -> new GammaPosterior(p[0], p[1]);
                            default -> new NormalPosterior(p[0], p[1]);
                        });
            }
            // the file's own tolerance; its case 8 is off by 1.1e-12, see the next test
            one.at("probability_best").matches(BestArm.of(arms).probabilities(), 1e-9, 1e-11);
        }
    }

    /** src/test/oracle/best_arm.py, mpmath. */
    @Test
    void fiveArmsInThirtyDigits() {
        BestArm best = BestArm.of(
                new BetaPosterior(2001, 98001),
                new BetaPosterior(2101, 97901),
                new BetaPosterior(2150, 97852),
                new BetaPosterior(2160, 97842),
                new BetaPosterior(1990, 98012));
        double[] expected = {
            0.000616257238400848928,
            0.0875052366751498293,
            0.398074185817811989,
            0.513508485423060866,
            0.000295834845575762378
        };
        assertThat(best.probabilities()).containsExactly(expected, within(2e-15));
    }

    @Test
    void exactFractions() {
        BestArm best = BestArm.of(new BetaPosterior(1, 1), new BetaPosterior(2, 1), new BetaPosterior(1, 3));
        assertThat(best.probabilities()).containsExactly(new double[] {19.0 / 60, 38.0 / 60, 3.0 / 60}, within(1e-14));
        assertThat(best.expectedMaximum()).isCloseTo(53.0 / 70, within(1e-14));
        assertThat(best.expectedLoss(0)).isCloseTo(53.0 / 70 - 1.0 / 2, within(1e-14));
        assertThat(best.expectedLoss(1)).isCloseTo(53.0 / 70 - 2.0 / 3, within(1e-14));
        assertThat(best.expectedLoss(2)).isCloseTo(53.0 / 70 - 1.0 / 4, within(1e-14));
        assertThat(best.leader()).isEqualTo(1);
    }

    @Test
    void uniformArms() {
        for (int arms : new int[] {1, 2, 3, 17, 400}) {
            List<BetaPosterior> uniform = java.util.Collections.nCopies(arms, new BetaPosterior(1, 1));
            BestArm best = BestArm.of(uniform);
            for (int k = 0; k < arms; k++) {
                assertThat(best.probability(k)).isCloseTo(1.0 / arms, within(1e-13));
            }
            // the largest of n uniform numbers is n / (n + 1) on average
            assertThat(best.expectedMaximum()).isCloseTo(arms / (arms + 1.0), within(1e-13));
        }
    }

    /** Probabilities and losses of ../shared/anchors/optimization.md 5.1, which has 13 digits. */
    @Test
    void tableOfTheAnchors() {
        check(
                new double[][] {{40, 474}, {64, 730}, {71, 818}},
                new double[] {.29005543233561, .37443555689132, .33550901077307},
                new double[] {.01040518608, .007621663752, .008361180884},
                .088226197756894);
        check(
                new double[][] {{25, 254}, {100, 430}, {30, 503}},
                new double[] {5.2366186846072e-5, .99994763380685, 6.3029335057e-12},
                new double[] {.0990738491, 3.385870807e-7, .1323944056},
                .1886795838701);
        check(
                new double[][] {{101, 901}, {121, 881}},
                new double[] {.07681656102644, .92318343897356},
                new double[] {.02044469377, 4.846139264e-4},
                .12124309696029);
        check(
                new double[][] {{10001, 90001}, {10201, 89801}},
                new double[] {.068889720119395, .9311102798806},
                new double[] {.002040907125, 4.094712422e-5},
                .10204890696502);
        check(
                new double[][] {{3e6, 1e8}, {3.003e6, 1e8}},
                new double[] {.11381879077715, .88618120922286},
                new double[] {2.957463198e-5, 1.297578308e-6},
                .029155788224212);
    }

    private static void check(double[][] arms, double[] probabilities, double[] losses, double maximum) {
        List<BetaPosterior> posteriors = new ArrayList<>();
        for (double[] arm : arms) {
            posteriors.add(new BetaPosterior(arm[0], arm[1]));
        }
        BestArm best = BestArm.of(posteriors);
        for (int k = 0; k < arms.length; k++) {
            assertThat(best.probability(k)).isCloseTo(probabilities[k], within(1e-13));
            // ten digits are given
            assertThat(best.expectedLoss(k)).isCloseTo(losses[k], within(1e-9 * losses[k]));
        }
        assertThat(best.expectedMaximum()).isCloseTo(maximum, within(1e-13));
    }

    /** Miller's finite sum for two arms with whole parameters, by products of neighbouring terms. */
    @Test
    void finiteSumOfTwoArms() {
        int[][] cases = {{11, 91, 16, 86}, {501, 9501, 541, 9461}, {3, 1000, 1, 5}, {2, 2, 90, 3}};
        for (int[] c : cases) {
            double sum = 0;
            // P(B > A) = sum over i < a_B of B(a_A + i, b_A + b_B) / ((b_B + i) B(1 + i, b_B) B(a_A, b_A))
            double term = 1;
            for (int j = 0; j < c[3]; j++) {
                term *= (double) (c[1] + j) / (c[0] + c[1] + j);
            }
            for (int i = 0; i < c[2]; i++) {
                sum += term;
                term *= (double) (c[0] + i) / (c[0] + c[1] + c[3] + i) * (c[3] + i) / (i + 1.0);
            }
            BestArm best = BestArm.of(new BetaPosterior(c[0], c[1]), new BetaPosterior(c[2], c[3]));
            assertThat(best.probability(1)).isCloseTo(sum, within(2e-12));
        }
    }

    @Test
    void quantiles() {
        Golden all = Golden.load("bandit/distributions").at("expected", "quantiles");
        int seen = 0;
        for (int i = 0; i < all.size(); i++) {
            Golden one = all.at(i);
            double p = one.at("p").number();
            Posterior posterior;
            switch (one.at("distribution").text()) {
                case "beta" ->
                    posterior = new BetaPosterior(
                            one.at("alpha").number(), one.at("beta").number());
                case "gamma" -> posterior = new GammaPosterior(one.at("shape").number(), 1);
                default -> {
                    continue;
                }
            }
            // the distribution function behind it has 1e-13 to 1e-12 where the parameters are large
            one.at("x").matches(posterior.quantile(p), 1e-11, 0);
            seen++;
        }
        assertThat(seen).isGreaterThan(8);
    }

    /** P(first is larger) of two Student posteriors by the trapezoid rule over the arc tangent, with the library's functions. */
    @Test
    void studentArmsByPlainSummation() {
        StudentPosterior a = new StudentPosterior(1.2, 0.5, 9);
        StudentPosterior b = new StudentPosterior(1.0, 0.8, 12);
        int n = 20_000;
        double sum = 0;
        double maximum = 0;
        for (int i = 1; i < n; i++) {
            double angle = Math.PI * ((double) i / n - 0.5);
            double z = Math.tan(angle);
            double slope = Math.PI / n / (Math.cos(angle) * Math.cos(angle));
            // Student's density with 9 degrees of freedom: 128 / (105 pi) (1 + z²/9)^-5
            double density = 128 / (105 * Math.PI) * Math.pow(1 + z * z / 9, -5);
            double below = Distributions.studentCdf((1.2 + 0.5 * z - b.mean()) / b.scale(), 12);
            sum += density * below * slope;
            maximum += Distributions.studentCdf(z, 9) * (1 - below) * 0.5 * slope;
        }
        BestArm best = BestArm.of(a, b);
        assertThat(best.probability(0)).isCloseTo(sum, within(1e-11));
        assertThat(best.expectedMaximum() - a.mean()).isCloseTo(maximum, within(1e-11));
        // with many degrees of freedom it is the normal distribution
        BestArm many = BestArm.of(new StudentPosterior(1.2, 0.5, 1e13), new StudentPosterior(1.0, 0.8, 1e13));
        BestArm normal = BestArm.of(new NormalPosterior(1.2, 0.5), new NormalPosterior(1.0, 0.8));
        assertThat(many.probability(0)).isCloseTo(normal.probability(0), within(1e-12));
        assertThat(many.expectedMaximum()).isCloseTo(normal.expectedMaximum(), within(1e-12));
    }
}
