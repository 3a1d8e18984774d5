package io.clientele.optimization.bandit.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Distributions;
import io.clientele.optimization.bandit.DecisionRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Choices, their chances, and the limits on them, for every policy. */
class ContextualSnapshotTest {

    private static final List<String> FEATURES = SampleDecisions.FEATURES;
    private static final String[] ARMS = SampleDecisions.ARMS;
    private static final int UNITS = Boolean.getBoolean("clientele.full") ? 20_000_000 : 60_000;

    private static Map<String, ContextualSnapshot> all() {
        Map<String, ContextualSnapshot> all = new LinkedHashMap<>();
        ContextualSums sums = SampleDecisions.sums();
        all.put("SquareCb", SquareCb.of(FEATURES, ARMS).fit(sums));
        all.put(
                "SquareCb, one model",
                SquareCb.of(FEATURES, ARMS)
                        .withArmFeatures(SampleDecisions.armFeatures())
                        .fit(sums));
        all.put("LinUcb", LinUcb.of(FEATURES, ARMS).withFloor(0.1).fit(sums));
        all.put(
                "LinUcb, one model",
                LinUcb.of(FEATURES, ARMS)
                        .withArmFeatures(SampleDecisions.armFeatures())
                        .withFloor(0.1)
                        .fit(sums));
        all.put("LinUcb without a past", LinUcb.of(FEATURES, ARMS).fit(ContextualSums.of(FEATURES)));
        all.put("LinearThompson", LinearThompson.of(FEATURES, ARMS).fit(sums));
        all.put(
                "LinearThompson, limits",
                LinearThompson.of(FEATURES, ARMS)
                        .withControl("b", 0.15)
                        .withFloor(0.12)
                        .fit(sums));
        all.put(
                "LinearThompson, one model",
                LinearThompson.of(FEATURES, ARMS)
                        .withArmFeatures(SampleDecisions.armFeatures())
                        .fit(sums));
        all.put(
                "LogisticThompson",
                LogisticThompson.of(FEATURES, ARMS).withPriorRate(0.2).fit(SampleDecisions.counts()));
        all.put(
                "LogisticThompson, one model",
                LogisticThompson.of(FEATURES, ARMS)
                        .withArmFeatures(SampleDecisions.armFeatures())
                        .fit(SampleDecisions.counts()));
        all.put(
                "OnlineBagging",
                OnlineBagging.of(FEATURES, ARMS).withFloor(0.05).fit(SampleDecisions.bags()));
        all.put("OnlineBagging without a past", OnlineBagging.of(FEATURES, ARMS).fit(BaggedSums.of(5, FEATURES)));
        return all;
    }

    /** 24 chi-squares at 1e-5: a false alarm in 1 of 4,000 choices of seeds. */
    @Test
    void choicesAgreeWithTheSharesThatAreLogged() {
        Scratch scratch = new Scratch();
        all().forEach((name, snapshot) -> {
            for (double[] context : List.of(SampleDecisions.QUERY, new double[] {-0.4, 0.9, 0})) {
                double[] shares = snapshot.shares(context);
                int[] seen = new int[shares.length];
                for (int i = 0; i < UNITS; i++) {
                    seen[
                            i % 2 == 0
                                    ? snapshot.choose((long) i, context, scratch)
                                    : snapshot.choose("u" + i, context, scratch)]++;
                }
                double sum = 0;
                int possible = -1;
                for (int arm = 0; arm < shares.length; arm++) {
                    assertThat(snapshot.share(arm, context, scratch)).as(name).isEqualTo(shares[arm]);
                    if (shares[arm] * UNITS < 1e-6) {
                        assertThat(seen[arm]).as("%s, arm %d", name, arm).isZero();
                    } else {
                        possible++;
                        double expected = UNITS * shares[arm];
                        sum += (seen[arm] - expected) * (seen[arm] - expected) / expected;
                    }
                }
                if (possible > 0) {
                    assertThat(Distributions.chiSquaredSurvival(sum, possible))
                            .as("%s %s seen %s", name, Arrays.toString(shares), Arrays.toString(seen))
                            .isGreaterThan(1e-5);
                }
            }
        });
    }

    @Test
    void sharesAddUpAndFloorsHold() {
        RandomGenerator random = RandomStreams.stream(3, "contextual.shares", 0);
        all().forEach((name, snapshot) -> {
            for (int round = 0; round < 40; round++) {
                double[] context = {4 * random.nextDouble() - 2, 3 * random.nextDouble(), random.nextInt(2)};
                double[] shares = snapshot.shares(context);
                double floor = snapshot.shown().floor();
                assertThat(Arrays.stream(shares).sum()).as(name).isCloseTo(1, within(1e-12));
                for (int arm = 0; arm < shares.length; arm++) {
                    assertThat(shares[arm]).isBetween(floor * (1 - 1e-12), 1.0);
                }
                if (snapshot.shown().control() >= 0) {
                    assertThat(shares[snapshot.shown().control()]).isEqualTo(0.15);
                }
            }
        });
    }

    @Test
    void stickyWithinAVersion() {
        Scratch scratch = new Scratch();
        Map<String, ContextualSnapshot> again = all();
        all().forEach((name, snapshot) -> {
            ContextualSnapshot same = again.get(name);
            assertThat(same).isEqualTo(snapshot).hasSameHashCodeAs(snapshot).hasToString(snapshot.toString());
            assertThat(same.version()).isEqualTo(snapshot.version());
            for (int i = 0; i < 500; i++) {
                assertThat(same.choose((long) i, SampleDecisions.QUERY, new Scratch()))
                        .isEqualTo(snapshot.choose((long) i, SampleDecisions.QUERY, scratch));
            }
        });
        assertThat(all().values().stream().map(ContextualSnapshot::version).distinct())
                .hasSize(all().size());
    }

    /** Bounds half a spread wide and draws with deviation a half have the same numbers, and are not the same. */
    @Test
    void versionTellsTheKindOfRule() {
        assertThat(LinUcb.of(SampleDecisions.FEATURES, SampleDecisions.ARMS)
                        .withWidth(0.5)
                        .fit(SampleDecisions.sums())
                        .version())
                .isNotEqualTo(LinearThompson.of(SampleDecisions.FEATURES, SampleDecisions.ARMS)
                        .withDeviation(0.5)
                        .fit(SampleDecisions.sums())
                        .version());
    }

    @Test
    void versionTellsWhatMatters() {
        LinearThompson recipe = LinearThompson.of(FEATURES, ARMS);
        long version = recipe.fit(SampleDecisions.sums()).version();
        assertThat(List.of(
                        recipe.withSalt(1),
                        recipe.withFloor(0.01),
                        recipe.withControl("a", 0.1),
                        recipe.withPaused("c"),
                        recipe.withArm("d"),
                        recipe.withDeviation(0.4),
                        recipe.withPrecision(3)))
                .allSatisfy(other ->
                        assertThat(other.fit(SampleDecisions.sums()).version()).isNotEqualTo(version));
        assertThat(recipe.fit(SampleDecisions.sums(0, 59)).version()).isNotEqualTo(version);
    }

    @Test
    void armsComeAndGo() {
        SquareCb recipe = SquareCb.of(FEATURES, ARMS).withGamma(5);
        ContextualSums sums = SampleDecisions.sums();
        double[] paused = recipe.withPaused("b").fit(sums).shares(SampleDecisions.QUERY);
        assertThat(paused[1]).isZero();
        assertThat(paused[0] + paused[2]).isCloseTo(1, within(1e-15));
        assertThat(recipe.withPaused("b").withPaused().fit(sums)).isEqualTo(recipe.fit(sums));
        ContextualSnapshot more = recipe.withArm("d").fit(sums);
        assertThat(more.arms()).containsExactly("a", "b", "c", "d");
        assertThat(more.shares(SampleDecisions.QUERY)[3]).isPositive();
        ContextualSnapshot less = recipe.withoutArm("a").fit(sums);
        assertThat(less.arms()).containsExactly("b", "c");
        assertThat(less.report().warnings()).containsExactly("arm 'a' was counted but is not listed");
        assertThat(less.report().rows()).isEqualTo(44);
        assertThat(recipe.withArmFeatures(SampleDecisions.armFeatures())
                        .withoutArm("a")
                        .fit(sums)
                        .report()
                        .rows())
                .as("a shared model learns from arms that have gone")
                .isEqualTo(60);
        ContextualSnapshot alone =
                LinearThompson.of(FEATURES, "a").withControl("a", 0.3).fit(sums);
        assertThat(alone.shares(SampleDecisions.QUERY)).containsExactly(1);
        assertThat(alone.choose(5, SampleDecisions.QUERY, new Scratch())).isZero();
        ContextualSnapshot equal =
                LinearThompson.of(FEATURES, "a", "b").withFloor(0.5).fit(sums);
        assertThat(equal.shares(SampleDecisions.QUERY)).containsExactly(0.5, 0.5);
        assertThat(LinearThompson.of(List.of(), "a", "b")
                        .fit(ContextualSums.of())
                        .shares())
                .containsExactly(new double[] {0.5, 0.5}, within(1e-12));
    }

    @Test
    void whatIsRefused() {
        LinearThompson recipe = LinearThompson.of(FEATURES, ARMS);
        ContextualSums sums = SampleDecisions.sums();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearThompson.of(FEATURES))
                .withMessage("arms must hold at least one arm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withArm("a"))
                .withMessage("arm 'a' is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withPaused("x"))
                .withMessage("arm 'x' is not known; arms are [a, b, c]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withControl("a", 0.1).withoutArm("a"))
                .withMessage("arm 'a' is the control; make another the control first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withPaused(ARMS).fit(sums))
                .withMessage("all arms are paused [a, b, c]; resume one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withFloor(0.4).fit(sums))
                .withMessage(
                        "floor 0.4 of 3 arms adds up to more than the share 1.0 that they have together; lower it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withFloor(1.1))
                .withMessage("floor must be between 0 and 1, got 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        recipe.withArmFeatures(ArmFeatures.of("x").with("a", 1)).fit(sums))
                .withMessage("arm 'b' has no features; add them with ArmFeatures.with");
        ContextualSnapshot snapshot = recipe.fit(sums);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> snapshot.choose(1, new double[2], new Scratch()))
                .withMessage("context must have one value per feature (3), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> snapshot.shares(0, Double.NaN, 0))
                .withMessageStartingWith(
                        "context, feature 'basket': must be a number of at most 1e50 in size, got NaN");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> snapshot.share(3, SampleDecisions.QUERY, new Scratch()));
        ContextualSums large = ContextualSums.of("x", "y");
        large.add("a", new double[] {1e20, 1e20}, 0);
        large.add("a", new double[] {2e20, 2e20}, 1);
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> SquareCb.of(List.of("x", "y"), "a").fit(large))
                .withMessage("feature 'y' can't be told apart from those before it, or is too large beside the prior; "
                        + "scale features to about 1, or give the prior more precision");
    }

    /** A success with certainty in one context and a failure in the other: the prior keeps the mode finite. */
    @Test
    void separatedSuccessesAreNoTrouble() {
        ContextualCounts counts = ContextualCounts.of("x");
        counts.add("a", new double[] {1}, 1_000_000, 1_000_000);
        counts.add("a", new double[] {-1}, 0, 1_000_000);
        ContextualSnapshot snapshot =
                LogisticThompson.of(List.of("x"), "a", "b").fit(counts);
        assertThat(snapshot.report().converged()).isTrue();
        assertThat(snapshot.report().rows()).isEqualTo(2_000_000);
        assertThat(snapshot.shares(1)[0]).isEqualTo(1);
        assertThat(snapshot.shares(-1)[0]).isZero();
    }

    @Test
    void aDecisionKeepsWhatIsNeeded() {
        ContextualSnapshot snapshot = LinearThompson.of(FEATURES, ARMS).fit(SampleDecisions.sums());
        ContextualDecision decision = snapshot.decide("customer-17", SampleDecisions.QUERY);
        Scratch scratch = new Scratch();
        int arm = snapshot.choose("customer-17", SampleDecisions.QUERY, scratch);
        assertThat(decision)
                .isEqualTo(ContextualDecision.of(
                        "customer-17",
                        snapshot.version(),
                        ARMS[arm],
                        snapshot.share(arm, SampleDecisions.QUERY, scratch),
                        SampleDecisions.QUERY));
        ContextualSums one = ContextualSums.of(FEATURES);
        one.add(decision, 2.5);
        ContextualSums two = ContextualSums.of(FEATURES);
        two.add(ARMS[arm], SampleDecisions.QUERY, 2.5);
        assertThat(one).isEqualTo(two);
        DecisionRecord line = decision.record(Instant.EPOCH);
        assertThat(line.arm()).isEqualTo(ARMS[arm]);
        assertThat(line.propensity()).isEqualTo(decision.propensity());
        assertThat(line.context()).isEqualTo(Contexts.hash(SampleDecisions.QUERY));
        assertThat(decision.context()).isEqualTo(SampleDecisions.QUERY);
        assertThat(decision.toString()).contains("unit=customer-17, version=").contains("context=[0.1, 0.4, 1.0]");
    }
}
