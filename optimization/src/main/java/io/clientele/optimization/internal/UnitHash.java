package io.clientele.optimization.internal;

/**
 * Turns a salt and a unit's id into 53 bits that look random: two rounds of SplitMix64's mixing (Steele, Lea and Flood 2014),
 * so that sequential ids, and two bandits with different salts, are unrelated. Texts go in four characters at a time. The same
 * bits on every machine; nothing is allocated.
 */
public final class UnitHash {

    /** How many bits a hash has. */
    public static final int BITS = 53;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long salt;
    private final long first;
    private final long second;

    /**
     * The hash of one salt.
     *
     * @param salt any
     */
    public UnitHash(long salt) {
        this.salt = salt;
        first = mix(salt + GOLDEN);
        second = mix(first + GOLDEN);
    }

    /** {@return the salt} */
    public long salt() {
        return salt;
    }

    /**
     * SplitMix64's mixing, one to one.
     *
     * @param z any
     * @return bits that look random
     */
    public static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /**
     * The hash of a number.
     *
     * @param unit any
     * @return from 0 to 2^53 - 1
     */
    public long of(long unit) {
        return mix(mix(unit + first) ^ second) >>> (64 - BITS);
    }

    /**
     * The hash of a text, by its UTF-16 characters.
     *
     * @param unit any
     * @return from 0 to 2^53 - 1
     */
    public long of(CharSequence unit) {
        int length = unit.length();
        long h = first ^ length;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            long word = unit.charAt(i)
                    | (long) unit.charAt(i + 1) << 16
                    | (long) unit.charAt(i + 2) << 32
                    | (long) unit.charAt(i + 3) << 48;
            h = mix(h ^ word) + GOLDEN;
        }
        long word = 0;
        for (; i < length; i++) {
            word = word << 16 | unit.charAt(i);
        }
        return mix(mix(h ^ word) ^ second) >>> (64 - BITS);
    }
}
