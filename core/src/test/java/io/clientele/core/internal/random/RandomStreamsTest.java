package io.clientele.core.internal.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** From the reference C code of SplitMix64 and xoshiro256++ (prng.di.unimi.it), redone in Python's exact integers. */
    @Test
    void numbersAreThoseOfTheReference() {
        long[] first = {
            0x7c5dd2e115112a95L,
            0xc218a6545a2b43b9L,
            0x9f684eda48c7ececL,
            0x34acebd407e8821aL,
            0xaefd6ac0be3c3f1eL,
            0x87f7a858c493df12L
        };
        RandomGenerator random = RandomStreams.stream(42, "test", 3);
        long hash = 0;
        for (int i = 0; i < 1000; i++) {
            long next = random.nextLong();
            hash = 31 * hash + next;
            if (i < first.length) {
                assertThat(next).isEqualTo(first[i]);
            }
        }
        assertThat(hash).isEqualTo(0x8356325278937eb9L);
    }

    /** Written down on JDK 17; any other JDK or machine must give the same bits. */
    @Test
    void bitsAreTheSameEverywhere() {
        RandomGenerator random = RandomStreams.stream(1, "bits", 0);
        long hash = 0;
        for (int i = 0; i < 1000; i++) {
            hash = 31 * hash + random.nextLong();
            hash = 31 * hash + random.nextInt();
            hash = 31 * hash + random.nextInt(1 + i);
            hash = 31 * hash + (random.nextBoolean() ? 1 : 0);
            hash = 31 * hash + Double.doubleToLongBits(random.nextDouble());
            hash = 31 * hash + Double.doubleToLongBits(random.nextGaussian());
            hash = 31 * hash + Double.doubleToLongBits(random.nextExponential());
            hash = 31 * hash + Double.doubleToLongBits(Samplers.gamma(random, 0.1 + i / 10.0));
            hash = 31 * hash + Double.doubleToLongBits(Samplers.beta(random, 0.05 + i / 100.0, 0.05));
            hash = 31 * hash + Samplers.poisson(random, i / 10.0);
            hash = 31 * hash + Samplers.binomial(random, i, i / 1000.0);
        }
        assertThat(hash).isEqualTo(5993452864673076402L);
    }

    @Test
    void everyPartOfTheKeyCounts() {
        Set<Long> first = new HashSet<>();
        int keys = 0;
        for (long seed : new long[] {0, 1, -1, Long.MIN_VALUE, GOLDEN, -GOLDEN}) {
            for (String purpose : new String[] {"a", "b", "ab", "ba", "aa", "k-means++"}) {
                for (long index : new long[] {0, 1, 2, -1, Long.MAX_VALUE, -GOLDEN}) {
                    first.add(RandomStreams.stream(seed, purpose, index).nextLong());
                    keys++;
                }
            }
        }
        assertThat(first).hasSize(keys);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomStreams.stream(1, "", 0))
                .withMessage("a stream of random numbers needs a purpose");
        assertThat(RandomStreams.stream(5, "x", 9).nextLong())
                .isEqualTo(RandomStreams.stream(5, "x", 9).nextLong());
    }

    /** Streams of neighbouring indices: correlation of 100,000 pairs, standard error 0.0032. */
    @Test
    void neighboursAreUnrelated() {
        double sum = 0;
        int n = 100_000;
        double before = RandomStreams.stream(1, "n", -1).nextDouble() - 0.5;
        for (int i = 0; i < n; i++) {
            double x = RandomStreams.stream(1, "n", i).nextDouble() - 0.5;
            sum += x * before;
            before = x;
        }
        assertThat(12 * sum / n).isBetween(-4 * 0.0032, 4 * 0.0032); // false alarm 6e-5
    }

    @Test
    void boundsAreChecked() {
        RandomGenerator random = RandomStreams.stream(1, "bound", 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> random.nextInt(0))
                .withMessage("bound must be at least 1, got 0");
        for (int i = 0; i < 1000; i++) {
            assertThat(random.nextInt(1)).isZero();
            assertThat(random.nextInt(Integer.MAX_VALUE)).isBetween(0, Integer.MAX_VALUE - 1);
        }
    }
}
