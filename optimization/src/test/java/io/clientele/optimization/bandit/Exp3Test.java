package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class Exp3Test {

    /** Neu (2015) by hand: rate sqrt(log 2 / (2 t)), a failure counts 1 / (share + rate / 2). */
    @Test
    void twoBatchesByHand() {
        Exp3 recipe = Exp3.of("a", "b");
        BanditSnapshot first = recipe.fit(ArmCounts.empty());
        assertThat(first.shares()).containsExactly(0.5, 0.5);
        Exp3 second = recipe.after(first, ArmCounts.of("a", 1, 4).plus(ArmCounts.of("b", 2, 5)));
        double gamma = Math.sqrt(Math.log(2) / 2) / 2;
        double lossA = 3 / (0.5 + gamma);
        double lossB = 3 / (0.5 + gamma);
        assertThat(second.state().losses().get("a")).isEqualTo(lossA, within(1e-14));
        assertThat(second.state().trials()).isEqualTo(9);
        BanditSnapshot served = second.fit(ArmCounts.empty());
        assertThat(served.shares()).containsExactly(0.5, 0.5);
        Exp3 third = second.after(served, ArmCounts.of("a", 0, 2));
        double rate = Math.sqrt(Math.log(2) / (2 * 12));
        double moreA = lossA + 2 / (0.5 + Math.sqrt(Math.log(2) / (2 * 10)) / 2);
        double weight = Math.exp(-rate * (moreA - lossB));
        assertThat(third.fit(ArmCounts.empty()).share(0)).isEqualTo(weight / (1 + weight), within(1e-15));
        // kept over a restart
        assertThat(Exp3.of("a", "b").withState(third.state())).isEqualTo(third);
    }

    @Test
    void newArmsAndGuardrails() {
        Exp3 recipe = Exp3.of("a", "b").withState(Exp3State.of(Map.of("a", 30.0, "b", 10.0), 40));
        double[] shares = recipe.withArm("c").fit(ArmCounts.empty()).shares();
        assertThat(shares[2]).isEqualTo(shares[1], within(1e-15)).isGreaterThan(shares[0]);
        assertThat(recipe.withFloor(0.4).fit(ArmCounts.empty()).share(0)).isEqualTo(0.4, within(1e-15));
        assertThat(recipe.withPaused("b").fit(ArmCounts.empty()).shares()).containsExactly(1, 0);
        assertThat(Exp3.of("only").fit(ArmCounts.empty()).shares()).containsExactly(1);
    }

    /** Not shown by chance is a loss of 0, not that of the luckiest other arm; a new arm goes on from where it started. */
    @Test
    void armsWithoutAFailureAndNewOnesKeepTheirPlace() {
        Exp3 recipe = Exp3.of("a", "b", "c");
        BanditSnapshot first = recipe.fit(ArmCounts.empty());
        Exp3 next = recipe.after(first, ArmCounts.of("a", 0, 5).plus(ArmCounts.of("b", 0, 6)));
        assertThat(next.state().losses()).containsEntry("c", 0.0);
        double rate = Math.sqrt(Math.log(3) / (3 * 12));
        double a = Math.exp(-rate * next.state().losses().get("a"));
        double b = Math.exp(-rate * next.state().losses().get("b"));
        assertThat(next.fit(ArmCounts.empty()).share(2)).isEqualTo(1 / (1 + a + b), within(1e-15));

        Exp3 grown = Exp3.of("a", "b")
                .withState(Exp3State.of(Map.of("a", 100.0, "b", 90.0), 200))
                .withArm("c");
        BanditSnapshot served = grown.fit(ArmCounts.empty());
        double gamma = Math.sqrt(Math.log(3) / (3 * 201)) / 2;
        Exp3 later = grown.after(served, ArmCounts.of("c", 1, 4));
        assertThat(later.state().losses().get("c")).isEqualTo(90 + 3 / (served.share(2) + gamma), within(1e-12));
    }

    /** While paused an arm loses what all together do: by hand, share times loss of the others. */
    @Test
    void aPausedArmDoesNotComeBackAsTheBest() {
        Exp3 recipe = Exp3.of("a", "b", "c")
                .withState(Exp3State.of(Map.of("a", 10.0, "b", 10.0, "c", 10.0), 30))
                .withPaused("c");
        BanditSnapshot served = recipe.fit(ArmCounts.empty());
        assertThat(served.shares()).containsExactly(0.5, 0.5, 0);
        Exp3 later = recipe.after(served, ArmCounts.of("a", 10, 60).plus(ArmCounts.of("b", 0, 40)));
        double gamma = Math.sqrt(Math.log(3) / (3 * 31)) / 2;
        assertThat(later.state().losses().get("a")).isEqualTo(10 + 50 / (0.5 + gamma), within(1e-12));
        assertThat(later.state().losses().get("c")).isEqualTo(10 + 0.5 * 90 / (0.5 + gamma), within(1e-12));
        assertThat(later.withPaused().fit(ArmCounts.empty()).share(2)).isBetween(0.2, 0.4);
    }

    @Test
    void whatDidNotServeIsRefused() {
        Exp3 recipe = Exp3.of("a", "b").withPaused("b");
        BanditSnapshot served = recipe.fit(ArmCounts.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.after(served, ArmCounts.of("b", 1, 3)))
                .withMessage(
                        "arm 'b' was counted 3 times but has no share in the snapshot; hand over the snapshot that "
                                + "served, and what was counted while it did");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.after(served, ArmCounts.of("a", 4, 3)))
                .withMessageStartingWith("arm 'a': successes must be from 0 to the number of trials (3), got 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withState(Exp3State.of(Map.of("a", -1.0), 3)))
                .withMessageStartingWith("loss of arm 'a' must be a finite number of at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withState(Exp3State.of(Map.of(), -1)))
                .withMessage("trials must be at least 0, got -1");
    }

    /**
     * The best arm changes over, and the second half takes back what the first gave: rates no steady learner expects. Neu's corollary 1
     * bounds the loss beside the best single arm with probability 95 %; of 20 runs, all hold, with room.
     */
    @Test
    void holdsItsBoundWhenRatesTurnAround() {
        int trials = 20_000;
        int arms = 4;
        double root = Math.sqrt(arms * trials * Math.log(arms));
        double bound = 4 * root + (2 * Math.sqrt(arms * trials / Math.log(arms)) + 1) * Math.log(2 / 0.05);
        for (int run = 0; run < 20; run++) {
            assertThat(regret(run, trials, 1)).isLessThan(bound / 3);
        }
        // in batches it loses hardly more
        for (int run = 0; run < 20; run++) {
            assertThat(regret(run, trials, 50)).isLessThan(bound / 3);
        }
    }

    /** Beside the best single arm, with the same successes for all. */
    private static double regret(int run, int trials, int batch) {
        String[] names = {"a", "b", "c", "d"};
        double[][] rates = {{0.9, 0.1}, {0.2, 1}, {0.5, 0.5}, {0.6, 0.1}};
        RandomGenerator random = RandomStreams.stream(run, "exp3", batch);
        Exp3 recipe = Exp3.of(names);
        BanditSnapshot served = recipe.fit(ArmCounts.empty());
        RewardRecorder since = RewardRecorder.of(names);
        double[] own = new double[names.length];
        double earned = 0;
        for (int t = 0; t < trials; t++) {
            int arm = served.draw(random);
            double level = random.nextDouble();
            for (int k = 0; k < own.length; k++) {
                own[k] += level < rates[k][t < trials / 2 ? 0 : 1] ? 1 : 0;
            }
            boolean success = level < rates[arm][t < trials / 2 ? 0 : 1];
            earned += success ? 1 : 0;
            since.record(names[arm], success);
            if ((t + 1) % batch == 0) {
                recipe = recipe.after(served, since.counts());
                served = recipe.fit(ArmCounts.empty());
                since = RewardRecorder.of(names);
            }
        }
        double best = 0;
        for (double other : own) {
            best = Math.max(best, other);
        }
        return best - earned;
    }
}
