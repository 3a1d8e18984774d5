package io.clientele.segmentation.cohort;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;

/** Periods one after the other, as milliseconds: period p is from {@code bounds[p]} to before {@code bounds[p + 1]}. */
final class Calendar {

    private static final int MOST_PERIODS = 1000;

    final LocalDate first;
    private final long[] bounds;

    private Calendar(LocalDate first, long[] bounds) {
        this.first = first;
        this.bounds = bounds;
    }

    /** The periods from the one that holds {@code earliest} to the one that holds {@code latest}. */
    static Calendar of(CohortPeriod period, ZoneId zone, long earliest, long latest) {
        LocalDate first =
                period.startOf(Instant.ofEpochMilli(earliest).atZone(zone).toLocalDate());
        long[] bounds = new long[MOST_PERIODS + 1];
        int n = 0;
        do {
            if (n > MOST_PERIODS) {
                throw new IllegalArgumentException("from " + first + " there are more than " + MOST_PERIODS
                        + " periods of one " + period + "; choose a longer period");
            }
            bounds[n] = period.plus(first, n).atStartOfDay(zone).toInstant().toEpochMilli();
        } while (bounds[n++] <= latest);
        return new Calendar(first, Arrays.copyOf(bounds, n));
    }

    int periods() {
        return bounds.length - 1;
    }

    /** The period that holds a time; -1 before the first, {@link #periods} after the last. */
    int period(long time) {
        int at = Arrays.binarySearch(bounds, time);
        return at >= 0 ? at : -at - 2;
    }

    /** When a period starts; that of the period after the last is the end. */
    long start(int period) {
        return bounds[period];
    }
}
