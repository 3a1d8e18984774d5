package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TopTwoSamplingTest {

    private static final ArmCounts COUNTS =
            ArmCounts.of("a", 30, 1000).plus(ArmCounts.of("b", 41, 1000)).plus(ArmCounts.of("c", 22, 1000));

    @Test
    void sharesAreTheClosedForm() {
        BanditSnapshot snapshot =
                TopTwoSampling.of("a", "b", "c").withLeaderShare(0.3).fit(COUNTS);
        double[] p = BestArm.of(snapshot.posteriors()).probabilities();
        for (int k = 0; k < 3; k++) {
            double challenge = 0;
            for (int j = 0; j < 3; j++) {
                challenge += j == k ? 0 : p[j] / (1 - p[j]);
            }
            assertThat(snapshot.share(k)).isEqualTo(p[k] * (0.3 + 0.7 * challenge), within(1e-14));
        }
        assertThat(TopTwoSampling.of("a", "b", "c")
                        .withLeaderShare(1)
                        .fit(COUNTS)
                        .shares())
                .isEqualTo(ThompsonSampling.of("a", "b", "c").fit(COUNTS).shares());
    }

    /** The procedure itself: draw by the probabilities, and with one half again until another arm comes. */
    @Test
    void sharesAreThoseOfDrawingAgain() {
        BanditSnapshot snapshot = TopTwoSampling.of("a", "b", "c").fit(COUNTS);
        double[] p = BestArm.of(snapshot.posteriors()).probabilities();
        RandomGenerator random = RandomStreams.stream(5, "top-two", 0);
        int n = 200_000;
        double[] seen = new double[3];
        for (int i = 0; i < n; i++) {
            int first = Samplers.categorical(random, p);
            int arm = first;
            if (random.nextBoolean()) {
                while (arm == first) {
                    arm = Samplers.categorical(random, p);
                }
            }
            seen[arm]++;
        }
        for (int k = 0; k < 3; k++) {
            double share = snapshot.share(k);
            assertThat(seen[k] / n).isEqualTo(share, within(4.5 * Math.sqrt(share * (1 - share) / n)));
        }
    }

    @Test
    void aFarLeaderStillHasOnlyItsPartAndASureOneAll() {
        ArmCounts far = ArmCounts.of("a", 300, 1000).plus(ArmCounts.of("b", 100, 1000));
        assertThat(TopTwoSampling.of("a", "b").fit(far).share(0)).isEqualTo(0.5, within(1e-12));
        ArmCounts sure = ArmCounts.of("a", 900_000, 1_000_000).plus(ArmCounts.of("b", 100_000, 1_000_000));
        assertThat(TopTwoSampling.of("a", "b").fit(sure).share(0)).isEqualTo(1);
        assertThat(TopTwoSampling.of("a").fit(COUNTS).shares()).containsExactly(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopTwoSampling.of("a").withLeaderShare(0))
                .withMessageStartingWith("share must be between");
    }

    /**
     * Six arms from .045 to .065. After as many trials as an equal split needs for an accuracy, top-two is right more often; with 15 %
     * fewer it still is at least as often right.
     */
    @Test
    void fifteenPercentFewerTrialsAtEqualAccuracy() {
        int runs = Boolean.getBoolean("clientele.full") ? 2_000 : 60;
        double equal = 0;
        double topTwo = 0;
        for (int run = 0; run < runs; run++) {
            equal += right(false, 20_000, run);
            topTwo += right(true, 17_000, run);
        }
        // standard error of the difference at 60 runs: .07; the true difference is .05
        assertThat(topTwo / runs).isGreaterThan(equal / runs - 2 * Math.sqrt(0.3 / runs));
    }

    private static final double[] RATES = {.045, .049, .053, .057, .061, .065};
    private static final String[] ARMS = {"0", "1", "2", "3", "4", "5"};

    private static int right(boolean topTwo, int trials, int run) {
        RandomGenerator random = RandomStreams.stream(run, "top-two.study", topTwo ? 1 : 0);
        TopTwoSampling recipe = TopTwoSampling.of(ARMS);
        ArmCounts counts = ArmCounts.empty();
        for (int t = 0; t < trials; t += 100) {
            double[] shares = new double[6];
            Arrays.fill(shares, 1.0 / 6);
            if (topTwo) {
                shares = recipe.fit(counts).shares();
            }
            int[] shown = new int[6];
            for (int i = 0; i < 100; i++) {
                shown[Samplers.categorical(random, shares)]++;
            }
            for (int k = 0; k < 6; k++) {
                counts = counts.plus(ArmCounts.of(ARMS[k], Samplers.binomial(random, shown[k], RATES[k]), shown[k]));
            }
        }
        double best = -1;
        int leader = -1;
        for (int k = 0; k < 6; k++) {
            double mean = (counts.successes(ARMS[k]) + 1.0) / (counts.trials(ARMS[k]) + 2.0);
            if (mean > best) {
                best = mean;
                leader = k;
            }
        }
        return leader == 5 ? 1 : 0;
    }
}
