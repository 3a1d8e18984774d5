package io.clientele.core.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A date pattern that holds digits and fixed signs only, such as {@code dd/MM/yyyy HH:mm}, read by hand. What it cannot read is
 * left to the formatter, so it may accept less than that, never more or otherwise.
 */
final class DigitPattern {

    private static final String FIELDS = "yMdHmsS";
    private static final int YEAR = 0;
    private static final int MONTH = 1;
    private static final int DAY = 2;
    private static final int HOUR = 3;
    private static final int MINUTE = 4;
    private static final int SECOND = 5;
    private static final int FRACTION = 6;

    /** One step: a field with least and most digits, or a sign that has to stand there (field -1). */
    private record Step(int field, int least, int most, char sign) {}

    private final Step[] steps;

    private DigitPattern(List<Step> steps) {
        this.steps = steps.toArray(Step[]::new);
    }

    /** The pattern, or null if it has more than digits and signs, or is not a date. */
    static @Nullable DigitPattern of(String pattern) {
        List<Step> steps = new ArrayList<>();
        boolean[] seen = new boolean[FIELDS.length()];
        boolean open = false; // the last step takes a varying number of digits
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            int run = i;
            while (run < pattern.length() && pattern.charAt(run) == c) {
                run++;
            }
            int length = run - i;
            int field = FIELDS.indexOf(c == 'u' ? 'y' : c);
            if (field >= 0) {
                boolean fixed = field == FRACTION || length == (field == YEAR ? 4 : 2);
                boolean varying = length == 1 && field != YEAR && field != FRACTION;
                if (seen[field] || open || (!fixed && !varying) || (field == FRACTION && length > 9)) {
                    return null;
                }
                seen[field] = true;
                open = varying;
                steps.add(varying ? new Step(field, 1, 2, ' ') : new Step(field, length, length, ' '));
            } else if (" -/.:,_".indexOf(c) >= 0 || "'T'".equals(quoted(pattern, i))) {
                boolean letter = c == '\'';
                steps.add(new Step(-1, 0, 0, letter ? 'T' : c));
                open = false;
                run = i + (letter ? 3 : 1);
            } else {
                return null;
            }
            i = run;
        }
        boolean date = seen[YEAR] && seen[MONTH] && seen[DAY];
        boolean nested =
                (seen[HOUR] || !seen[MINUTE]) && (seen[MINUTE] || !seen[SECOND]) && (seen[SECOND] || !seen[FRACTION]);
        return date && nested ? new DigitPattern(steps) : null;
    }

    private static String quoted(String pattern, int at) {
        return pattern.substring(at, Math.min(at + 3, pattern.length()));
    }

    /** Milliseconds since 1970, or {@link LocalTimes#NONE} where the formatter has to look. */
    long millis(char[] text, int from, int to, LocalTimes zone) {
        int year = 0;
        int month = 1;
        int day = 1;
        int hour = 0;
        int minute = 0;
        int second = 0;
        int nanos = 0;
        int at = from;
        for (Step step : steps) {
            if (step.field < 0) {
                if (at >= to || text[at] != step.sign) {
                    return LocalTimes.NONE;
                }
                at++;
                continue;
            }
            int digits = 0;
            int value = 0;
            while (digits < step.most && at < to && text[at] >= '0' && text[at] <= '9') {
                value = value * 10 + (text[at++] - '0');
                digits++;
            }
            if (digits < step.least) {
                return LocalTimes.NONE;
            }
            switch (step.field) {
                case YEAR -> year = value;
                case MONTH -> month = value;
                case DAY -> day = value;
                case HOUR -> hour = value;
                case MINUTE -> minute = value;
                case SECOND -> second = value;
                default -> {
                    nanos = value;
                    for (int i = step.least; i < 9; i++) {
                        nanos *= 10;
                    }
                }
            }
        }
        long local = at == to && year > 0
                ? LocalTimes.localSeconds(year, month, day, hour, minute, second)
                : LocalTimes.NONE;
        return local == LocalTimes.NONE ? LocalTimes.NONE : zone.millis(local, nanos);
    }
}
