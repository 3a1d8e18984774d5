package io.clientele.core.io;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads times of one column; remembers the last text, as lines of an order share their time. Not thread-safe. */
final class TimeParser {

    private static final long NONE = LocalTimes.NONE;

    private final TimeFormat format;
    private final LocalTimes zone;
    private final @Nullable DigitPattern digits;
    private final @Nullable DateTimeFormatter formatter;
    private char[] last = new char[0];
    private long lastMillis = NONE;

    TimeParser(TimeFormat format) {
        this.format = format;
        this.zone = new LocalTimes(format.zone());
        boolean pattern = format.kind() == TimeFormat.Kind.PATTERN;
        this.digits = pattern ? DigitPattern.of(format.pattern()) : null;
        this.formatter = pattern ? TimeFormat.formatter(format.pattern()) : null;
    }

    /** Milliseconds since 1970 in UTC, or {@link LocalTimes#NONE} if the text is not a time in this format. */
    long millis(char[] text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && text[from] <= ' ') {
            from++;
        }
        while (to > from && text[to - 1] <= ' ') {
            to--;
        }
        if (Arrays.equals(last, 0, last.length, text, from, to) && lastMillis != NONE) {
            return lastMillis;
        }
        long millis = read(text, from, to);
        last = Arrays.copyOfRange(text, from, to);
        lastMillis = millis;
        return millis;
    }

    long millis(String text) {
        char[] chars = text.toCharArray();
        return millis(chars, 0, chars.length);
    }

    private long read(char[] text, int from, int to) {
        return switch (format.kind()) {
            case PATTERN -> byPattern(text, from, to);
            case SECONDS -> since1970(NumberStyle.point().parse(text, from, to) * 1000);
            case MILLIS -> since1970(NumberStyle.point().parse(text, from, to));
            default -> IsoTime.millis(text, from, to, zone);
        };
    }

    /** Numbers beyond a long's range are as far from 1970 as its ends; the log refuses both. */
    static long since1970(double millis) {
        return Double.isNaN(millis) ? NONE : Math.max(Math.round(millis), NONE + 1);
    }

    private long byPattern(char[] text, int from, int to) {
        long millis = digits == null ? NONE : digits.millis(text, from, to, zone);
        if (millis != NONE || formatter == null) {
            return millis;
        }
        try {
            return instant(formatter.parse(new String(text, from, to - from)));
        } catch (DateTimeException notATime) {
            return NONE;
        }
    }

    private long instant(TemporalAccessor parsed) {
        if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            return parsed.getLong(ChronoField.INSTANT_SECONDS) * 1000 + parsed.get(ChronoField.MILLI_OF_SECOND);
        }
        LocalDate date = LocalDate.from(parsed);
        LocalTime time = parsed.query(TemporalQueries.localTime());
        LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
        ZoneId own = parsed.query(TemporalQueries.zone());
        return local.atZone(own == null ? format.zone() : own).toInstant().toEpochMilli();
    }
}
