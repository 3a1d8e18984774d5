package io.clientele.core.stats;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sum of doubles, and of products of two doubles, without any rounding until it is read.
 *
 * <p>The order of the numbers, how they were split over threads or servers, and what was added and taken away again in between make no
 * difference, not in the last bit: {@link #value} is the double nearest to the true sum, and {@link #toString} the true sum itself.
 *
 * <p>A number of 4,320 bits in 135 words of 32 bits, each kept in a {@code long} so that carries wait for 2,048 additions (Neal's small
 * superaccumulator, made wide enough for products).
 *
 * <ul>
 *   <li>NaN and infinite numbers are refused; -0.0 adds nothing.
 *   <li>Products neither overflow nor underflow: the sum of {@code 1e300 * 1e300} and its opposite is 0.
 *   <li>More than 2<sup>63</sup> additions are not foreseen.
 *   <li>The sum of no numbers is 0.
 * </ul>
 *
 * <p>Constant time a number or product; 1 kB, however many there are. Not thread-safe, also not for reading.
 *
 * <pre>{@code
 * ExactSum sum = ExactSum.of(1e100, 1, -1e100);
 * double one = sum.value();
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1505.05571">Neal (2015), Fast exact summation using small and large superaccumulators</a>
 */
public final class ExactSum {

    /** The exponent of the lowest bit: below 2^-2148, the product of the two smallest doubles; a multiple of 32. */
    private static final int LOWEST = -2176;

    /** Up to 2^2112, which holds 2^63 products of the largest double, and a word for the sign. */
    private static final int DIGITS = 135;

    private static final int HIGHEST = 2112;
    private static final long MASK = 0xFFFF_FFFFL;

    /** An addition adds less than 2^52 to a word, so that 2^11 of them and what was there stay below 2^63. */
    private static final int ROOM = 1 << 11;

    private static final long FRACTION = (1L << 52) - 1;
    private static final int SPECIAL = 0x7FF;
    private static final Pattern HEX = Pattern.compile("(-?)0x([0-9a-f]{1,1100})p(-?[0-9]{1,5})");

    private final long[] digits = new long[DIGITS];
    private int pending;

    private ExactSum() {}

    /** {@return a sum of no numbers yet} */
    public static ExactSum create() {
        return new ExactSum();
    }

    /**
     * The sum of an array.
     *
     * @param values finite
     * @return their sum
     */
    public static ExactSum of(double... values) {
        ExactSum sum = new ExactSum();
        for (double value : values) {
            sum.add(value);
        }
        return sum;
    }

    /**
     * Adds a number.
     *
     * @param value finite
     */
    public void add(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> 52) & SPECIAL;
        if (biased == SPECIAL) {
            throw refused(value);
        }
        long fraction = bits & FRACTION;
        if (biased == 0) {
            biased = 1;
        } else {
            fraction |= FRACTION + 1;
        }
        int place = biased - 1075 - LOWEST;
        int at = place >> 5;
        int shift = place & 31;
        long sign = bits >> 63;
        digits[at] += signed((fraction << shift) & MASK, sign);
        digits[at + 1] += signed(fraction >>> (32 - shift), sign);
        if (++pending == ROOM) {
            carry();
        }
    }

    /**
     * Adds a product, unrounded.
     *
     * @param a finite
     * @param b finite
     */
    public void addProduct(double a, double b) {
        long first = Double.doubleToRawLongBits(a);
        long second = Double.doubleToRawLongBits(b);
        int p = (int) (first >>> 52) & SPECIAL;
        int q = (int) (second >>> 52) & SPECIAL;
        if (p == SPECIAL || q == SPECIAL) {
            throw refused(p == SPECIAL ? a : b);
        }
        if (a == 0 || b == 0) {
            return;
        }
        long m = first & FRACTION;
        long n = second & FRACTION;
        if (p == 0) {
            p = 1;
        } else {
            m |= FRACTION + 1;
        }
        if (q == 0) {
            q = 1;
        } else {
            n |= FRACTION + 1;
        }
        int place = p + q - 2150 - LOWEST;
        int at = place >> 5;
        int shift = place & 31;
        long sign = (first ^ second) >> 63;
        long low = m * n;
        long high = Math.multiplyHigh(m, n); // 42 bits at most
        digits[at] += signed((low << shift) & MASK, sign);
        digits[at + 1] += signed((low >>> (32 - shift)) & MASK, sign);
        digits[at + 2] += signed(((high << shift) | (low >>> 1 >>> (63 - shift))) & MASK, sign);
        digits[at + 3] += signed(high >>> (32 - shift), sign);
        if (++pending == ROOM) {
            carry();
        }
    }

    /** The number, or its opposite when the sign is -1 and not 0. */
    private static long signed(long size, long sign) {
        return (size ^ sign) - sign;
    }

    private static IllegalArgumentException refused(double value) {
        return new IllegalArgumentException("value must be finite, got " + value);
    }

    /** Brings every word but the last, which has the sign, to 0 … 2^32 - 1: one form for one number. */
    private void carry() {
        for (int i = 0; i < DIGITS - 1; i++) {
            long up = digits[i] >> 32;
            digits[i] &= MASK;
            digits[i + 1] += up;
        }
        pending = 0;
    }

    private void settle() {
        if (pending > 0) {
            carry();
        }
    }

    /**
     * Takes over another sum.
     *
     * @param other left as it is
     */
    public void merge(ExactSum other) {
        settle();
        other.settle();
        for (int i = 0; i < DIGITS; i++) {
            digits[i] += other.digits[i];
        }
        carry();
    }

    /**
     * Takes another sum away, as if its numbers had never been added.
     *
     * @param other left as it is
     */
    public void subtract(ExactSum other) {
        settle();
        other.settle();
        for (int i = 0; i < DIGITS; i++) {
            digits[i] -= other.digits[i];
        }
        carry();
    }

    /** {@return the double nearest to the sum, ties to even; infinite if it is beyond the largest double} */
    public double value() {
        return dyadic().by(BigInteger.ONE);
    }

    /** {@return -1, 0 or 1: the sign of the sum} */
    public int signum() {
        return dyadic().whole().signum();
    }

    Dyadic dyadic() {
        settle();
        int from = 0;
        while (from < DIGITS - 1 && digits[from] == 0) {
            from++;
        }
        int words = DIGITS - 1 - from;
        byte[] bytes = new byte[8 + 4 * words];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (digits[DIGITS - 1] >> (56 - 8 * i));
        }
        for (int w = 0; w < words; w++) {
            for (int i = 0; i < 4; i++) {
                bytes[8 + 4 * w + i] = (byte) (digits[DIGITS - 2 - w] >> (24 - 8 * i));
            }
        }
        return new Dyadic(new BigInteger(bytes), LOWEST + 32 * from);
    }

    /** {@return a sum that starts from what this one holds now} */
    public ExactSum copy() {
        ExactSum copy = new ExactSum();
        System.arraycopy(digits, 0, copy.digits, 0, DIGITS);
        copy.pending = pending;
        return copy;
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @param text such as {@code -0x3p-1}
     * @return the sum
     */
    public static ExactSum parse(String text) {
        Matcher matcher = HEX.matcher(Objects.requireNonNull(text, "text"));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "an exact sum must be written as 0x<hexadecimal digits>p<exponent of two>, got '" + shown(text)
                            + "'");
        }
        BigInteger size = new BigInteger(matcher.group(2), 16);
        int exponent = Integer.parseInt(matcher.group(3));
        if (exponent < LOWEST || exponent + size.bitLength() > HIGHEST) {
            throw new IllegalArgumentException(
                    "an exact sum must lie within 2^" + LOWEST + " and 2^" + HIGHEST + ", got '" + shown(text) + "'");
        }
        ExactSum sum = new ExactSum();
        BigInteger rest = size.shiftLeft(exponent - LOWEST);
        for (int i = 0; rest.signum() != 0; i++) {
            sum.digits[i] = matcher.group(1).isEmpty() ? rest.longValue() & MASK : -(rest.longValue() & MASK);
            rest = rest.shiftRight(32);
        }
        sum.carry();
        return sum;
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ExactSum that)) {
            return false;
        }
        settle();
        that.settle();
        return Arrays.equals(digits, that.digits);
    }

    @Override
    public int hashCode() {
        settle();
        return Arrays.hashCode(digits);
    }

    /** {@return the sum itself, in hexadecimal: {@code -0x3p-1} is -1.5} */
    @Override
    public String toString() {
        return dyadic().hex();
    }
}
