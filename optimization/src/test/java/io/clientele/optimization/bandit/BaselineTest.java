package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BaselineTest {

    private static final ArmCounts COUNTS =
            ArmCounts.of("old", 500, 10_000).plus(ArmCounts.of("a", 3, 40)).plus(ArmCounts.of("b", 1, 30));

    /** By hand: three arms, so each tail is 0.05 / 3; the worst case on the way to the wished shares is 5 % below at most. */
    @Test
    void theLastPointOnTheWayThatIsSafe() {
        ThompsonSampling recipe = ThompsonSampling.of("old", "a", "b");
        double[] wished = recipe.fit(COUNTS).shares();
        BanditSnapshot safe = recipe.withBaseline("old", 0.05, 0.95).fit(COUNTS);
        List<Posterior> posteriors = safe.posteriors();
        double tail = 0.05 / 3;
        double old = posteriors.get(0).quantile(1 - tail);
        double worst = safe.share(0) * old
                + safe.share(1) * posteriors.get(1).quantile(tail)
                + safe.share(2) * posteriors.get(2).quantile(tail);
        assertThat(worst).isEqualTo(0.95 * old, within(1e-12));
        assertThat(safe.share(0)).isGreaterThan(wished[0]);
        assertThat(safe.share(1) / safe.share(2)).isEqualTo(wished[1] / wished[2], within(1e-12));
    }

    @Test
    void whereNothingCanBeLostNothingIsLimited() {
        ThompsonSampling recipe = ThompsonSampling.of("old", "a", "b");
        double[] wished = recipe.fit(COUNTS).shares();
        assertThat(recipe.withBaseline("old", 1, 0.95).fit(COUNTS).shares()).containsExactly(wished, within(3e-16));
        assertThat(recipe.withBaseline("old", 0, 0.95).fit(COUNTS).shares())
                .containsExactly(new double[] {1, 0, 0}, within(1e-16));
        // surely better arms need no allowance
        ArmCounts better = ArmCounts.of("old", 500, 10_000).plus(ArmCounts.of("a", 900, 10_000));
        assertThat(ThompsonSampling.of("old", "a")
                        .withBaseline("old", 0, 0.95)
                        .fit(better)
                        .share(1))
                .isEqualTo(1, within(1e-12));
    }

    /** Random counts and wishes: draws from the posteriors break the promise no more often than stated, and the others keep their order. */
    @Test
    void theMixtureKeepsThePromiseByThePosteriors() {
        RandomGenerator random = RandomStreams.stream(1, "baseline", 0);
        String[] arms = {"old", "a", "b", "c"};
        for (int round = 0; round < 40; round++) {
            ArmCounts counts = ArmCounts.of("old", 30 + random.nextInt(40), 1_000);
            for (int k = 1; k < 4; k++) {
                counts = counts.plus(ArmCounts.of(arms[k], random.nextInt(8), 60));
            }
            ThompsonSampling recipe = ThompsonSampling.of(arms).withFloor(0.02);
            BanditSnapshot wished = recipe.fit(counts);
            BanditSnapshot safe = recipe.withBaseline("old", 0.1, 0.9).fit(counts);
            int broken = 0;
            for (int i = 0; i < 1_000; i++) {
                double mixture = 0;
                double old = 0;
                for (int k = 0; k < 4; k++) {
                    double rate = safe.posteriors().get(k).sample(random);
                    mixture += safe.share(k) * rate;
                    old = k == 0 ? rate : old;
                }
                broken += mixture < 0.9 * old ? 1 : 0;
            }
            // at most 10 % are allowed; 5 standard errors are 4.7 %
            assertThat(broken).isLessThan(147);
            for (int k = 1; k < 4; k++) {
                for (int j = 1; j < 4; j++) {
                    if (wished.share(k) > wished.share(j)) {
                        assertThat(safe.share(k)).isGreaterThanOrEqualTo(safe.share(j));
                    }
                }
            }
        }
    }

    /** By hand: the baseline is one of the claims though nothing of it is wished; where rewards may be below 0 its lower end is one more. */
    @Test
    void everyEndThatCountsIsAClaim() {
        List<String> names = List.of("old", "a");
        List<BetaPosterior> rates = List.of(new BetaPosterior(501, 9_501), new BetaPosterior(4, 38));
        double high = rates.get(0).quantile(1 - 0.05 / 2);
        double low = rates.get(1).quantile(0.05 / 2);
        assertThat(new Baseline("old", 0.05, 0.95).limit(new double[] {0, 1}, names, rates)[1])
                .isEqualTo(0.05 * high / (high - low), within(1e-14));
        List<NormalPosterior> means = List.of(new NormalPosterior(1, 0.1), new NormalPosterior(0.9, 0.1));
        high = means.get(0).quantile(1 - 0.05 / 3);
        low = means.get(1).quantile(0.05 / 3);
        assertThat(new Baseline("old", 0.05, 0.95).limit(new double[] {0, 1}, names, means)[1])
                .isEqualTo(0.05 * high / (high - low), within(1e-14));
    }

    /** Rewards of any sign: the promise is kept by draws, with nothing to lose of a baseline below 0. */
    @Test
    void earningsBelowZero() {
        RandomGenerator random = RandomStreams.stream(2, "baseline", 0);
        ThompsonSampling recipe = ThompsonSampling.of("old", "a");
        for (double mean : new double[] {-1, -0.2, 0, 0.3, 5}) {
            for (double other : new double[] {-2, -0.6, 0.5}) {
                for (double spread : new double[] {0.01, 1}) {
                    BanditSnapshot safe = recipe.withFloor(0.3)
                            .withBaseline("old", 0.5, 0.9)
                            .fit(
                                    Map.of(
                                            "old",
                                            new NormalPosterior(mean, spread),
                                            "a",
                                            new NormalPosterior(other, 0.05)),
                                    100);
                    int broken = 0;
                    for (int i = 0; i < 1_000; i++) {
                        double old = safe.posteriors().get(0).sample(random);
                        double mixture = safe.share(0) * old
                                + safe.share(1) * safe.posteriors().get(1).sample(random);
                        // rounding, where the baseline is alone
                        broken += mixture < old - 0.5 * Math.max(0, old) - 1e-12 ? 1 : 0;
                    }
                    assertThat(broken).as("%s %s %s", mean, other, spread).isLessThan(147);
                }
            }
        }
        // by hand: the other arm is surely worse than a baseline surely below 0
        assertThat(recipe.withFloor(0.3)
                        .withBaseline("old", 0.5, 0.95)
                        .fit(Map.of("old", new NormalPosterior(-1, 1e-6), "a", new NormalPosterior(-1.5, 1e-6)), 100)
                        .shares())
                .containsExactly(1, 0);
        // and here all that is wished: the other may be shown alone, being better
        assertThat(recipe.withBaseline("old", 0.5, 0.95)
                        .fit(Map.of("old", new NormalPosterior(-1, 1e-6), "a", new NormalPosterior(-0.6, 1e-6)), 100)
                        .share(1))
                .isEqualTo(1);
    }

    @Test
    void badInput() {
        ThompsonSampling recipe = ThompsonSampling.of("old", "a").withBaseline("old", 0.1, 0.95);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withPaused("old").fit(COUNTS))
                .withMessage("arm 'old' is the baseline and paused; resume it or make another the baseline");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withoutArm("old"))
                .withMessage("arm 'old' is the baseline; make another the baseline first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withBaseline("nobody", 0.1, 0.95))
                .withMessage("arm 'nobody' is not known; arms are [old, a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withBaseline("a", 1.1, 0.95))
                .withMessage("loss must be between 0 and 1, got 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withBaseline("a", 0.1, 1))
                .withMessageStartingWith("confidence must be");
    }
}
