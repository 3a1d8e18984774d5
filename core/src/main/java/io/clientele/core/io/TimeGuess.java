package io.clientele.core.io;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells how times are written from the first of them. */
final class TimeGuess {

    private static final List<String> DATES = List.of(
            "d/M/yyyy",
            "M/d/yyyy",
            "d/M/yy",
            "M/d/yy",
            "yyyy/M/d",
            "d.M.yyyy",
            "d.M.yy",
            "d-M-yyyy",
            "M-d-yyyy",
            "d MMM yyyy",
            "d-MMM-yyyy");
    private static final List<String> TIMES = List.of("", " H:mm", " H:mm:ss", " h:mm a", " h:mm:ss a");

    private TimeGuess() {}

    /**
     * The format that reads most of the texts, and more than half; a few bad ones are for their rows to tell.
     *
     * @throws IllegalArgumentException if there is none, or two read as many and differ
     */
    static TimeFormat of(String source, String column, List<String> texts, ZoneId zone) {
        List<String> given = texts.stream().filter(t -> !t.isBlank()).toList();
        TimeFormat iso = TimeFormat.iso().withZone(zone);
        if (given.isEmpty() || 2 * read(millis(iso, given)) > given.size()) {
            return iso;
        }
        TimeFormat best = null;
        TimeFormat rival = null;
        long[] times = {};
        long[] rivalTimes = {};
        int most = given.size() / 2;
        for (TimeFormat candidate : candidates(given.get(0))) {
            TimeFormat format = candidate.withZone(zone);
            long[] millis = millis(format, given);
            int read = read(millis);
            if (read > most) {
                best = format;
                times = millis;
                most = read;
                rival = null;
            } else if (best != null && read == most && !Arrays.equals(times, millis)) {
                rival = format;
                rivalTimes = millis;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException(source + ", column '" + column
                    + "': how times are written cannot be told from the first rows, such as '" + given.get(0)
                    + "'; state the time format");
        }
        if (rival != null) {
            throw new IllegalArgumentException(
                    source + ", column '" + column + "': '" + given.get(Arrays.mismatch(times, rivalTimes))
                            + "' may be " + best.pattern() + " or " + rival.pattern() + "; state the time format");
        }
        return best;
    }

    private static long[] millis(TimeFormat format, List<String> texts) {
        TimeParser parser = new TimeParser(format);
        return texts.stream().mapToLong(parser::millis).toArray();
    }

    private static int read(long[] millis) {
        return (int) Arrays.stream(millis).filter(m -> m != LocalTimes.NONE).count();
    }

    private static List<TimeFormat> candidates(String first) {
        if (first.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return switch (first.length()) {
                case 8 -> List.of(TimeFormat.pattern("yyyyMMdd"));
                case 9, 10 -> List.of(TimeFormat.epochSeconds());
                case 12, 13 -> List.of(TimeFormat.epochMillis());
                case 14 -> List.of(TimeFormat.pattern("yyyyMMddHHmmss"));
                default -> List.of();
            };
        }
        List<TimeFormat> all = new ArrayList<>();
        for (String date : DATES) {
            for (String time : TIMES) {
                all.add(TimeFormat.pattern(date + time));
            }
        }
        return all;
    }
}
