package io.clientele.prediction.survival;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@link CurveCounts} of rows that all count once and are all at risk from the beginning. Whole numbers are counted in a table; other
 * times are sorted together with whether an event came, which fits in one number, as times have no sign. No row numbers, nothing is
 * gathered: 16 bytes a row while it runs.
 */
final class PlainCounts {

    /** Whole numbers up to this many times the rows are counted in a table. */
    private static final int SPREAD = 2;

    private static final int SMALL = 1 << 16;

    private PlainCounts() {}

    /**
     * Counts.
     *
     * @param times finite, at least 0, without negative zeros
     * @param events above 0 for an event
     */
    static CurveCounts of(double[] times, int[] events) {
        int[] seen = whole(times, events, null);
        return seen.length > 0 ? counted(seen, times.length) : sorted(times, events);
    }

    /** The same of some of the rows. */
    static CurveCounts of(double[] times, int[] events, int[] rows) {
        double[] ownTimes = new double[rows.length];
        int[] ownEvents = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            ownTimes[i] = times[rows[i]];
            ownEvents[i] = events[rows[i]];
        }
        return of(ownTimes, ownEvents);
    }

    /**
     * For each whole number the rows without and with the event, side by side.
     *
     * @param weights rows with 0 are left out
     * @return empty if some time is no small whole number
     */
    static int[] whole(double[] times, int[] events, double @Nullable [] weights) {
        int limit = (int) Math.min(Integer.MAX_VALUE / 4, Math.max(SMALL, (long) SPREAD * times.length));
        int[] seen = new int[2 * Math.min(limit, SMALL)];
        for (int i = 0; i < times.length; i++) {
            int time = (int) times[i];
            if (time != times[i] || time >= limit) {
                return new int[0];
            }
            if (2 * time >= seen.length) {
                seen = Arrays.copyOf(seen, 2 * Math.min(limit, Math.max(time + 1, seen.length)));
            }
            if (weights == null || weights[i] > 0) {
                seen[2 * time + (-events[i] >>> 31)]++; // the sign tells 0 from more
            }
        }
        return seen;
    }

    private static CurveCounts counted(int[] seen, int rows) {
        int distinct = 0;
        for (int v = 0; v < seen.length; v += 2) {
            distinct += (seen[v] | seen[v + 1]) == 0 ? 0 : 1;
        }
        double[] at = new double[distinct];
        double[] atRisk = new double[distinct];
        double[] events = new double[distinct];
        double[] censored = new double[distinct];
        int left = rows;
        int k = 0;
        for (int v = 0; v < seen.length; v += 2) {
            if ((seen[v] | seen[v + 1]) != 0) {
                at[k] = v >> 1;
                atRisk[k] = left;
                censored[k] = seen[v];
                events[k++] = seen[v + 1];
                left -= seen[v] + seen[v + 1];
            }
        }
        return new CurveCounts(at, atRisk, events, censored, rows, null);
    }

    private static CurveCounts sorted(double[] times, int[] codes) {
        int n = times.length;
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            keys[i] = Double.doubleToRawLongBits(times[i]) << 1 | -codes[i] >>> 31;
        }
        UnsignedSort.sort(keys);
        int distinct = n == 0 ? 0 : 1;
        for (int i = 1; i < n; i++) {
            distinct += keys[i] >>> 1 == keys[i - 1] >>> 1 ? 0 : 1;
        }
        double[] at = new double[distinct];
        double[] atRisk = new double[distinct];
        double[] events = new double[distinct];
        double[] censored = new double[distinct];
        int i = 0;
        for (int k = 0; k < distinct; k++) {
            long time = keys[i] >>> 1;
            int from = i;
            int with = 0;
            do {
                with += (int) keys[i] & 1;
                i++;
            } while (i < n && keys[i] >>> 1 == time);
            at[k] = Double.longBitsToDouble(time);
            atRisk[k] = n - from;
            events[k] = with;
            censored[k] = i - from - with;
        }
        return new CurveCounts(at, atRisk, events, censored, n, null);
    }
}
