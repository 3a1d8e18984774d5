package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Distributions;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Choices agree with the logged shares. Everything is seeded; a chi-square at 1e-5 fails by chance once in 100,000, and there
 * are some 60 of them: a false alarm in 1 of 1,700 choices of seeds.
 */
class BanditSnapshotStatisticalTest {

    private static final double LEVEL = 1e-5;
    private static final int UNITS = Boolean.getBoolean("clientele.full") ? 100_000_000 : 400_000;

    private static BanditSnapshot snapshot(long salt) {
        ArmCounts counts = ArmCounts.of("a", 30, 1000)
                .plus(ArmCounts.of("b", 41, 1000))
                .plus(ArmCounts.of("c", 28, 1000))
                .plus(ArmCounts.of("d", 40, 1100));
        return ThompsonSampling.of("a", "b", "c", "d")
                .withFloor(0.02)
                .withSalt(salt)
                .fit(counts);
    }

    @Test
    void idsOfManyKinds() {
        for (long salt : new long[] {0, 1, 2, -1, 20_240_101}) {
            BanditSnapshot snapshot = snapshot(salt);
            agrees(snapshot, UNITS, i -> snapshot.choose((long) i), "sequential");
            agrees(snapshot, UNITS, i -> snapshot.choose(i * 1024L), "multiples of 1024");
            // 27 bits of numbers, all different
            agrees(snapshot, UNITS, i -> snapshot.choose((long) i << 36), "high bits");
            agrees(snapshot, UNITS, i -> snapshot.choose(-1_000_000_007L * i), "negative steps");
            int texts = Math.min(UNITS, 1_000_000);
            agrees(snapshot, texts, i -> snapshot.choose(Integer.toString(i)), "digits");
            agrees(snapshot, texts, i -> snapshot.choose("customer" + i + "@example.com"), "mail");
            agrees(snapshot, texts, i -> snapshot.choose(String.format("%016x", i * 0x9E3779B9L)), "hexadecimal");
        }
    }

    @Test
    void randomDraws() {
        BanditSnapshot snapshot = snapshot(3);
        RandomGenerator random = RandomStreams.stream(1, "snapshot.draws", 0);
        agrees(snapshot, 400_000, i -> snapshot.draw(random), "draw");
    }

    @Test
    void drawsFromPosteriorsAgreeWithProbabilityBest() {
        BanditSnapshot snapshot = snapshot(3);
        double[] best = BestArm.of(snapshot.posteriors()).probabilities();
        RandomGenerator random = RandomStreams.stream(2, "snapshot.draws", 0);
        int[] seen = new int[4];
        int n = 100_000;
        for (int i = 0; i < n; i++) {
            seen[snapshot.drawFromPosteriors(random)]++;
        }
        assertThat(chiSquareP(seen, best, n)).isGreaterThan(LEVEL);
    }

    /** Two bandits with different salts: the 16 combinations come as often as the products of the shares say. */
    @Test
    void banditsAreIndependent() {
        long[][] salts = {{0, 1}, {1, 2}, {5, -5}, {0, Long.MIN_VALUE}, {7, 7 + 0x9E3779B97F4A7C15L}};
        for (long[] pair : salts) {
            BanditSnapshot one = snapshot(pair[0]);
            BanditSnapshot two = snapshot(pair[1]);
            int[] seen = new int[16];
            int[] texts = new int[16];
            double[] expected = new double[16];
            for (int i = 0; i < 16; i++) {
                expected[i] = one.share(i / 4) * two.share(i % 4);
            }
            int n = 300_000;
            for (int i = 0; i < n; i++) {
                seen[4 * one.choose((long) i) + two.choose((long) i)]++;
                String text = "u" + i;
                texts[4 * one.choose(text) + two.choose(text)]++;
            }
            assertThat(chiSquareP(seen, expected, n))
                    .as("salts %d %d", pair[0], pair[1])
                    .isGreaterThan(LEVEL);
            assertThat(chiSquareP(texts, expected, n)).isGreaterThan(LEVEL);
        }
    }

    /** The share of units whose arm changes is the least possible for stretches in a fixed order, not a reshuffle. */
    @Test
    void aRefreshMovesFew() {
        BanditSnapshot before =
                ThompsonSampling.of("a", "b").fit(ArmCounts.of("a", 30, 1000).plus(ArmCounts.of("b", 35, 1000)));
        BanditSnapshot after =
                ThompsonSampling.of("a", "b").fit(ArmCounts.of("a", 33, 1100).plus(ArmCounts.of("b", 40, 1100)));
        double moved = Math.abs(before.share(0) - after.share(0));
        int n = 200_000;
        long changed = IntStream.range(0, n)
                .filter(i -> before.choose((long) i) != after.choose((long) i))
                .count();
        // 5 standard deviations of a binomial: 6 in 10 million
        assertThat((double) changed / n).isBetween(moved - 5 * Math.sqrt(moved / n), moved + 5 * Math.sqrt(moved / n));
        assertThat(moved).isBetween(0.01, 0.2);
    }

    private static void agrees(BanditSnapshot snapshot, int n, IntUnaryOperator choice, String what) {
        int[] seen = new int[snapshot.arms().size()];
        for (int i = 0; i < n; i++) {
            seen[choice.applyAsInt(i)]++;
        }
        assertThat(chiSquareP(seen, snapshot.shares(), n)).as(what).isGreaterThan(LEVEL);
    }

    private static double chiSquareP(int[] seen, double[] shares, int n) {
        double sum = 0;
        for (int k = 0; k < seen.length; k++) {
            double expected = n * shares[k];
            sum += (seen[k] - expected) * (seen[k] - expected) / expected;
        }
        return Distributions.chiSquaredSurvival(sum, seen.length - 1.0);
    }
}
