package io.clientele.attribution;

/**
 * Money as a whole number of 2<sup>-64</sup>, in 128 bits: sums are exact, so that they do not depend on the order of adding
 * and taking away undoes adding. Every double from 2<sup>-12</sup> up is represented exactly; smaller ones to the nearest 2
 * <sup>-64</sup>.
 */
final class FixedPoint {

    /** Largest value that one call may add. */
    static final double LARGEST = 1e15;

    private static final int FRACTION = 64;
    private static final int MANTISSA = 52;
    private static final double UNIT = 0x1.0p-64;

    private FixedPoint() {}

    /** The whole part. {@code value} lies in [0, LARGEST]. */
    static long high(double value) {
        int shift = Math.getExponent(value) - MANTISSA + FRACTION;
        if (shift <= 0) {
            return 0;
        }
        long mantissa = mantissa(value);
        return shift >= 64 ? mantissa << (shift - 64) : mantissa >>> (64 - shift);
    }

    /** The fraction, as an unsigned number of 64 bits. */
    static long low(double value) {
        int shift = Math.getExponent(value) - MANTISSA + FRACTION;
        long mantissa = mantissa(value);
        if (shift >= 64) {
            return 0;
        }
        if (shift >= 0) {
            return mantissa << shift;
        }
        int drop = -shift;
        return drop > MANTISSA + 1 ? 0 : (mantissa + (1L << (drop - 1))) >>> drop;
    }

    private static long mantissa(double value) {
        long bits = Double.doubleToRawLongBits(value) & 0xFFFFFFFFFFFFFL;
        return value < Double.MIN_NORMAL ? 0 : bits | (1L << MANTISSA);
    }

    /** 1 when adding two fractions gave {@code sum} and overflowed, else 0. */
    static long carry(long sum, long added) {
        return Long.compareUnsigned(sum, added) < 0 ? 1 : 0;
    }

    /** The nearest double, within one rounding of each half. */
    static double value(long high, long low) {
        double fraction = (low >>> 1) * 2.0 + (low & 1);
        return high + fraction * UNIT;
    }
}
