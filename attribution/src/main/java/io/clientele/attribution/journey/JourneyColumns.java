package io.clientele.attribution.journey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Columns of journeys and their touches, growing while journeys are added. */
final class JourneyColumns {

    int journeys;
    int touches;
    int[] starts = new int[16];
    int[] touchChannels = new int[64];
    long[] touchTimes = new long[64];
    int[] touchRows = new int[64];
    int[] customer = new int[16];
    long[] ends = new long[16];
    boolean[] converted = new boolean[16];
    double[] value = new double[16];

    /** Adds a touch to the journey that comes next, after those with the same or an earlier time. */
    void touch(int channel, long time, int row) {
        if (touches == touchTimes.length) {
            int size = grown(touches);
            touchTimes = Arrays.copyOf(touchTimes, size);
            touchChannels = Arrays.copyOf(touchChannels, size);
            touchRows = Arrays.copyOf(touchRows, size);
        }
        int i = touches++;
        while (i > starts[journeys] && touchTimes[i - 1] > time) {
            touchTimes[i] = touchTimes[i - 1];
            touchChannels[i] = touchChannels[i - 1];
            touchRows[i] = touchRows[i - 1];
            i--;
        }
        touchTimes[i] = time;
        touchChannels[i] = channel;
        touchRows[i] = row;
    }

    /** How many touches the journey that comes next has so far. */
    int open() {
        return touches - starts[journeys];
    }

    void close(int whose, long end, boolean conversion, double worth) {
        if (journeys + 1 == starts.length) {
            int size = grown(starts.length);
            starts = Arrays.copyOf(starts, size);
            customer = Arrays.copyOf(customer, size);
            ends = Arrays.copyOf(ends, size);
            converted = Arrays.copyOf(converted, size);
            value = Arrays.copyOf(value, size);
        }
        customer[journeys] = whose;
        ends[journeys] = end;
        converted[journeys] = conversion;
        value[journeys] = worth;
        starts[++journeys] = touches;
    }

    private static int grown(int size) {
        if (size > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("a table holds at most 2^31 journeys and touches; split it by customer");
        }
        return (int) Math.min(Integer.MAX_VALUE - 16, size + (size >> 1) + 16L);
    }

    /**
     * A table of these journeys: channels that are on one, in the order of their names.
     *
     * @param names of the codes used here; all different
     * @param customers ids by the numbers used here
     */
    JourneyTable table(List<String> names, List<String> customers, JourneyReport report) {
        boolean[] used = new boolean[names.size()];
        for (int i = 0; i < touches; i++) {
            used[touchChannels[i]] = true;
        }
        List<String> sorted = new ArrayList<>();
        for (int code = 0; code < used.length; code++) {
            if (used[code]) {
                sorted.add(names.get(code));
            }
        }
        Collections.sort(sorted);
        int[] renamed = new int[names.size()];
        for (int code = 0; code < used.length; code++) {
            renamed[code] = Collections.binarySearch(sorted, names.get(code));
        }
        JourneyColumns copy = new JourneyColumns();
        copy.journeys = journeys;
        copy.touches = touches;
        copy.starts = Arrays.copyOf(starts, journeys + 1);
        copy.touchChannels = new int[touches];
        for (int i = 0; i < touches; i++) {
            copy.touchChannels[i] = renamed[touchChannels[i]];
        }
        copy.touchTimes = Arrays.copyOf(touchTimes, touches);
        copy.touchRows = Arrays.copyOf(touchRows, touches);
        copy.customer = Arrays.copyOf(customer, journeys);
        copy.ends = Arrays.copyOf(ends, journeys);
        copy.converted = Arrays.copyOf(converted, journeys);
        copy.value = Arrays.copyOf(value, journeys);
        return new JourneyTable(sorted, customers, copy, report);
    }
}
