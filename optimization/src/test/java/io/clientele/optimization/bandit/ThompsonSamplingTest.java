package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThompsonSamplingTest {

    private static final ArmCounts COUNTS =
            ArmCounts.of("a", 30, 1000).plus(ArmCounts.of("b", 41, 1000)).plus(ArmCounts.of("c", 22, 1000));

    @Test
    void sharesAreTheProbabilitiesOfBeingBest() {
        BanditSnapshot snapshot = ThompsonSampling.of("a", "b", "c").fit(COUNTS);
        BestArm best = BestArm.of(snapshot.posteriors());
        assertThat(snapshot.posteriors().get(1)).isEqualTo(new BetaPosterior(42, 960));
        // rounded to a whole number of 2^-53
        assertThat(snapshot.shares()).containsExactly(best.probabilities(), within(2.3e-16));
        assertThat(snapshot.report().rows()).isEqualTo(3000);
        assertThat(snapshot.report().warnings()).isEmpty();
    }

    @Test
    void withoutCountsAllAreEqual() {
        double[] shares =
                ThompsonSampling.of("a", "b", "c", "d").fit(ArmCounts.empty()).shares();
        assertThat(shares).containsExactly(new double[] {0.25, 0.25, 0.25, 0.25}, within(1e-14));
        assertThat(ThompsonSampling.of("only").fit(COUNTS).shares()).containsExactly(1);
    }

    @Test
    void sharesAddUpToOneExactly() {
        for (int arms = 1; arms < 60; arms++) {
            String[] names = IntStream.range(0, arms).mapToObj(k -> "arm" + k).toArray(String[]::new);
            ArmCounts counts = ArmCounts.empty();
            for (int k = 0; k < arms; k++) {
                counts = counts.plus(ArmCounts.of(names[k], 3 + k % 7, 100 + 3L * k));
            }
            double sum = 0;
            for (double share :
                    ThompsonSampling.of(names).withFloor(0.01).fit(counts).shares()) {
                sum += share; // whole numbers of 2^-53: no rounding
                assertThat(share).isGreaterThan(0.01 - 2.3e-16);
            }
            assertThat(sum).isEqualTo(1);
        }
    }

    @Test
    void priorIsWorthWhatItSays() {
        BanditSnapshot snapshot =
                ThompsonSampling.of("a", "new").withPrior(3, 97).fit(ArmCounts.of("a", 1, 10));
        assertThat(snapshot.posteriors()).containsExactly(new BetaPosterior(4, 106), new BetaPosterior(3, 97));
    }

    @Test
    void pausedAndRemovedArms() {
        ThompsonSampling recipe = ThompsonSampling.of("a", "b", "c");
        BanditSnapshot paused = recipe.withPaused("b").fit(COUNTS);
        BanditSnapshot removed = recipe.withoutArm("b").fit(COUNTS);
        assertThat(paused.shares()).hasSize(3).contains(0.0, org.assertj.core.data.Index.atIndex(1));
        assertThat(removed.arms()).containsExactly("a", "c");
        assertThat(paused.share(0)).isEqualTo(removed.share(0));
        assertThat(removed.report().warnings())
                .containsExactly("arm 'b' was counted but is not listed; its counts are not used");
        assertThat(recipe.withPaused("b").withPaused()).isEqualTo(recipe);
        assertThat(recipe.withPaused("b").withoutArm("b")).isEqualTo(recipe.withoutArm("b"));
        // the same unit sees the same arm, whether the other was paused or removed
        for (long unit = 0; unit < 1000; unit++) {
            assertThat(paused.arm(paused.choose(unit))).isEqualTo(removed.arm(removed.choose(unit)));
        }
        BanditSnapshot added = recipe.withArm("d").fit(COUNTS);
        assertThat(added.arms()).containsExactly("a", "b", "c", "d");
        assertThat(added.share(3)).isGreaterThan(0.5); // nobody knows yet how good it is
    }

    @Test
    void floorAndCeiling() {
        BanditSnapshot plain = ThompsonSampling.of("a", "b", "c").fit(COUNTS);
        BanditSnapshot bound = ThompsonSampling.of("a", "b", "c")
                .withFloor(0.1)
                .withCeiling(0.6)
                .fit(COUNTS);
        assertThat(plain.share(1)).isGreaterThan(0.6);
        assertThat(plain.share(2)).isLessThan(0.1);
        assertThat(bound.share(1)).isCloseTo(0.6, within(3e-16));
        assertThat(bound.share(2)).isCloseTo(0.1, within(3e-16));
        assertThat(bound.share(0)).isCloseTo(0.3, within(3e-16));
    }

    @Test
    void controlHasItsShareAndTheRestIsSharedByTheOthers() {
        BanditSnapshot snapshot =
                ThompsonSampling.of("a", "b", "c").withControl("a", 0.2).fit(COUNTS);
        double[] others = BestArm.of(snapshot.posteriors().subList(1, 3)).probabilities();
        assertThat(snapshot.share(0)).isCloseTo(0.2, within(2e-16));
        assertThat(snapshot.share(1)).isCloseTo(0.8 * others[0], within(3e-16));
        // alone, it gets all
        assertThat(ThompsonSampling.of("a", "b")
                        .withControl("a", 0.2)
                        .withPaused("b")
                        .fit(COUNTS)
                        .shares())
                .containsExactly(1, 0);
        // paused, it gets nothing
        assertThat(ThompsonSampling.of("a", "b")
                        .withControl("a", 0.2)
                        .withPaused("a")
                        .fit(COUNTS)
                        .shares())
                .containsExactly(0, 1);
    }

    @Test
    void aRefreshMovesAtMostTheMaximumChange() {
        ThompsonSampling recipe = ThompsonSampling.of("a", "b", "c");
        BanditSnapshot last = recipe.fit(ArmCounts.empty());
        double[] wished = recipe.fit(COUNTS).shares();
        double[] shares = recipe.withMaximumChange(0.1, last).fit(COUNTS).shares();
        double moved = 0;
        double far = 0;
        for (int k = 0; k < 3; k++) {
            moved += Math.abs(shares[k] - last.share(k)) / 2;
            far += Math.abs(wished[k] - last.share(k)) / 2;
        }
        assertThat(far).isGreaterThan(0.5);
        assertThat(moved).isEqualTo(0.1, within(1e-14));
        for (int k = 0; k < 3; k++) {
            assertThat((shares[k] - last.share(k)) / (wished[k] - last.share(k)))
                    .isEqualTo(0.1 / far, within(1e-12));
        }
        assertThat(recipe.withMaximumChange(1, last).fit(COUNTS).shares()).isEqualTo(wished);
        assertThat(recipe.withMaximumChange(0, last).fit(COUNTS).shares())
                .containsExactly(last.shares(), within(1e-15));
    }

    @Test
    void theMaximumChangeLeavesFloorControlAndAbsentArmsAlone() {
        BanditSnapshot last = ThompsonSampling.of("a", "b", "old").fit(ArmCounts.empty());
        BanditSnapshot snapshot = ThompsonSampling.of("a", "b", "new")
                .withFloor(0.05)
                .withControl("a", 0.4)
                .withMaximumChange(0, last)
                .fit(COUNTS);
        // the control has its share; of the rest, b had all there was, and new has its floor
        assertThat(snapshot.shares()).containsExactly(new double[] {0.4, 0.55, 0.05}, within(1e-15));
        BanditSnapshot strangers = ThompsonSampling.of("x").fit(ArmCounts.empty());
        assertThat(ThompsonSampling.of("a", "b", "c")
                        .withMaximumChange(0, strangers)
                        .fit(COUNTS)
                        .shares())
                .isEqualTo(ThompsonSampling.of("a", "b", "c").fit(COUNTS).shares());
    }

    @Test
    void projectionIsTheNearestAndKeepsTheOrder() {
        double[] wished = {0.02, 0.5, 0.1, 0.3, 0.08};
        double[] shares = Shares.within(wished, 0.05, 0.4, 1);
        assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-15));
        for (int i = 0; i < 5; i++) {
            assertThat(shares[i]).isBetween(0.05, 0.4);
            for (int j = 0; j < 5; j++) {
                if (wished[i] <= wished[j]) {
                    assertThat(shares[i]).isLessThanOrEqualTo(shares[j]);
                }
            }
        }
        // those in between keep their proportions
        assertThat(shares[2] / shares[3]).isCloseTo(wished[2] / wished[3], within(1e-14));
        assertThat(shares[0]).isEqualTo(0.05);
        assertThat(shares[1]).isEqualTo(0.4);
        // no exchange of a little between two arms comes nearer in relative entropy
        double distance = entropy(shares, wished);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                double[] other = shares.clone();
                other[i] += 1e-4;
                other[j] -= 1e-4;
                if (other[i] <= 0.4 && other[j] >= 0.05) {
                    assertThat(entropy(other, wished)).isGreaterThanOrEqualTo(distance - 1e-15);
                }
            }
        }
        assertThat(Shares.within(new double[] {1, 0}, 0, 0.9, 1))
                .containsExactly(new double[] {0.9, 0.1}, within(1e-15));
        assertThat(Shares.within(new double[] {1, 0, 0}, 0, 0.5, 1))
                .containsExactly(new double[] {0.5, 0.25, 0.25}, within(1e-15));
        assertThat(Shares.within(new double[] {0.9, 0.1}, 0.5, 0.5, 1)).containsExactly(0.5, 0.5);
    }

    private static double entropy(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> a[i] * Math.log(a[i] / b[i]))
                .sum();
    }

    @Test
    void manyArms() {
        int arms = 3000;
        List<String> names = IntStream.range(0, arms).mapToObj(k -> "arm" + k).toList();
        ArmCounts counts = ArmCounts.empty();
        for (int k = 0; k < 50; k++) {
            counts = counts.plus(ArmCounts.of(names.get(k), k, 500));
        }
        BanditSnapshot snapshot = ThompsonSampling.of(names).withPrior(1, 30).fit(counts);
        assertThat(Arrays.stream(snapshot.shares()).sum()).isEqualTo(1);
        assertThat(snapshot.share(49)).isGreaterThan(snapshot.share(10));
    }

    @Test
    void refusals() {
        ThompsonSampling recipe = ThompsonSampling.of("a", "b", "c");
        assertThatIllegalArgumentException()
                .isThrownBy(ThompsonSampling::of)
                .withMessage("arms must hold at least one arm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThompsonSampling.of("a", "b", "a"))
                .withMessage("arm 'a' is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withArm("c"))
                .withMessage("arm 'c' is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withoutArm("d"))
                .withMessage("arm 'd' is not known; arms are [a, b, c]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withPaused("a", "d"))
                .withMessage("arm 'd' is not known; arms are [a, b, c]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withControl("d", 0.1))
                .withMessageContaining("'d' is not known");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withControl("a", 0.1).withoutArm("a"))
                .withMessage("arm 'a' is the control; make another the control first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withControl("a", 1.1))
                .withMessage("share must be between 0 and 1, got 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withFloor(Double.NaN))
                .withMessage("floor must be between 0 and 1, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withCeiling(-0.1))
                .withMessage("ceiling must be between 0 and 1, got -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withPrior(0, 1))
                .withMessage("alpha must be between 1.0E-6 and 1.0E15, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withMaximumChange(2, recipe.fit(COUNTS)))
                .withMessage("change must be between 0 and 1, got 2");
        assertThatNullPointerException()
                .isThrownBy(() -> recipe.withMaximumChange(0.1, null))
                .withMessage("last");
        assertThatNullPointerException().isThrownBy(() -> recipe.withArm(null)).withMessage("arm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withPaused("a", "b", "c").fit(COUNTS))
                .withMessage("all arms are paused [a, b, c]; resume one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withFloor(0.4).fit(COUNTS))
                .withMessage(
                        "floor 0.4 of 3 arms adds up to more than the share 1.0 that they have together; lower it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withCeiling(0.3).fit(COUNTS))
                .withMessage(
                        "ceiling 0.3 of 3 arms adds up to less than the share 1.0 that they have together; raise it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withControl("a", 0.5).withFloor(0.3).fit(COUNTS))
                .withMessageStartingWith("floor 0.3 of 2 arms adds up to more than the share 0.5");
    }
}
