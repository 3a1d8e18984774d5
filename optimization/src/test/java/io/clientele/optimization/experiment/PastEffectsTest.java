package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PastEffectsTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 20_000 : 2_000;
    private static final double[] EFFECTS = {.021, -.008, .034, .002, .051, -.013, .009, .027, -.002, .015};
    private static final double[] ERRORS = {.011, .009, .016, .006, .02, .012, .008, .014, .007, .01};

    /** The share of 95 % intervals that hold a new test's true effect, and of those of the plain rule. */
    private static double[] coverage(int tests, double trueSpread, double noise) {
        int held = 0;
        int plain = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(31 + tests, "past.effects", run);
            double[] effects = new double[tests];
            double[] errors = new double[tests];
            for (int i = 0; i < tests; i++) {
                errors[i] = 0.5 + random.nextDouble();
                effects[i] = 0.3 + trueSpread * random.nextGaussian() + errors[i] * random.nextGaussian();
            }
            double truth = 0.3 + trueSpread * random.nextGaussian();
            double seen = truth + noise * random.nextGaussian();
            held += PastEffects.of(effects, errors)
                            .posterior(seen, noise)
                            .interval(0.95)
                            .contains(truth)
                    ? 1
                    : 0;
            plain += EffectPrior.fromPast(effects, errors)
                            .posterior(seen, noise)
                            .interval(0.95)
                            .contains(truth)
                    ? 1
                    : 0;
        }
        return new double[] {(double) held / RUNS, (double) plain / RUNS};
    }

    /** Noise as large as the spread; standard error of a share 0.5 points with 2,000 rounds. */
    @Test
    void intervalsHoldTheTruth() {
        for (int tests : new int[] {10, 30, 100}) {
            double[] share = coverage(tests, 1, 1.5);
            assertThat(share[0]).as("%d tests", tests).isBetween(0.93, 0.97);
            assertThat(share[0]).isGreaterThan(share[1]);
        }
        assertThat(coverage(10, 1, 1.5)[1]).as("the spread taken as known").isLessThan(0.91);
    }

    /** Also with little or much more spread than noise; where there is none the intervals may be too wide, never too short. */
    @Test
    void holdsForOtherSpreads() {
        assertThat(coverage(20, 3, 1.5)[0]).isBetween(0.93, 0.97);
        assertThat(coverage(20, 0.5, 1)[0]).isBetween(0.93, 0.97);
        assertThat(coverage(20, 0, 1)[0]).isGreaterThan(0.95);
    }

    /**
     * The integral over the spread and the mean by another way: /usr/bin/python3, scipy 1.10.1, integrate.quad over a flat
     * spread, with the normal density of all eleven effects, a flat mean and the new true effect in matrix form.
     */
    @Test
    void asByQuadrature() {
        ShrunkenEffect e = PastEffects.of(EFFECTS, ERRORS).posterior(0.04, 0.02);
        assertThat(e.mean()).isCloseTo(0.019639035183369857, within(2e-7));
        assertThat(e.standardDeviation()).isCloseTo(0.013604767799527961, within(2e-7));
    }

    @Test
    void scaleAndEdges() {
        ShrunkenEffect e = PastEffects.of(EFFECTS, ERRORS).posterior(0.04, 0.02);
        for (double unit : new double[] {1e-200, 1e5, 1e200}) {
            double[] effects = EFFECTS.clone();
            double[] errors = ERRORS.clone();
            for (int i = 0; i < effects.length; i++) {
                effects[i] *= unit;
                errors[i] *= unit;
            }
            ShrunkenEffect scaled = PastEffects.of(effects, errors).posterior(0.04 * unit, 0.02 * unit);
            assertThat(scaled.mean() / unit).isCloseTo(e.mean(), within(1e-14));
            assertThat(scaled.standardDeviation() / unit).isCloseTo(e.standardDeviation(), within(1e-14));
        }
        // no spread at all is seen: the interval keeps a width, which the plain one loses
        ShrunkenEffect narrow = PastEffects.of(new double[] {1, 1.1, 0.9}, new double[] {1, 1, 1})
                .posterior(5, 1);
        assertThat(narrow.standardDeviation()).isBetween(0.4, 1.5);
        assertThat(narrow.mean()).isBetween(1.5, 4.5);
        // far away from all others: it is believed itself
        ShrunkenEffect far = PastEffects.of(EFFECTS, ERRORS).posterior(100, 0.01);
        assertThat(far.mean()).isCloseTo(100, within(0.01));
        PastEffects two = PastEffects.of(new double[] {1, 2}, new double[] {1, 1});
        assertThat(two.tests()).isEqualTo(2);
        assertThat(two).asString().isEqualTo("PastEffects[2 tests]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PastEffects.of(new double[] {1}, new double[] {1}))
                .withMessage("past tests must be two or more, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PastEffects.of(new double[] {1, 2}, new double[] {1, 0}))
                .withMessageContaining("standardErrors[1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.posterior(1, 0))
                .withMessage("standardError must be a finite number above 0, got 0");
    }
}
