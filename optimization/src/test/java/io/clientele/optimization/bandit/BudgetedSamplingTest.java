package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BudgetedSamplingTest {

    private static final String[] ARMS = {"nothing", "small", "large", "useless"};
    private static final double[] RATES = {0.03, 0.08, 0.1, 0.05};
    private static final double[] COSTS = {0, 2, 5, 3};

    private static BudgetedSampling recipe() {
        return BudgetedSampling.of(ARMS)
                .withCost("small", 2)
                .withCost("large", 5)
                .withCost("useless", 3);
    }

    private static double spent(BanditSnapshot snapshot, double... costs) {
        double sum = 0;
        for (int k = 0; k < costs.length; k++) {
            sum += snapshot.share(k) * costs[k];
        }
        return sum;
    }

    private static ArmCounts many() {
        ArmCounts counts = ArmCounts.empty();
        for (int k = 0; k < ARMS.length; k++) {
            counts = counts.plus(ArmCounts.of(ARMS[k], Math.round(1e8 * RATES[k]), 100_000_000L));
        }
        return counts;
    }

    /** With nearly certain rates it is the linear programme of the true ones: 0.5 "small" for 1 a trial; with 3.5 half of each. */
    @Test
    void certainRatesGiveTheClairvoyantShares() {
        double[] one = recipe().withBudget(1_000, 1_000).fit(many()).shares();
        assertThat(one).containsExactly(new double[] {0.5, 0.5, 0, 0}, within(1e-12));
        double[] more = recipe().withBudget(1_000, 3_500).fit(many()).shares();
        assertThat(more).containsExactly(new double[] {0, 0.5, 0.5, 0}, within(1e-12));
        double[] plenty = recipe().withBudget(1_000, 1e6).fit(many()).shares();
        assertThat(plenty).containsExactly(new double[] {0, 0, 1, 0}, within(1e-12));
        double[] gone = recipe().withBudget(1_000, 0).fit(many()).shares();
        assertThat(gone).containsExactly(1, 0, 0, 0);
    }

    @Test
    void neverSpendsMoreThanIsLeftWhateverTheLimits() {
        RandomGenerator random = RandomStreams.stream(1, "budget", 0);
        BanditSnapshot last = ThompsonSampling.of(ARMS).fit(ArmCounts.empty());
        for (int round = 0; round < 60; round++) {
            ArmCounts counts = ArmCounts.empty();
            for (String arm : ARMS) {
                long trials = random.nextInt(200);
                counts = counts.plus(ArmCounts.of(arm, Math.round(trials * random.nextDouble()), trials));
            }
            double left = 5 * random.nextDouble();
            double places = 0.6 * random.nextDouble();
            BudgetedSampling recipe = BudgetedSampling.of(ARMS)
                    .withCost("small", 2, 0)
                    .withCost("large", 5, 1)
                    .withCost("useless", 3, 1)
                    .withDraws(50, round)
                    .withBudget(100, 100 * left, 100 * places);
            BudgetedSampling limited =
                    round % 2 == 0 ? recipe : recipe.withFloor(0.1).withMaximumChange(0.2, last);
            BanditSnapshot snapshot = limited.fit(counts);
            assertThat(spent(snapshot, COSTS)).isLessThanOrEqualTo(left + 1e-12);
            assertThat(spent(snapshot, 0, 0, 1, 1)).isLessThanOrEqualTo(places + 1e-12);
        }
    }

    @Test
    void guardrailsHoldAsFarAsTheBudgetGoes() {
        // floors cost 0.1 * (2 + 5 + 3) = 1 a trial, and there is a half: half of each
        BanditSnapshot snapshot = recipe().withFloor(0.1).withBudget(100, 50).fit(many());
        assertThat(spent(snapshot, COSTS)).isEqualTo(0.5, within(1e-12));
        assertThat(snapshot.shares()).containsExactly(new double[] {0.85, 0.05, 0.05, 0.05}, within(1e-12));
        BanditSnapshot enough = recipe().withFloor(0.1).withBudget(100, 100).fit(many());
        assertThat(enough.shares()).containsExactly(new double[] {0.7, 0.1, 0.1, 0.1}, within(1e-12));
        BanditSnapshot more = recipe().withFloor(0.1).withBudget(100, 150).fit(many());
        assertThat(spent(more, COSTS)).isEqualTo(1.5, within(1e-12));
        assertThat(more.share(3)).isEqualTo(0.1, within(1e-12));
    }

    /** What the control leaves of the budget is spent on the others' trials alone: 1 a trial with half of them is "small" for each of these. */
    @Test
    void theControlLeavesItsBudgetToTheOthers() {
        BudgetedSampling recipe = BudgetedSampling.of("nothing", "small", "large", "useless", "old")
                .withCost("small", 2)
                .withCost("large", 5)
                .withCost("useless", 3)
                .withControl("old", 0.5);
        ArmCounts counts = many().plus(ArmCounts.of("old", 3, 100));
        assertThat(recipe.withBudget(1_000, 1_000).fit(counts).shares())
                .containsExactly(new double[] {0, 0.5, 0, 0, 0.5}, within(1e-12));
        // one that costs 1 takes its half of 1.5 first
        assertThat(recipe.withCost("old", 1)
                        .withBudget(1_000, 1_500)
                        .fit(counts)
                        .shares())
                .containsExactly(new double[] {0, 0.5, 0, 0, 0.5}, within(1e-12));
        assertThat(recipe.withCost("old", 2)
                        .withBudget(1_000, 1_000)
                        .fit(counts)
                        .shares())
                .containsExactly(new double[] {0.5, 0, 0, 0, 0.5}, within(1e-12));
        assertThat(recipe.withControl("old", 1)
                        .withBudget(1_000, 1_000)
                        .fit(counts)
                        .share(4))
                .isEqualTo(1);
    }

    @Test
    void revenueMayBeWhatCounts() {
        RevenueCounts counts =
                RevenueCounts.of("nothing", 1000, 10, 20).plus(RevenueCounts.of("small", 1000, 80, 90, 100));
        BanditSnapshot snapshot = BudgetedSampling.of("nothing", "small")
                .withCost("small", 2)
                .withBudget(100, 100)
                .fit(counts, RevenuePrior.of(50, 50));
        assertThat(snapshot.share(1)).isBetween(0.35, 0.5);
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe().fit(ArmCounts.empty()))
                .withMessage("there is no budget; state what is left by withBudget at each refresh");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> recipe().withBudget(10, 5).withPaused("nothing").fit(ArmCounts.empty()))
                .withMessage("no arm that may be shown is free of cost; add one, such as showing nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe().withBudget(10, 5, 6).fit(ArmCounts.empty()))
                .withMessage("cost of arm 'small' must have one value per kind of budget (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe().withCost("nobody", 5))
                .withMessage("arm 'nobody' is not known; arms are [nothing, small, large, useless]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe().withCost("small", -1))
                .withMessageStartingWith("cost of arm 'small' must be between 0 and");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe().withBudget(0, 5))
                .withMessage("trials must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe().withBudget(10, -5))
                .withMessageStartingWith("left must be between 0 and");
    }

    /**
     * A month of 40,000 visitors with 1 euro each, refreshed after every 500: the clairvoyant programme gives half of them "small", which
     * makes 0.055 a visitor. Mean of 6 runs, whose standard error is 0.3 % of that by the spread of the successes.
     */
    @Test
    void losesLittleBesideTheClairvoyant() {
        double earned = 0;
        for (int run = 0; run < 6; run++) {
            RandomGenerator random = RandomStreams.stream(run, "budget.month", 0);
            RewardRecorder recorder = RewardRecorder.of(ARMS);
            double left = 40_000;
            for (int t = 0; t < 40_000; t += 500) {
                BanditSnapshot snapshot = recipe().withDraws(100, t)
                        .withBudget(40_000 - t, Math.max(0, left))
                        .fit(recorder.counts());
                for (int i = 0; i < 500; i++) {
                    int arm = snapshot.draw(random);
                    left -= COSTS[arm];
                    earned += RATES[arm] / 6;
                    recorder.record(ARMS[arm], random.nextDouble() < RATES[arm]);
                }
            }
            // what chance spent too much after the last refresh
            assertThat(left).isBetween(-100.0, 2_000.0);
        }
        assertThat(earned).isBetween(0.94 * 2_200, 1.005 * 2_200);
    }
}
