package io.clientele.core.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Times in milliseconds since 1970: whole seconds, which most shops keep, take 4 bytes each, anything finer 8. Immutable. */
final class TimeColumn {

    private static final long SECOND = 1000;

    private final int @Nullable [] seconds; // unsigned, after 1970
    private final long @Nullable [] millis;

    private TimeColumn(int @Nullable [] seconds, long @Nullable [] millis) {
        this.seconds = seconds;
        this.millis = millis;
    }

    /** Times already checked to lie between 1970 and 2100, which fits 32 bits of seconds; the array becomes the column's. */
    static TimeColumn of(long[] times) {
        boolean whole = true;
        for (long time : times) {
            whole &= time % SECOND == 0;
        }
        if (!whole) {
            return new TimeColumn(null, times);
        }
        int[] seconds = new int[times.length];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = (int) (times[i] / SECOND);
        }
        return new TimeColumn(seconds, null);
    }

    long get(int row) {
        if (seconds != null) {
            return Integer.toUnsignedLong(seconds[row]) * SECOND;
        }
        return millis == null ? 0 : millis[row];
    }

    /** The first row in {@code [from, to)} with a time of at least {@code time}, where times do not fall; {@code to} if none. */
    int firstAtOrAfter(int from, int to, long time) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    TimeColumn rows(int[] rows) {
        long[] picked = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = get(rows[i]);
        }
        return of(picked);
    }

    long bytes() {
        return seconds != null ? 4L * seconds.length : 8L * (millis == null ? 0 : millis.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeColumn that
                && Arrays.equals(seconds, that.seconds)
                && Arrays.equals(millis, that.millis);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(seconds) + Arrays.hashCode(millis);
    }
}
