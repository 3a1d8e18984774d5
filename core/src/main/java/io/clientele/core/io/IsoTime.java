package io.clientele.core.io;

/**
 * Reads ISO-8601 times: {@code 2026-03-01}, {@code 2026-03-01T10:15}, {@code 2026-03-01 10:15:30.123}, each with a time also with
 * {@code Z} or an offset such as {@code +01:00}.
 */
final class IsoTime {

    private IsoTime() {}

    /** Milliseconds since 1970, or {@link LocalTimes#NONE}. */
    static long millis(char[] text, int from, int to, LocalTimes zone) {
        int length = to - from;
        if (length < 10 || text[from + 4] != '-' || text[from + 7] != '-') {
            return LocalTimes.NONE;
        }
        int year = LocalTimes.number(text, from, 4);
        int month = LocalTimes.number(text, from + 5, 2);
        int day = LocalTimes.number(text, from + 8, 2);
        if ((year | month | day) < 0) {
            return LocalTimes.NONE;
        }
        if (length == 10) {
            return zoned(LocalTimes.localSeconds(year, month, day, 0, 0, 0), 0, zone);
        }
        if (length < 16 || (text[from + 10] != 'T' && text[from + 10] != ' ') || text[from + 13] != ':') {
            return LocalTimes.NONE;
        }
        int hour = LocalTimes.number(text, from + 11, 2);
        int minute = LocalTimes.number(text, from + 14, 2);
        int second = 0;
        int nanos = 0;
        int at = from + 16;
        if (to - at >= 3 && text[at] == ':') {
            second = LocalTimes.number(text, at + 1, 2);
            at += 3;
            if (at < to && text[at] == '.') {
                int digits = 0;
                for (at++; at < to && digits < 9 && text[at] >= '0' && text[at] <= '9'; at++, digits++) {
                    nanos = nanos * 10 + (text[at] - '0');
                }
                if (digits == 0) {
                    return LocalTimes.NONE;
                }
                for (; digits < 9; digits++) {
                    nanos *= 10;
                }
            }
        }
        if ((hour | minute | second) < 0) {
            return LocalTimes.NONE;
        }
        long local = LocalTimes.localSeconds(year, month, day, hour, minute, second);
        return at == to ? zoned(local, nanos, zone) : withOffset(local, nanos, text, at, to);
    }

    private static long zoned(long local, int nanos, LocalTimes zone) {
        return local == LocalTimes.NONE ? LocalTimes.NONE : zone.millis(local, nanos);
    }

    /** The rest is Z or an offset: +01, +0100, +01:00, +01:00:00. */
    private static long withOffset(long local, int nanos, char[] text, int from, int to) {
        if (local == LocalTimes.NONE) {
            return LocalTimes.NONE;
        }
        char sign = text[from];
        int length = to - from;
        if (sign == 'Z' && length == 1) {
            return local * 1000 + nanos / 1_000_000;
        }
        if ((sign != '+' && sign != '-') || length < 3) {
            return LocalTimes.NONE;
        }
        int hours = LocalTimes.number(text, from + 1, 2);
        int minutes = 0;
        int seconds = 0;
        if (length == 5) {
            minutes = LocalTimes.number(text, from + 3, 2);
        } else if (length == 6 || length == 9) {
            minutes = text[from + 3] == ':' ? LocalTimes.number(text, from + 4, 2) : -1;
            if (length == 9) {
                seconds = text[from + 6] == ':' ? LocalTimes.number(text, from + 7, 2) : -1;
            }
        } else if (length != 3) {
            return LocalTimes.NONE;
        }
        if ((hours | minutes | seconds) < 0 || hours > 18 || minutes > 59 || seconds > 59) {
            return LocalTimes.NONE;
        }
        long offset = hours * 3_600L + minutes * 60L + seconds;
        return (local + (sign == '-' ? offset : -offset)) * 1000 + nanos / 1_000_000;
    }
}
