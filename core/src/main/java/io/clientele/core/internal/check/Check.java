package io.clientele.core.internal.check;

import java.time.Instant;

/** Checks of arguments; each returns the value it accepted. */
public final class Check {

    private static final long YEAR_2100 = 4_102_444_800_000L;
    private static final double LARGEST_AMOUNT = 1e12;

    private Check() {}

    /**
     * Accepts whole numbers from a smallest one up.
     *
     * @param name of the argument
     * @param value given
     * @param minimum smallest allowed
     * @return the value
     */
    public static int atLeast(String name, int value, int minimum) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + " must be at least " + minimum + ", got " + value);
        }
        return value;
    }

    /**
     * Accepts whole numbers from a smallest one up.
     *
     * @param name of the argument
     * @param value given
     * @param minimum smallest allowed
     * @return the value
     */
    public static long atLeast(String name, long value, long minimum) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + " must be at least " + minimum + ", got " + value);
        }
        return value;
    }

    /**
     * Accepts finite numbers from a smallest one up.
     *
     * @param name of the argument
     * @param value given
     * @param minimum smallest allowed
     * @return the value
     */
    public static double atLeast(String name, double value, double minimum) {
        if (!(value >= minimum) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    name + " must be a finite number of at least " + plain(minimum) + ", got " + plain(value));
        }
        return value;
    }

    /**
     * Accepts whole numbers up to a largest one.
     *
     * @param name of the argument
     * @param value given
     * @param maximum largest allowed
     * @param what the maximum is, such as "the number of rows"
     * @return the value
     */
    public static int atMost(String name, int value, int maximum, String what) {
        if (value > maximum) {
            throw new IllegalArgumentException(name + " must be at most " + what + " (" + maximum + "), got " + value);
        }
        return value;
    }

    /**
     * Accepts numbers in a closed range.
     *
     * @param name of the argument
     * @param value given
     * @param minimum smallest allowed
     * @param maximum largest allowed
     * @return the value
     */
    public static double between(String name, double value, double minimum, double maximum) {
        if (!(value >= minimum && value <= maximum)) {
            throw new IllegalArgumentException(
                    name + " must be between " + plain(minimum) + " and " + plain(maximum) + ", got " + plain(value));
        }
        return value;
    }

    /**
     * Accepts finite numbers above 0.
     *
     * @param name of the argument
     * @param value given
     * @return the value
     */
    public static double positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number above 0, got " + plain(value));
        }
        return value;
    }

    /**
     * Accepts finite numbers.
     *
     * @param name of the argument
     * @param value given
     * @return the value
     */
    public static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite, got " + value);
        }
        return value;
    }

    /**
     * Accepts levels of confidence: above 0 and below 1.
     *
     * @param value given
     * @return the value
     */
    public static double confidence(double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "confidence must be above 0 and below 1, such as 0.95, got " + plain(value));
        }
        return value;
    }

    /**
     * Accepts arrays of a given length.
     *
     * @param name of the argument
     * @param length given
     * @param expected length
     * @param what the expected length is, such as "one value per feature"
     */
    public static void length(String name, int length, int expected, String what) {
        if (length != expected) {
            throw new IllegalArgumentException(name + " must have " + what + " (" + expected + "), got " + length);
        }
    }

    /**
     * Accepts times from 1970 to 2100; others are nearly always in another unit.
     *
     * @param name of the argument
     * @param millis milliseconds since 1970 in UTC
     * @return the value
     */
    public static long time(String name, long millis) {
        if (millis < 0 || millis >= YEAR_2100) {
            throw badTime(name, Instant.ofEpochMilli(millis));
        }
        return millis;
    }

    /**
     * Accepts times from 1970 to 2100.
     *
     * @param name of the argument
     * @param instant given
     * @return milliseconds since 1970 in UTC
     */
    public static long time(String name, Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds < 0 || seconds >= YEAR_2100 / 1000) {
            throw badTime(name, instant);
        }
        return instant.toEpochMilli();
    }

    private static IllegalArgumentException badTime(String name, Instant instant) {
        return new IllegalArgumentException(name + " must be from 1970-01-01 to before 2100-01-01, got " + instant
                + "; times are milliseconds since 1970 in UTC");
    }

    /**
     * Accepts amounts of money and quantities: finite, and small enough that cents are exact.
     *
     * @param name of the argument
     * @param value given
     * @return the value
     */
    public static double amount(String name, double value) {
        if (!(Math.abs(value) <= LARGEST_AMOUNT)) {
            throw new IllegalArgumentException(name
                    + (Double.isFinite(value)
                            ? " must be at most 1e12 in size, got " + value + "; is a separator or the unit wrong?"
                            : " must be a number, got " + value));
        }
        return value;
    }

    /**
     * Refuses data without rows.
     *
     * @param name of the data
     * @param rows it has
     */
    public static void hasRows(String name, long rows) {
        if (rows == 0) {
            throw new IllegalArgumentException(name + " has no rows; at least one is needed");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
