package io.clientele.core.io;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Objects;

/**
 * How times are written in a source, and in which zone those are that do not say.
 *
 * <ul>
 *   <li>The zone is UTC unless stated by {@link #withZone}; a time that carries its own offset keeps it.
 *   <li>A date without a time of day is the start of that day. Times are kept to the millisecond.
 *   <li>Where clocks go forward, a time that was skipped moves on by as much; where they go back, the earlier instant counts.
 *   <li>A day that is not in the calendar, such as 30 February, is refused, not moved.
 *   <li>Columns that a database types as a date or timestamp need no format, only the zone.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * TimeFormat british = TimeFormat.pattern("dd/MM/yyyy HH:mm").withZone(ZoneId.of("Europe/London"));
 * }</pre>
 */
public final class TimeFormat {

    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2026, 3, 1, 10, 15, 30, 0, ZoneOffset.UTC);

    enum Kind {
        GUESS,
        ISO,
        PATTERN,
        SECONDS,
        MILLIS
    }

    private record Options(Kind kind, String pattern, ZoneId zone) {}

    private final Options o;

    private TimeFormat(Options o) {
        this.o = o;
    }

    /**
     * Told from the first hundred rows of a CSV: ISO-8601, seconds or milliseconds since 1970, or digits in a usual order with
     * slashes, points or dashes. What was told is in the {@link ReadReport}; where day and month cannot be told apart, the
     * reading stops and asks. Text columns of a database are read as ISO-8601. The default.
     *
     * @return the format
     */
    public static TimeFormat guess() {
        return of(Kind.GUESS, "");
    }

    /**
     * ISO-8601: {@code 2026-03-01}, {@code 2026-03-01T10:15}, with seconds, with a fraction, with {@code Z} or an offset; a space
     * instead of the T will do.
     *
     * @return the format
     */
    public static TimeFormat iso() {
        return of(Kind.ISO, "");
    }

    /** {@return seconds since 1970 in UTC, with or without decimals} */
    public static TimeFormat epochSeconds() {
        return of(Kind.SECONDS, "");
    }

    /** {@return milliseconds since 1970 in UTC} */
    public static TimeFormat epochMillis() {
        return of(Kind.MILLIS, "");
    }

    /**
     * A pattern of {@link DateTimeFormatter}, with English names and strict about the calendar.
     *
     * @param pattern that holds at least year, month and day, such as {@code "dd/MM/yyyy HH:mm"}
     * @return the format
     * @throws IllegalArgumentException if it is not a pattern, or names no date
     */
    public static TimeFormat pattern(String pattern) {
        Objects.requireNonNull(pattern, "pattern");
        try {
            DateTimeFormatter formatter = formatter(pattern);
            String sample = SAMPLE.format(formatter);
            TemporalAccessor read = formatter.parse(sample);
            boolean wholeTime = read.query(TemporalQueries.localTime()) != null
                    || SAMPLE.plusHours(1).plusMinutes(1).format(formatter).equals(sample);
            if (read.query(TemporalQueries.localDate()) != null && wholeTime) {
                return of(Kind.PATTERN, pattern);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "time pattern '" + pattern + "' cannot be used: " + e.getMessage()
                            + "; a pattern is such as dd/MM/yyyy HH:mm",
                    e);
        }
        throw new IllegalArgumentException("time pattern '" + pattern
                + "' must hold year, month and day, and the hour if it holds minutes, such as dd/MM/yyyy"
                + " HH:mm");
    }

    private static TimeFormat of(Kind kind, String pattern) {
        return new TimeFormat(new Options(kind, pattern, ZoneOffset.UTC));
    }

    /**
     * Sets the zone of times that do not carry one.
     *
     * @param zone such as {@code ZoneId.of("Europe/London")}
     * @return a new format
     */
    public TimeFormat withZone(ZoneId zone) {
        return new TimeFormat(new Options(o.kind, o.pattern, Objects.requireNonNull(zone, "zone")));
    }

    /** {@return the zone of times that do not carry one} */
    public ZoneId zone() {
        return o.zone;
    }

    Kind kind() {
        return o.kind;
    }

    String pattern() {
        return o.pattern;
    }

    /** The pattern's formatter; years are read without an era, which strict reading would ask for. */
    static DateTimeFormatter formatter(String pattern) {
        StringBuilder proleptic = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            proleptic.append(c == 'y' && !quoted ? 'u' : c);
        }
        return DateTimeFormatter.ofPattern(proleptic.toString(), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeFormat that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        String what = switch (o.kind) {
            case GUESS -> "told from the first rows";
            case ISO -> "ISO-8601";
            case PATTERN -> "pattern " + o.pattern;
            case SECONDS -> "seconds since 1970";
            case MILLIS -> "milliseconds since 1970";
        };
        boolean absolute = o.kind == Kind.SECONDS || o.kind == Kind.MILLIS;
        return absolute ? what + " in UTC" : what + ", zone " + (o.zone.equals(ZoneOffset.UTC) ? "UTC" : o.zone);
    }
}
