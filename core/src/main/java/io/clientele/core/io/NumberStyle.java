package io.clientele.core.io;

import java.util.Objects;

/**
 * How numbers are written in a source: which sign is the decimal one, and which, if any, groups thousands.
 *
 * <p>Stated, never guessed: {@code 1.234} is a thousand in one country and hardly more than one in the next.
 *
 * <ul>
 *   <li>Signs and exponents ({@code -1.5e3}) are read; white space around a number is ignored.
 *   <li>Thousands have to stand in groups of three ({@code 1,234,567.5}); {@code 1,23} is refused rather than read as 123.
 *   <li>Currency signs, {@code NaN}, {@code Infinity}, hexadecimal and Java suffixes are not numbers.
 *   <li>Every number is the double nearest to its text.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * NumberStyle german = NumberStyle.comma().withThousands('.');   // 1.234,50
 * }</pre>
 */
public final class NumberStyle {

    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long EXACT = 1L << 53;
    private static final char NO_THOUSANDS = 0;

    private record Options(char decimal, char thousands) {}

    private final Options o;

    private NumberStyle(Options o) {
        this.o = o;
    }

    /** {@return numbers with a decimal point and without thousands separators: 1234.5; the default everywhere} */
    public static NumberStyle point() {
        return new NumberStyle(new Options('.', NO_THOUSANDS));
    }

    /** {@return numbers with a decimal comma and without thousands separators: 1234,5} */
    public static NumberStyle comma() {
        return new NumberStyle(new Options(',', NO_THOUSANDS));
    }

    /**
     * Allows a sign between groups of thousands; numbers without it are still read.
     *
     * @param separator a comma, a point, an apostrophe, a space, ...; no digit, sign, letter, nor the decimal sign
     * @return a new style
     */
    public NumberStyle withThousands(char separator) {
        if (separator == o.decimal
                || Character.isLetterOrDigit(separator)
                || separator == '+'
                || separator == '-'
                || separator == NO_THOUSANDS) {
            throw new IllegalArgumentException("thousands separator must be a sign other than the decimal sign '"
                    + o.decimal + "', plus, minus, letters and digits, got '" + separator + "'");
        }
        return new NumberStyle(new Options(o.decimal, separator));
    }

    /** NaN when the text is not a finite number in this style. */
    double parse(String text) {
        char[] chars = text.toCharArray();
        return parse(chars, 0, chars.length);
    }

    /**
     * NaN when the text is not a finite number in this style. Up to 2^53 with at most 22 decimals, digits and power of ten are
     * both exact doubles, so that one division rounds once (Clinger 1990); the rest is left to the JDK.
     */
    double parse(char[] text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && isSpace(text[from])) {
            from++;
        }
        while (to > from && isSpace(text[to - 1])) {
            to--;
        }
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (negative || text[at] == '+')) {
            at++;
        }
        long digits = 0;
        int count = 0;
        int decimals = 0;
        boolean decimal = false;
        for (; at < to; at++) {
            char c = text[at];
            if (c >= '0' && c <= '9') {
                if (digits >= EXACT / 10 - 1) {
                    return slow(text, from, to);
                }
                digits = digits * 10 + (c - '0');
                count++;
                decimals += decimal ? 1 : 0;
            } else if (c == o.decimal && !decimal) {
                decimal = true;
            } else {
                return slow(text, from, to);
            }
        }
        if (count == 0 || decimals > 22) {
            return slow(text, from, to);
        }
        double value = decimals == 0 ? digits : digits / TENS[decimals];
        return negative ? -value : value;
    }

    private static boolean isSpace(char c) {
        return c <= ' ' || Character.isWhitespace(c);
    }

    private double slow(char[] text, int from, int to) {
        StringBuilder plain = new StringBuilder(to - from);
        int at = from;
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            plain.append(text[at++]);
        }
        int group = 0; // digits since the last thousands separator, or since the start
        boolean grouped = false;
        boolean digit = false;
        for (; at < to && text[at] != o.decimal && text[at] != 'e' && text[at] != 'E'; at++) {
            char c = text[at];
            if (c >= '0' && c <= '9') {
                plain.append(c);
                group++;
                digit = true;
            } else if (c == o.thousands && c != NO_THOUSANDS) {
                if (grouped ? group != 3 : group < 1 || group > 3) {
                    return Double.NaN;
                }
                grouped = true;
                group = 0;
            } else {
                return Double.NaN;
            }
        }
        if (grouped && group != 3) {
            return Double.NaN;
        }
        if (at < to && text[at] == o.decimal) {
            plain.append('.');
            for (at++; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
                plain.append(text[at]);
                digit = true;
            }
        }
        if (!digit || !exponent(text, at, to, plain)) {
            return Double.NaN;
        }
        double value = Double.parseDouble(plain.toString());
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    /** Whether the rest is nothing or an exponent, which is then appended. */
    private static boolean exponent(char[] text, int from, int to, StringBuilder into) {
        if (from == to) {
            return true;
        }
        int at = from;
        if (text[at] != 'e' && text[at] != 'E') {
            return false;
        }
        into.append('e');
        at++;
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            into.append(text[at++]);
        }
        int first = at;
        for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
            into.append(text[at]);
        }
        return at == to && at > first;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberStyle that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return Objects.hash(o);
    }

    @Override
    public String toString() {
        String decimal = o.decimal == '.' ? "decimal point" : "decimal comma";
        return decimal
                + (o.thousands == NO_THOUSANDS
                        ? ", no thousands separator"
                        : ", thousands separator '" + o.thousands + "'");
    }
}
