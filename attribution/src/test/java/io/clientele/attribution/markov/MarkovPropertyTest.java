package io.clientele.attribution.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.PathTable;
import io.clientele.attribution.PathTransform;
import io.clientele.attribution.TestPaths;
import org.junit.jupiter.api.Test;

/** What holds for any paths. Names, order of rows and their splitting: {@code SameCreditsPropertyTest}. */
class MarkovPropertyTest {

    private static final int ROUNDS = 10;
    private static final int LONGEST = 6;

    private static PathTable paths(int seed) {
        return TestPaths.random(100 + seed, 150, 2 + seed, LONGEST);
    }

    @Test
    void conversionProbabilityIsConversionsByJourneysAtEveryOrder() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            PathTable paths = paths(seed);
            double share = (double) paths.conversions() / paths.journeys();
            double value = paths.value() / paths.journeys();
            for (int order = 1; order <= LONGEST + 2; order++) {
                for (Markov recipe : new Markov[] {
                    Markov.ofOrder(order), Markov.ofOrder(order).withSelfTransitions(true)
                }) {
                    MarkovModel model = recipe.fit(paths);
                    assertThat(model.conversionProbability()).as("%s", recipe).isEqualTo(share, within(1e-13));
                    assertThat(model.expectedValue()).isEqualTo(value, within(1e-12 * value));
                    assertThat(model.residual()).isLessThanOrEqualTo(1e-13);
                }
            }
        }
    }

    @Test
    void fromTheLongestPathOnTheEffectIsTheShareOfConversionsWithTheChannel() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            PathTable paths = paths(seed);
            double[] with = new double[paths.channels().size()];
            for (int row = 0; row < paths.paths(); row++) {
                for (int c = 0; c < with.length; c++) {
                    if (paths.path(row).contains(paths.channels().get(c))) {
                        with[c] += (double) paths.conversions(row) / paths.conversions();
                    }
                }
            }
            for (int order = paths.longest(); order <= paths.longest() + 2; order++) {
                double[] effects = Markov.ofOrder(order).fit(paths).removalEffects();
                for (int c = 0; c < with.length; c++) {
                    assertThat(effects[c]).as("order %d", order).isEqualTo(with[c], within(1e-13));
                }
            }
        }
    }

    @Test
    void droppingSelfTransitionsChangesNothingAtOrderOne() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            PathTable paths = paths(seed);
            MarkovModel kept = Markov.ofOrder(1).withSelfTransitions(true).fit(paths);
            MarkovModel dropped = Markov.ofOrder(1).fit(paths);
            // taken out of the paths themselves
            MarkovModel without = Markov.ofOrder(1)
                    .withSelfTransitions(true)
                    .fit(PathTransform.exposure().apply(paths));
            for (int c = 0; c < kept.channels().size(); c++) {
                assertThat(dropped.removalEffects()[c]).isEqualTo(kept.removalEffects()[c], within(1e-13));
                assertThat(without.removalEffects()[c]).isEqualTo(kept.removalEffects()[c], within(1e-13));
                assertThat(dropped.valueRemovalEffects()[c]).isEqualTo(kept.valueRemovalEffects()[c], within(1e-13));
            }
        }
    }

    @Test
    void effectsAreShares() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            for (int order = 1; order <= 3; order++) {
                MarkovModel model = Markov.ofOrder(order).fit(paths(seed));
                for (double effect : model.removalEffects()) {
                    assertThat(effect).isBetween(0.0, 1.0);
                }
                for (double effect : model.valueRemovalEffects()) {
                    assertThat(effect).isBetween(0.0, 1.0);
                }
            }
        }
    }
}
