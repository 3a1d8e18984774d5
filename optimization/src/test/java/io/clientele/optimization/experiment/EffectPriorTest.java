package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.optimization.internal.SmallDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** {@link EffectPrior} and {@link RatePrior} against SciPy 1.10.1 and statsmodels 0.13.5, and against a known truth. */
class EffectPriorTest {

    private static final double[] EFFECTS = {.021, -.008, .034, .002, .051, -.013, .009, .027, -.002, .015};
    private static final double[] ERRORS = {.011, .009, .016, .006, .02, .012, .008, .014, .007, .01};

    /** scipy.optimize.minimize_scalar of the two likelihoods, bounded, xatol 1e-16. */
    @Test
    void likelihoodsAsByScipy() {
        EffectPrior reml = EffectPrior.fromPast(EFFECTS, ERRORS);
        assertThat(reml.spread()).isCloseTo(0.010790459143138312, within(1e-9)); // a flat top: SciPy's own tolerance
        assertThat(reml.mean()).isCloseTo(0.009030548607073542, within(1e-10));
        EffectPrior ml = EffectPrior.fromPast(EFFECTS, ERRORS, SpreadEstimator.MAXIMUM_LIKELIHOOD);
        assertThat(ml.spread()).isCloseTo(0.008758489575184013, within(1e-9));
        assertThat(ml.mean()).isCloseTo(0.00838883586392518, within(1e-10));
    }

    /** statsmodels.stats.meta_analysis.combine_effects(effects, errors**2, method_re='dl'). */
    @Test
    void momentsAsByStatsmodels() {
        EffectPrior dl = EffectPrior.fromPast(EFFECTS, ERRORS, SpreadEstimator.DERSIMONIAN_LAIRD);
        assertThat(dl.spread()).isCloseTo(0.010609372725735597, within(1e-14));
        assertThat(dl.mean()).isCloseTo(0.008975993322231318, within(1e-14));
    }

    /** With equal standard errors REML is the sample variance less theirs. */
    @Test
    void equalErrorsInClosedForm() {
        double[] effects = {1, 4, -2, 3, 6, 0};
        double[] errors = {1, 1, 1, 1, 1, 1};
        EffectPrior prior = EffectPrior.fromPast(effects, errors);
        assertThat(prior.mean()).isCloseTo(2, within(1e-14));
        assertThat(prior.spread()).isCloseTo(Math.sqrt(42.0 / 5 - 1), within(1e-12));
        for (double unit : new double[] {1e-150, 1e-6, 1e100}) {
            double[] scaled = effects.clone();
            double[] scaledErrors = errors.clone();
            for (int i = 0; i < 6; i++) {
                scaled[i] *= unit;
                scaledErrors[i] *= unit;
            }
            EffectPrior other = EffectPrior.fromPast(scaled, scaledErrors);
            assertThat(other.spread() / unit).isCloseTo(prior.spread(), within(1e-11));
        }
        EffectPrior none = EffectPrior.fromPast(new double[] {1, 1.1, 0.9}, new double[] {1, 1, 1});
        assertThat(none.spread()).isZero();
        assertThat(none.posterior(5, 1)).isEqualTo(new ShrunkenEffect(1, 0));
        assertThat(none.posterior(5, 1).probabilityPositive()).isEqualTo(1);
    }

    @Test
    void posteriorInClosedForm() {
        ShrunkenEffect e = new EffectPrior(0.01, 0.03).posterior(0.05, 0.04);
        assertThat(e.mean()).isCloseTo(0.01 + 0.04 * 9 / 25, within(1e-16));
        assertThat(e.standardDeviation()).isCloseTo(0.03 * 0.04 / 0.05, within(1e-16));
        assertThat(e.interval(0.95).contains(0.05)).isTrue();
        assertThat(e.probabilityPositive()).isCloseTo(0.8453, within(5e-4));
    }

    /** Loss and equivalence against sums over a fine grid; symmetry; and where all of the loss is far in the tail. */
    @Test
    void lossesAndEquivalence() {
        for (double mean : new double[] {-1.3, 0, 0.4, 2.5}) {
            ShrunkenEffect e = new ShrunkenEffect(mean, 0.7);
            double loss = 0;
            double gain = 0;
            double within = 0;
            double h = 1e-4;
            for (int i = -80_000; i < 80_000; i++) {
                double x = (i + 0.5) * h;
                double z = (x - mean) / 0.7;
                double mass = h * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / 0.7;
                loss += mass * Math.max(0, -x);
                gain += mass * Math.max(0, x);
                within += Math.abs(x) < 0.5 ? mass : 0;
            }
            assertThat(e.expectedLoss()).isCloseTo(loss, within(1e-8));
            assertThat(e.expectedLossOfControl()).isCloseTo(gain, within(1e-8));
            assertThat(e.probabilityWithin(0.5)).isCloseTo(within, within(1e-8));
            assertThat(e.expectedLossOfControl() - e.expectedLoss()).isCloseTo(mean, within(1e-15));
        }
        // python3: mpmath.quad(lambda x: -x * mpmath.npdf(x, 9, 1), [-mpmath.inf, 0]), and with 35: npdf(c) - c erfc(c
        // / sqrt 2) / 2
        assertThat(new ShrunkenEffect(9, 1).expectedLoss()).isCloseTo(1.2247791808434897e-20, within(1e-31));
        assertThat(new ShrunkenEffect(35, 1).expectedLoss()).isCloseTo(3.2088044826024768e-270, within(3e-276));
        ShrunkenEffect sure = new ShrunkenEffect(-2, 0);
        assertThat(sure.expectedLoss()).isEqualTo(2);
        assertThat(sure.expectedLossOfControl()).isZero();
        assertThat(sure.probabilityWithin(2)).isEqualTo(1);
        assertThat(sure.probabilityWithin(1)).isZero();
        assertThatThrownBy(() -> sure.probabilityWithin(-1))
                .hasMessage("margin must be a finite number of at least 0, got -1");
    }

    /** Thirty past tests, true spread 1: the prior on average, and what the posterior's intervals hold for new tests. */
    @Test
    void recoversAndCovers() {
        double spread = 0;
        double ml = 0;
        int covered = 0;
        int rounds = 1000;
        for (int round = 0; round < rounds; round++) {
            RandomGenerator random = RandomStreams.stream(12, "past", round);
            double[] effects = new double[30];
            double[] errors = new double[30];
            for (int i = 0; i < 30; i++) {
                errors[i] = 0.5 + random.nextDouble();
                effects[i] = 0.3 + random.nextGaussian() + errors[i] * random.nextGaussian();
            }
            EffectPrior prior = EffectPrior.fromPast(effects, errors);
            spread += prior.spread() * prior.spread() / rounds;
            ml += Math.pow(
                            EffectPrior.fromPast(effects, errors, SpreadEstimator.MAXIMUM_LIKELIHOOD)
                                    .spread(),
                            2)
                    / rounds;
            double truth = 0.3 + random.nextGaussian();
            ShrunkenEffect e = prior.posterior(truth + 1.5 * random.nextGaussian(), 1.5);
            covered += e.interval(0.95).contains(truth) ? 1 : 0;
        }
        // an estimated variance has a deviation of about 0.55: standard error of the mean 0.017
        assertThat(spread).isCloseTo(1, within(0.06));
        assertThat(ml).isLessThan(spread);
        // the spread is taken as known, which it is not: 90.7 % here, standard error 0.9 points; EffectPrior says so
        assertThat(covered / (double) rounds).isBetween(0.88, 0.95);
    }

    private static List<Conversions> counts(int[] successes, int[] trials) {
        List<Conversions> counts = new ArrayList<>();
        for (int i = 0; i < trials.length; i++) {
            counts.add(new Conversions("test " + i, successes[i], trials[i]));
        }
        return counts;
    }

    /** scipy.optimize.root of the two scores with scipy.special.digamma, residuals 2e-13. */
    @Test
    void ratesAsByScipy() {
        RatePrior prior = RatePrior.fromPast(counts(
                new int[] {120, 95, 300, 41, 77, 260, 18, 150},
                new int[] {1000, 1100, 2100, 600, 510, 2500, 190, 1000}));
        assertThat(prior.successes()).isCloseTo(15.789227748754453, within(1e-9));
        assertThat(prior.failures()).isCloseTo(120.82526250195093, within(1e-8));
        assertThat(prior.mean()).isCloseTo(0.11557, within(5e-5));
        BayesianComparison with = BayesianProportionTest.create()
                .withPrior(prior.successes(), prior.failures())
                .compare(new Conversions("a", 3, 20), new Conversions("b", 6, 20));
        BayesianComparison without =
                BayesianProportionTest.create().compare(new Conversions("a", 3, 20), new Conversions("b", 6, 20));
        assertThat(with.meanDifference()).isLessThan(without.meanDifference() / 4);
    }

    @Test
    void riseIsASumOfReciprocals() {
        for (double a : new double[] {1e-3, 0.5, 7, 1e4, 1e7}) {
            for (int k : new int[] {0, 1, 29, 30, 31, 200, 5000}) {
                double sum = 0;
                for (int i = k - 1; i >= 0; i--) {
                    sum += 1 / (a + i);
                }
                assertThat(SmallDifferences.digammaRise(a, k)).isCloseTo(sum, within(1e-14 * Math.max(1e-9, sum)));
            }
        }
    }

    @Test
    void recoversRates() {
        double mean = 0;
        double weight = 0;
        int rounds = 100;
        for (int round = 0; round < rounds; round++) {
            RandomGenerator random = RandomStreams.stream(13, "rates", round);
            int[] successes = new int[60];
            int[] trials = new int[60];
            for (int i = 0; i < 60; i++) {
                trials[i] = 200 + random.nextInt(2000);
                successes[i] = Samplers.binomial(random, trials[i], Samplers.beta(random, 4, 36));
            }
            RatePrior prior = RatePrior.fromPast(counts(successes, trials));
            mean += prior.mean() / rounds;
            weight += Math.log(prior.successes() + prior.failures()) / rounds;
        }
        assertThat(mean).isCloseTo(0.1, within(0.003));
        assertThat(weight).isCloseTo(Math.log(40), within(0.08));
    }

    @Test
    void whatCannotBeIsSaid() {
        assertThatThrownBy(() -> EffectPrior.fromPast(new double[] {1}, new double[] {1}))
                .hasMessage("past tests must be two or more, got 1");
        assertThatThrownBy(() -> EffectPrior.fromPast(new double[] {1, 2}, new double[] {1, 0}))
                .hasMessageContaining("standardErrors[1]");
        assertThatThrownBy(() -> EffectPrior.fromPast(new double[] {1, Double.NaN}, new double[] {1, 1}))
                .hasMessageContaining("effects[1]");
        assertThatThrownBy(() -> EffectPrior.fromPast(new double[] {1, 2}, new double[] {1}))
                .hasMessageContaining("one for each effect");
        assertThatThrownBy(() -> new EffectPrior(0, -1)).hasMessageContaining("spread");
        assertThatThrownBy(() -> RatePrior.fromPast(counts(new int[] {1}, new int[] {2})))
                .hasMessage("past rates must be two or more, got 1");
        assertThatThrownBy(() -> RatePrior.fromPast(counts(new int[] {0, 0}, new int[] {20, 30})))
                .isInstanceOf(FitException.class)
                .hasMessage("past rates are all 0; nothing is known of how rates differ");
        assertThatThrownBy(() -> RatePrior.fromPast(counts(new int[] {10, 20, 30}, new int[] {100, 200, 300})))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "past rates differ no more than by chance; add the counts up (60 of 600) and use them as the"
                                + " prior");
        assertThatThrownBy(() -> RatePrior.fromPast(counts(new int[] {0, 30}, new int[] {20, 30})))
                .isInstanceOf(FitException.class)
                .hasMessage("past rates are all near 0 or 1; there is no beta distribution with such a spread");
    }
}
