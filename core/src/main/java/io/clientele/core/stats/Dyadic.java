package io.clientele.core.stats;

import java.math.BigInteger;

/** A whole number times a power of two, without rounding: all that sums and products of doubles can be. */
record Dyadic(BigInteger whole, int exponent) {

    static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);

    private static final int PRECISION = 53;
    private static final int LEAST_EXPONENT = -1074;

    /** The same number with an odd whole part; zero has exponent 0. */
    Dyadic reduced() {
        if (whole.signum() == 0) {
            return ZERO;
        }
        int zeros = whole.getLowestSetBit();
        return new Dyadic(whole.shiftRight(zeros), exponent + zeros);
    }

    Dyadic times(Dyadic other) {
        return new Dyadic(whole.multiply(other.whole), exponent + other.exponent);
    }

    Dyadic times(long factor) {
        return new Dyadic(whole.multiply(BigInteger.valueOf(factor)), exponent);
    }

    Dyadic minus(Dyadic other) {
        int least = Math.min(exponent, other.exponent);
        return new Dyadic(
                whole.shiftLeft(exponent - least).subtract(other.whole.shiftLeft(other.exponent - least)), least);
    }

    /** The double nearest to this number by the divisor, ties to even; infinite beyond the largest double. */
    double by(BigInteger divisor) {
        if (whole.signum() == 0) {
            return 0;
        }
        BigInteger size = whole.abs();
        // a quotient of 65 bits or more, with a last bit that stands for all that is below it
        int shift = Math.max(0, 65 - (size.bitLength() - divisor.bitLength()));
        BigInteger[] parts = size.shiftLeft(shift).divideAndRemainder(divisor);
        BigInteger quotient = parts[0].shiftLeft(1);
        if (parts[1].signum() != 0) {
            quotient = quotient.setBit(0);
        }
        int unit = exponent - shift - 1;
        int drop = Math.max(quotient.bitLength() - PRECISION, LEAST_EXPONENT - unit);
        BigInteger kept = quotient.shiftRight(drop);
        boolean half = quotient.testBit(drop - 1);
        if (half && (kept.testBit(0) || quotient.getLowestSetBit() < drop - 1)) {
            kept = kept.add(BigInteger.ONE);
        }
        double rounded = Math.scalb(kept.doubleValue(), unit + drop);
        return whole.signum() < 0 ? -rounded : rounded;
    }

    /** As {@link ExactSum#toString} writes it. */
    String hex() {
        Dyadic r = reduced();
        return (r.whole.signum() < 0 ? "-" : "") + "0x" + r.whole.abs().toString(16) + "p" + r.exponent;
    }
}
