package io.clientele.optimization.assignment;

import io.clientele.optimization.internal.UnitHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * How a salt and a unit's id become a position on which the variants have stretches.
 *
 * <p>{@link #CLIENTELE} is the one to take. The others give the very variants that another system gave, so that a shop can move a
 * running experiment here without anybody changing sides.
 */
public enum Bucketing {

    /** 2<sup>52</sup> buckets by two rounds of SplitMix64's mixing (Steele, Lea and Flood 2014). Nothing is allocated. */
    CLIENTELE {
        @Override
        double position(String salt, CharSequence unit) {
            return (new UnitHash(saltOf(salt)).of(unit) >>> 1) * 0x1.0p-52;
        }
    },

    /** GrowthBook's hashVersion 1: 1,000 buckets by FNV-1a of unit, then salt. Similar salts are not independent; only to move. */
    GROWTHBOOK_1 {
        @Override
        double position(String salt, CharSequence unit) {
            return fnv1a(unit + salt) % 1000 / 1000.0;
        }
    },

    /** GrowthBook's hashVersion 2: 10,000 buckets by FNV-1a of the decimal text of FNV-1a of salt, then unit. */
    GROWTHBOOK_2 {
        @Override
        double position(String salt, CharSequence unit) {
            return fnv1a(Long.toString(fnv1a(salt + unit))) % 10_000 / 10_000.0;
        }
    },

    /**
     * PlanOut's WeightedChoice: the first 15 hexadecimal digits of SHA-1 of "salt.unit". The salt is PlanOut's full one, such as
     * {@code "experiment.parameter"}.
     */
    PLANOUT {
        @Override
        double position(String salt, CharSequence unit) {
            return (leading(digest("SHA-1", salt + "." + unit), 0, 8) >>> 4) / LARGEST_15_DIGITS;
        }

        @Override
        boolean before(double position, double end) {
            return position <= end;
        }
    },

    /**
     * Indeed's Proctor, test type USER: the last four bytes of MD5 of salt, then unit. The salt is {@code "testName|salt"}, or the
     * salt alone where it begins with an ampersand.
     */
    PROCTOR {
        @Override
        double position(String salt, CharSequence unit) {
            return (int) leading(digest("MD5", salt + unit), 12, 4);
        }

        @Override
        boolean before(double position, double end) {
            return position <= (int) (Integer.MIN_VALUE + end * ((double) Integer.MAX_VALUE - Integer.MIN_VALUE));
        }
    };

    private static final double LARGEST_15_DIGITS = 0x1.0p60 - 1;

    abstract double position(String salt, CharSequence unit);

    /** Whether a position lies before the end of a stretch that ends at a share from 0 to 1. */
    boolean before(double position, double end) {
        return position < end;
    }

    /** Whether a stretch may begin elsewhere than where the one before it ends. */
    boolean hasGaps() {
        return this != PLANOUT && this != PROCTOR;
    }

    static long saltOf(String salt) {
        return new UnitHash(0).of(salt);
    }

    private static long fnv1a(String text) {
        long hash = 0x811C9DC5L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = ((hash ^ (b & 0xFF)) * 0x01000193L) & 0xFFFFFFFFL;
        }
        return hash;
    }

    private static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is missing, which every Java platform must have", e);
        }
    }

    private static long leading(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }
}
