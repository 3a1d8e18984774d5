package io.clientele.core.io;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/** Turns fields of a calendar into instants, as java.time does, without an object a time where the zone has one offset. */
final class LocalTimes {

    /** No instant: the fields or the text are no time. */
    static final long NONE = Long.MIN_VALUE;

    private final ZoneRules rules;
    private final boolean fixed;
    private final long offsetSeconds;

    LocalTimes(ZoneId zone) {
        this.rules = zone.getRules();
        this.fixed = rules.isFixedOffset();
        this.offsetSeconds = fixed ? rules.getOffset(java.time.Instant.EPOCH).getTotalSeconds() : 0;
    }

    /**
     * The instant of a local date-time; in a gap of the clock it moves on by the gap, in an overlap the earlier one counts.
     *
     * @param localSeconds since 1970, as if in UTC
     * @param nanos of the second
     * @return milliseconds since 1970 in UTC
     */
    long millis(long localSeconds, int nanos) {
        long offset = fixed
                ? offsetSeconds
                : rules.getOffset(LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC))
                        .getTotalSeconds();
        return (localSeconds - offset) * 1000 + nanos / 1_000_000;
    }

    /** Seconds since 1970 as if in UTC, or {@link #NONE} if there is no such date or time of day. */
    static long localSeconds(int year, int month, int day, int hour, int minute, int second) {
        if (month < 1
                || month > 12
                || day < 1
                || (day > 28 && day > lengthOfMonth(year, month))
                || hour > 23
                || minute > 59
                || second > 59) {
            return NONE;
        }
        return epochDay(year, month, day) * 86_400 + hour * 3_600L + minute * 60L + second;
    }

    private static int lengthOfMonth(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since 1970 in the Gregorian calendar, for years 0 to 9999: months counted from March, so that leap days come last. */
    private static long epochDay(int year, int month, int day) {
        int y = month > 2 ? year : year - 1;
        int m = month > 2 ? month - 3 : month + 9;
        long era = Math.floorDiv(y, 400);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * m + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    /** The number that {@code digits} digits write, or -1 if others stand there. */
    static int number(char[] text, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
