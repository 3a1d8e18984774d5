package io.clientele.core.internal.random;

import java.util.random.RandomGenerator;

/**
 * Streams of random numbers keyed by (seed, purpose, index). Two keys give unrelated streams; the same key gives the same
 * bits on every machine and JDK.
 *
 * <p>Each stream is xoshiro256++ (Blackman and Vigna 2021, "Scrambled Linear Pseudorandom Number Generators") whose state is
 * filled by SplitMix64 from a hash of the key. 256 bits of state: streams of a fit overlap with negligible chance.
 */
public final class RandomStreams {

    private RandomStreams() {}

    /**
     * The stream of a key.
     *
     * @param seed the user's seed
     * @param purpose what the numbers are for, not empty; streams of different purposes are unrelated
     * @param index which of many: a chunk, a customer, a restart
     * @return a stream of its own; not thread-safe
     */
    public static RandomGenerator stream(long seed, String purpose, long index) {
        if (purpose.isEmpty()) { // without it (1, 2) and (2, 1) would be the same key
            throw new IllegalArgumentException("a stream of random numbers needs a purpose");
        }
        long h = mix(seed + GOLDEN);
        for (int i = 0; i < purpose.length(); i++) {
            h = mix(h ^ purpose.charAt(i)) + GOLDEN;
        }
        return new Xoshiro(mix(h ^ mix(index + GOLDEN)));
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /**
     * What our code asks of a generator is implemented here, because the JDK may answer differently one day. Nothing else of
     * {@link RandomGenerator} may be used by a library module; the rules of the house check it.
     */
    private static final class Xoshiro implements RandomGenerator {

        private long s0;
        private long s1;
        private long s2;
        private long s3;

        Xoshiro(long key) {
            long z = key + GOLDEN;
            s0 = mix(z);
            z += GOLDEN;
            s1 = mix(z);
            z += GOLDEN;
            s2 = mix(z);
            z += GOLDEN;
            s3 = mix(z);
        }

        @Override
        public long nextLong() {
            long result = Long.rotateLeft(s0 + s3, 23) + s0;
            long t = s1 << 17;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= t;
            s3 = Long.rotateLeft(s3, 45);
            return result;
        }

        @Override
        public int nextInt() {
            return (int) (nextLong() >>> 32);
        }

        @Override
        public int nextInt(int bound) {
            if (bound <= 0) {
                throw new IllegalArgumentException("bound must be at least 1, got " + bound);
            }
            // Lemire (2019), "Fast Random Integer Generation in an Interval": unbiased
            long product = (nextLong() >>> 32) * bound;
            if ((product & 0xFFFFFFFFL) < bound) {
                long threshold = (0x100000000L - bound) % bound;
                while ((product & 0xFFFFFFFFL) < threshold) {
                    product = (nextLong() >>> 32) * bound;
                }
            }
            return (int) (product >>> 32);
        }

        @Override
        public boolean nextBoolean() {
            return nextLong() < 0;
        }

        @Override
        public double nextDouble() {
            return (nextLong() >>> 11) * 0x1.0p-53;
        }

        @Override
        public double nextGaussian() {
            return Samplers.gaussian(this);
        }

        @Override
        public double nextExponential() {
            return Samplers.exponential(this);
        }
    }
}
