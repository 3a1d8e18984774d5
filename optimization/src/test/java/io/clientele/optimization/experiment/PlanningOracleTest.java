package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.stats.Moments;
import io.clientele.optimization.bandit.BestArm;
import io.clientele.optimization.bandit.BetaPosterior;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Power, always-valid sequences and beta-binomial comparisons against ../shared/golden/experiments. */
class PlanningOracleTest {

    @Test
    void powerOfRates() {
        Golden g = Golden.load("experiments/power-proportions").at("expected");
        for (int i = 0; i < g.at("sample_size").size(); i++) {
            Golden one = g.at("sample_size").at(i);
            SampleSize recipe = SampleSize.create()
                    .withAlpha(one.at("alpha").number())
                    .withPower(one.at("power").number());
            double n = recipe.forRates(one.at("p_a").number(), one.at("p_b").number());
            one.at("pooled").matches(n, 1e-9, 1e-12);
            assertThat(recipe.powerForRates(
                            one.at("p_a").number(), one.at("p_b").number(), n))
                    .isCloseTo(one.at("power").number(), within(1e-12));
        }
        for (int i = 0; i < g.at("power").size(); i++) {
            Golden one = g.at("power").at(i);
            one.at("pooled")
                    .matches(
                            SampleSize.create()
                                    .powerForRates(
                                            one.at("p_a").number(),
                                            one.at("p_b").number(),
                                            one.at("n").number()),
                            1e-9,
                            1e-12);
        }
        for (int i = 0; i < g.at("minimum_detectable").size(); i++) {
            Golden one = g.at("minimum_detectable").at(i);
            one.at("p_b")
                    .matches(
                            SampleSize.create()
                                    .detectableRate(
                                            one.at("p_a").number(), one.at("n").number()),
                            1e-9,
                            1e-12);
        }
        // ../shared/anchors/optimization.md 3.6
        assertThat(SampleSize.create().forRates(0.10, 0.11)).isCloseTo(14_750.79, within(0.005));
        assertThat(SampleSize.create().forRates(0.05, 0.0525)).isCloseTo(122_123.47, within(0.005));
        assertThat(SampleSize.create().forRates(0.03, 0.033)).isCloseTo(53_210.30, within(0.005));
    }

    @Test
    void powerOfMeans() {
        Golden g = Golden.load("experiments/power-means").at("expected");
        for (int i = 0; i < g.at("sample_size").size(); i++) {
            Golden one = g.at("sample_size").at(i);
            SampleSize recipe = SampleSize.create()
                    .withAlpha(one.at("alpha").number())
                    .withPower(one.at("power").number());
            one.at("two_sided")
                    .matches(
                            recipe.forMeans(
                                    one.at("delta").number(), one.at("sd").number()),
                            1e-8,
                            1e-10);
        }
        for (int i = 0; i < g.at("power").size(); i++) {
            Golden one = g.at("power").at(i);
            one.at("power")
                    .matches(
                            SampleSize.create()
                                    .powerForMeans(
                                            one.at("delta").number(),
                                            one.at("sd").number(),
                                            one.at("n").number()),
                            1e-8,
                            1e-10);
        }
    }

    @Test
    void alwaysValid() {
        Golden golden = Golden.load("experiments/always-valid");
        CsvTable input = golden.input();
        double[] a = input.numbers("a");
        double[] b = input.numbers("b");
        double sigma = golden.at("settings", "sigma").number();
        Golden looks = golden.at("expected", "msprt");
        AlwaysValidTest test = AlwaysValidTest.of(golden.at("settings", "tau").number());
        double sum = 0;
        int at = 0;
        for (int n = 1; n <= a.length; n++) {
            sum += b[n - 1] - a[n - 1];
            test = test.look(sum / n, sigma * Math.sqrt(2.0 / n));
            if (at < looks.size() && looks.at(at).at("n").number() == n) {
                Golden one = looks.at(at++);
                one.at("likelihood_ratio").matches(Math.exp(test.logLikelihoodRatio()), 1e-10, 1e-12);
                one.at("always_valid_p").matches(test.p(), 1e-10, 1e-12);
                one.at("interval")
                        .matches(
                                new double[] {
                                    test.interval().lower(), test.interval().upper()
                                },
                                1e-10,
                                1e-12);
            }
        }
        assertThat(at).isEqualTo(looks.size());
        asymptotic(golden.at("expected", "asymptotic_confidence_sequence"), b);
        Golden bounds = golden.at("expected", "normal_mixture_boundary");
        for (int i = 0; i < bounds.size(); i++) {
            double v = bounds.at(i).at("v").number();
            bounds.at(i)
                    .at("boundary")
                    .matches(boundary(v, bounds.at(i).at("rho").number()), 1e-10, 1e-12);
        }
        // ../shared/anchors/optimization.md 5.3: tightest at v = 100 is rho = 12.60056, where the boundary is 30.35209
        AlwaysValidTest tightest = AlwaysValidTest.tightestAt(0.1, 0.95);
        assertThat(tightest).isEqualTo(AlwaysValidTest.tightestAt(0.1, 0.95));
        assertThat(half(tightest.look(0, 0.1)) * 100).isCloseTo(30.35209, within(5e-6));
        assertThat(half(AlwaysValidTest.of(1 / Math.sqrt(12.60056)).look(0, 0.1)))
                .isCloseTo(half(tightest.look(0, 0.1)), within(1e-9));
        for (double other : new double[] {0.15, 0.25, 0.3, 0.5, 0.9}) {
            assertThat(half(AlwaysValidTest.of(other).look(0, 0.1))).isGreaterThan(half(tightest.look(0, 0.1)));
        }
        Golden ratios = golden.at("expected", "sample_ratio_e_values");
        for (int i = 0; i < ratios.size(); i++) {
            Golden one = ratios.at(i);
            long[] counts = java.util.Arrays.stream(one.at("counts").numbers())
                    .mapToLong(d -> (long) d)
                    .toArray();
            SequentialSampleRatio check = SequentialSampleRatio.of(
                            one.at("weights").numbers())
                    .withConcentration(one.at("concentration").number());
            // differences of log gammas of some 30,000: their rounding leaves 1e-11
            one.at("log_e_value").matches(check.logEvidence(counts), 1e-10, 1e-10);
        }
    }

    private static double half(AlwaysValidTest test) {
        return (test.interval().upper() - test.interval().lower()) / 2;
    }

    /** The boundary of the score, by information: the interval of difference 0 with standard error 1 / sqrt(v). */
    private static double boundary(double v, double rho) {
        return half(AlwaysValidTest.of(1 / Math.sqrt(rho)).look(0, 1 / Math.sqrt(v))) * v;
    }

    /** Of a mean, with the standard deviation by divisor n: the typical effect is rho standard deviations. */
    private static void asymptotic(Golden looks, double[] values) {
        for (int i = 0; i < looks.size(); i++) {
            int n = (int) looks.at(i).at("n").number();
            Moments m = Moments.of(Arrays.copyOf(values, n));
            double s = Math.sqrt(m.populationVariance());
            AlwaysValidTest test = AlwaysValidTest.of(0.3 * s).look(m.mean(), s / Math.sqrt(n));
            looks.at(i).at("mean").matches(m.mean(), 1e-10, 1e-12);
            looks.at(i).at("half_width").matches(half(test), 1e-10, 1e-12);
        }
    }

    /** Bayes by the bandit's posteriors; losses far below 1e-14 are beyond what the quadrature promises. */
    @Test
    void betaBinomial() {
        Golden cases = Golden.load("experiments/beta-binomial").at("expected", "cases");
        for (int i = 0; i < cases.size(); i++) {
            Golden one = cases.at(i);
            double[] pa = one.at("posterior_a").numbers();
            double[] pb = one.at("posterior_b").numbers();
            BetaPosterior a = new BetaPosterior(pa[0], pa[1]);
            BetaPosterior b = new BetaPosterior(pb[0], pb[1]);
            BestArm best = BestArm.of(a, b);
            one.at("probability_b_better").matches(best.probability(1), 0, 1e-12);
            one.at("expected_loss_choosing_b").matches(best.expectedLoss(1), 0, 1e-14);
            one.at("expected_loss_choosing_a").matches(best.expectedLoss(0), 0, 1e-14);
            one.at("credible_95_a")
                    .matches(
                            new double[] {
                                a.interval(0.95).lower(), a.interval(0.95).upper()
                            },
                            1e-11,
                            0);
            one.at("credible_95_b")
                    .matches(
                            new double[] {
                                b.interval(0.95).lower(), b.interval(0.95).upper()
                            },
                            1e-11,
                            0);
        }
    }
}
