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
        // where the type is known the characters are read without asking for it each time
        return unit instanceof String text ? hash(text) : hash(unit);
    }

    private long hash(CharSequence unit) {
        int length = unit.length();
        long h = first ^ length;
        int i = 0;
        // two words a step: both are read while the last one is still being mixed
        while (length - i >= 8) {
            long one = word(unit, i);
            long two = word(unit, i + 4);
            h = mix(h ^ one) + GOLDEN;
            h = mix(h ^ two) + GOLDEN;
            i += 8;
        }
        if (length - i >= 4) {
            h = mix(h ^ word(unit, i)) + GOLDEN;
            i += 4;
        }
        long rest = 0;
        while (i < length) {
            rest = rest << 16 | unit.charAt(i);
            i++;
        }
        return mix(mix(h ^ rest) ^ second) >>> (64 - BITS);
    }

    /** Four characters. */
    private static long word(CharSequence unit, int at) {
        long low = unit.charAt(at) | (long) unit.charAt(at + 1) << 16;
        long high = unit.charAt(at + 2) | (long) unit.charAt(at + 3) << 16;
        return low | high << 32;
    }
}
