package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.Golden;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.optimization.bandit.BestArm;
import io.clientele.optimization.bandit.BetaPosterior;
import io.clientele.optimization.bandit.GammaPosterior;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BayesianProportionTestTest {

    @Test
    void agreesWithFortyDigitReferences() {
        Golden cases = Golden.load("experiments/beta-binomial").at("expected").at("cases");
        for (int i = 0; i < cases.size(); i++) {
            Golden one = cases.at(i);
            BayesianComparison b = BayesianProportionTest.create()
                    .withPrior(
                            one.at("prior_alpha").number(), one.at("prior_beta").number())
                    .compare(
                            new Conversions("a", (long) one.at("conversions_a").number(), (long)
                                    one.at("n_a").number()),
                            new Conversions("b", (long) one.at("conversions_b").number(), (long)
                                    one.at("n_b").number()));
            one.at("probability_b_better").matches(b.probabilityBetter(), 1e-12, 0);
            // absolute: the second case's 1.09e-38 is what 40 digits leave of it, see tailsKeepTheirDigits
            one.at("expected_loss_choosing_b").matches(b.expectedLossOfVariant(), 1e-10, 1e-37);
            one.at("expected_loss_choosing_a").matches(b.expectedLossOfControl(), 1e-11, 0);
            one.at("mean_difference").matches(b.meanDifference(), 1e-11, 1e-16);
            if (one.at("conversions_a").number() > 0) { // without any, the reference is off: see aDensityThatJumps
                one.at("difference_interval_95").at(0).matches(b.interval().lower(), 1e-10, 1e-13);
                one.at("difference_interval_95").at(1).matches(b.interval().upper(), 1e-10, 1e-13);
            }
        }
    }

    /** By the finite sum over integer parameters in 200 digits; the reference file has what 40 digits leave, 1.09e-38. */
    @Test
    void tailsKeepTheirDigits() {
        BetaDifference d = new BetaDifference(2263, 19045, 3895, 17414);
        assertThat(d.lossOfB() / 3.241798061333000729e-117).isCloseTo(1, within(1e-11));
    }

    /**
     * Densities that are not 0 at a rate of 0. The roots of P(b - a &lt;= d) in 40 digits, by mpmath's quad of 61 (1 - b)^60 (1 - b +
     * d)^41 and its mirror, are 2e-7 away from the reference file's, whose nodes ignore the jump.
     */
    @Test
    void aDensityThatJumps() {
        BayesianComparison b =
                BayesianProportionTest.create().compare(new Conversions("a", 0, 40), new Conversions("b", 0, 60));
        assertThat(b.interval().lower()).isCloseTo(-0.073792492883357663507, within(1e-15));
        assertThat(b.interval().upper()).isCloseTo(0.044080935652105437484, within(1e-15));
    }

    @Test
    void ratesOfEventsAreComparedByBestArm() {
        Golden cases = Golden.load("experiments/gamma-poisson").at("expected").at("cases");
        for (int i = 0; i < cases.size(); i++) {
            Golden one = cases.at(i);
            double shape = one.at("prior_shape").number();
            double rate = one.at("prior_rate").number();
            GammaPosterior a = new GammaPosterior(
                    shape + one.at("count_a").number(),
                    rate + one.at("exposure_a").number());
            GammaPosterior b = new GammaPosterior(
                    shape + one.at("count_b").number(),
                    rate + one.at("exposure_b").number());
            one.at("probability_b_better").matches(BestArm.of(List.of(a, b)).probability(1), 1e-10, 1e-12);
            one.at("mean_a").matches(a.mean(), 1e-10, 1e-12);
            one.at("mean_b").matches(b.mean(), 1e-10, 1e-12);
            one.at("credible_95_a").at(0).matches(a.interval(0.95).lower(), 1e-10, 1e-12);
            one.at("credible_95_a").at(1).matches(a.interval(0.95).upper(), 1e-10, 1e-12);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,1,0,1", "1,1,0,1", "3,20,7000,1000000", "0,5,900000000,1000000000", "5,5,5,5", "2,1000000000,9,10"})
    void twoWaysOfWorkingItOutAgree(long sa, long na, long sb, long nb) {
        Conversions a = new Conversions("a", sa, na);
        Conversions b = new Conversions("b", sb, nb);
        BayesianComparison forth = BayesianProportionTest.create().compare(a, b);
        BayesianComparison back = BayesianProportionTest.create().compare(b, a);
        assertThat(forth.probabilityBetter() + forth.probabilityWorse()).isCloseTo(1, within(1e-12));
        assertThat(back.probabilityWorse()).isCloseTo(forth.probabilityBetter(), within(1e-12));
        assertThat(back.expectedLossOfVariant()).isCloseTo(forth.expectedLossOfControl(), within(1e-14));
        assertThat(back.interval().lower()).isCloseTo(-forth.interval().upper(), within(1e-12));
        // what one loses less what the other loses is the expected difference
        assertThat(forth.expectedLossOfControl() - forth.expectedLossOfVariant())
                .isCloseTo(forth.meanDifference(), within(1e-13));
        BestArm best =
                BestArm.of(List.of(new BetaPosterior(sa + 1, na - sa + 1), new BetaPosterior(sb + 1, nb - sb + 1)));
        assertThat(forth.probabilityBetter()).isCloseTo(best.probability(1), within(1e-12));
        assertThat(forth.expectedLossOfVariant()).isCloseTo(best.expectedLoss(1), within(1e-12));
    }

    @Test
    void probabilityOfASmallDifferenceHasAClosedFormForUniformRates() {
        // nothing to speak of was seen: both rates are nearly uniform, |b - a| <= m has probability 1 - (1 - m)²
        BetaDifference uniform = new BetaDifference(1, 1, 1, 1);
        for (double m : new double[] {0, 0.1, 0.5, 0.999}) {
            assertThat(uniform.below(-m)).isCloseTo((1 - m) * (1 - m) / 2, within(1e-14));
            assertThat(uniform.above(m)).isCloseTo((1 - m) * (1 - m) / 2, within(1e-14));
        }
        assertThat(uniform.lossOfA()).isCloseTo(1.0 / 6, within(1e-14));
        BayesianComparison b =
                BayesianProportionTest.create().compare(new Conversions("a", 50, 1000), new Conversions("b", 50, 1000));
        assertThat(b.probabilityWithin(0)).isCloseTo(0, within(1e-13));
        assertThat(b.probabilityWithin(1)).isEqualTo(1);
        assertThat(b.probabilityWithin(0.01)).isBetween(0.65, 0.75);
    }

    /** Rates drawn from the prior: a credible interval then holds the truth as often as it says, by definition. */
    @Test
    void intervalsAreCalibratedUnderThePrior() {
        int runs = 500;
        int held = 0;
        double better = 0;
        int won = 0;
        for (int run = 0; run < runs; run++) {
            RandomGenerator random = RandomStreams.stream(7, "bayesian.calibration", run);
            double pa = Samplers.beta(random, 2, 30);
            double pb = Samplers.beta(random, 2, 30);
            BayesianComparison b = BayesianProportionTest.create()
                    .withPrior(2, 30)
                    .withConfidence(0.9)
                    .compare(
                            new Conversions("a", hits(random, pa, 150), 150),
                            new Conversions("b", hits(random, pb, 120), 120));
            held += b.interval().contains(pb - pa) ? 1 : 0;
            better += b.probabilityBetter();
            won += pb > pa ? 1 : 0;
        }
        double error = 4 * Math.sqrt(0.9 * 0.1 / runs);
        assertThat(held / (double) runs).isCloseTo(0.9, within(error));
        assertThat(better / runs).isCloseTo(won / (double) runs, within(4 * 0.5 / Math.sqrt(runs)));
    }

    private static long hits(RandomGenerator random, double p, int trials) {
        long hits = 0;
        for (int i = 0; i < trials; i++) {
            hits += random.nextDouble() < p ? 1 : 0;
        }
        return hits;
    }

    @Test
    void saysWhatIsWrong() {
        BayesianProportionTest test = BayesianProportionTest.create();
        assertThatThrownBy(() -> test.withPrior(0, 1))
                .hasMessage("successes must be between 0.001 and 1000000000, got 0");
        assertThatThrownBy(() -> test.withConfidence(1)).hasMessageContaining("confidence");
        BayesianComparison b = test.compare(new Conversions("a", 1, 2), new Conversions("b", 1, 2));
        assertThatThrownBy(() -> b.probabilityWithin(-0.1)).hasMessage("margin must be from 0 to 1, got -0.1");
        assertThat(b).isEqualTo(test.compare(new Conversions("a", 1, 2), new Conversions("b", 1, 2)));
        assertThat(test)
                .isEqualTo(BayesianProportionTest.create())
                .hasToString("BayesianProportionTest[confidence=0.95, successes=1.0, failures=1.0]");
    }
}
