package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What learning costs on ten arms (.1, 3 x .05, 3 x .02, 3 x .01) in 20,000 trials, beside ../shared/anchors/optimization.md 2.3:
 * 91.7 per event, 90.0 in batches of 100, 108.5 in batches of 1,000; the goals of issue 6 are 95, 95 and 115.
 *
 * <p>The standard deviation of a run is 14 (per event, batches of 100) and 18 (1,000). The mean over the runs must lie within 4 of
 * its standard errors below the goal: with the true means above, each assertion fails by chance less than once in 30,000 seeds.
 */
class RegretStatisticalTest {

    static final double[] RATES = {.1, .05, .05, .05, .02, .02, .02, .01, .01, .01};
    static final String[] ARMS = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 2_000 : 40;

    @Test
    void batchesOfHundred() {
        check(100, 14, 95);
    }

    @Test
    void batchesOfThousand() {
        check(1_000, 18, 115);
    }

    /** Thompson's own draw, from posteriors that know of the trial before. */
    @Test
    void everyTrial() {
        check(1, 15, 95);
    }

    private static void check(int batch, double deviation, double goal) {
        Moments regrets = Moments.create();
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "regret", batch);
            regrets.add(batch == 1 ? regretOfDraws(random) : regret(batch, random));
        }
        if (Boolean.getBoolean("clientele.full")) {
            System.out.printf(
                    "every %d trials: %.1f, standard error %.1f%n",
                    batch, regrets.mean(), Math.sqrt(regrets.variance() / RUNS));
        }
        assertThat(regrets.mean())
                .isLessThan(goal + 4 * deviation / Math.sqrt(RUNS))
                .isGreaterThan(goal / 2);
    }

    /** Snapshots all the way, as on a server: counts, shares, draws by the shares. */
    private static double regret(int batch, RandomGenerator random) {
        ThompsonSampling recipe = ThompsonSampling.of(ARMS);
        RewardRecorder recorder = RewardRecorder.of(ARMS);
        double regret = 0;
        for (int t = 0; t < 20_000; t += batch) {
            BanditSnapshot snapshot = recipe.fit(recorder.counts());
            for (int i = 0; i < batch; i++) {
                int arm = snapshot.draw(random);
                regret += RATES[0] - RATES[arm];
                recorder.record(ARMS[arm], random.nextDouble() < RATES[arm]);
            }
        }
        return regret;
    }

    private static double regretOfDraws(RandomGenerator random) {
        int[] arms = new int[RATES.length];
        Arrays.setAll(arms, k -> k);
        List<BetaPosterior> posteriors = new ArrayList<>(Collections.nCopies(arms.length, new BetaPosterior(1, 1)));
        double regret = 0;
        for (int t = 0; t < 20_000; t++) {
            int arm = new PosteriorDraws(posteriors, arms).best(random);
            regret += RATES[0] - RATES[arm];
            int success = random.nextDouble() < RATES[arm] ? 1 : 0;
            BetaPosterior before = posteriors.get(arm);
            posteriors.set(arm, new BetaPosterior(before.alpha() + success, before.beta() + 1 - success));
        }
        return regret;
    }

    /** Choosing without learning loses 0.1 - 0.034 a trial; the best known way, shares from the truth, nothing. */
    @Test
    void learningBeatsEqualShares() {
        double equal = 0;
        for (double rate : RATES) {
            equal += 20_000 * (RATES[0] - rate) / RATES.length;
        }
        assertThat(regret(100, RandomStreams.stream(77, "regret", 100))).isLessThan(equal / 5);
    }
}
