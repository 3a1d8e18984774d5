package io.clientele.attribution;

import io.clientele.core.Accumulator;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often each path led to a conversion, to how much value, and to nothing: counts of distinct paths that can be added to,
 * merged, and taken away from.
 *
 * <p>The result depends on what was added and taken away, and on nothing else: any order, any split into shards and any order
 * of merging give equal tables, to the byte when written. Adding a customer's journeys and subtracting them later (erasure,
 * a sliding window) gives the table without that customer. This holds because counts are whole numbers and value is summed
 * exactly, as a whole number of 2<sup>-64</sup>.
 *
 * <ul>
 *   <li>An empty path, a negative count, a negative, infinite or NaN value, or a value above 1e15 in one call is refused.
 *   <li>A value without a conversion is refused.
 *   <li>A path whose counts are all 0 is not kept; a channel that is on no path any more is dropped from the result.
 *   <li>Taking away more than there is changes nothing and is refused with the path.
 * </ul>
 *
 * <p>Adding costs O(touches). Memory: 24 bytes for each distinct path, 5 to 11 for its hash slot, and 2 for each of its touches; 4 more
 * for each of its counts and its value where that exceeds 2<sup>32</sup>. Paths lie in pages, so that growing copies and
 * spares little. Belongs to one thread at a time.
 *
 * <pre>{@code
 * PathCounts counts = PathCounts.create();
 * counts.add(List.of("search", "email"), 3, 210.0, 40);
 * counts.add(List.of("email"), 1, 35.0, 12);
 * PathTable paths = counts.result();
 * }</pre>
 */
public final class PathCounts implements Accumulator<PathTable, PathCounts, PathTable> {

    private final Channels channels = new Channels();
    private final PathIndex index = new PathIndex();
    private final CountColumn conversions = new CountColumn();
    private final CountColumn nulls = new CountColumn();
    private final CountColumn high = new CountColumn();
    private final FractionColumn low = new FractionColumn();
    private char[] path = new char[16];

    private PathCounts() {}

    /** {@return counts of no paths yet} */
    public static PathCounts create() {
        return new PathCounts();
    }

    /**
     * The code under which {@link #add(int[], int, int, long, double, long)} knows a channel; codes are given in the order in
     * which channels are first seen here.
     *
     * @param channel its name
     * @return its code
     */
    public int code(String channel) {
        return channels.code(channel);
    }

    /**
     * Adds journeys that took the same path.
     *
     * @param touches channels in order of time, at least one
     * @param converted how many of the journeys ended in a conversion
     * @param value what these conversions were worth in all
     * @param unconverted how many of the journeys ended without
     */
    public void add(List<String> touches, long converted, double value, long unconverted) {
        require(touches.size());
        for (int i = 0; i < touches.size(); i++) {
            path[i] = (char) channels.code(touches.get(i));
        }
        add(touches.size(), converted, value, unconverted);
    }

    /**
     * Adds journeys that took the same path, by the codes of its channels.
     *
     * @param touches codes from {@link #code}
     * @param from first touch of the path
     * @param to one past its last touch
     * @param converted how many of the journeys ended in a conversion
     * @param value what these conversions were worth in all
     * @param unconverted how many of the journeys ended without
     */
    public void add(int[] touches, int from, int to, long converted, double value, long unconverted) {
        require(to - from);
        for (int i = from; i < to; i++) {
            if (touches[i] < 0 || touches[i] >= channels.size()) {
                throw new IllegalArgumentException("touch " + (i - from) + ": there is no channel " + touches[i]
                        + "; ask code(name) for it first");
            }
            path[i - from] = (char) touches[i];
        }
        add(to - from, converted, value, unconverted);
    }

    /** Adds the counts of a row of a table under another path, value to the last bit. */
    void add(List<String> touches, PathTable table, int row) {
        require(touches.size());
        for (int i = 0; i < touches.size(); i++) {
            path[i] = (char) channels.code(touches.get(i));
        }
        put(touches.size(), table.conversions(row), table.nulls(row), table.valueHigh(row), table.valueLow(row));
    }

    private void require(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("the path is empty; a journey needs at least one touch");
        }
        if (path.length < length) {
            path = new char[Math.max(length, 2 * path.length)];
        }
    }

    private void add(int length, long converted, double value, long unconverted) {
        Check.atLeast("conversions", converted, 0);
        Check.atLeast("nulls", unconverted, 0);
        Check.atLeast("value", value, 0.0);
        if (value > FixedPoint.LARGEST) {
            throw new IllegalArgumentException("value must be at most 1e15, got " + value);
        }
        if (value > 0 && converted == 0) {
            throw new IllegalArgumentException(
                    "value " + value + " comes without a conversion; a null journey is worth nothing");
        }
        if (converted == 0 && unconverted == 0) {
            return;
        }
        put(length, converted, unconverted, FixedPoint.high(value), FixedPoint.low(value));
    }

    private void put(int length, long converted, long unconverted, long valueHigh, long valueLow) {
        int at = index.findOrAdd(path, length);
        conversions.reach(at);
        nulls.reach(at);
        high.reach(at);
        low.reach(at);
        long c = conversions.get(at) + converted;
        long n = nulls.get(at) + unconverted;
        long l = low.get(at) + valueLow;
        long h = high.get(at) + valueHigh + FixedPoint.carry(l, valueLow);
        if (c < 0 || n < 0 || c + n < 0 || h < 0) {
            throw new IllegalArgumentException("the counts or the value of one path exceed 64 bits");
        }
        conversions.set(at, c);
        nulls.set(at, n);
        high.set(at, h);
        low.set(at, l);
    }

    @Override
    public void add(PathTable rows, int from, int to) {
        int[] codes = codes(rows.channels());
        for (int row = from; row < to; row++) {
            int length = load(rows, row, codes);
            put(length, rows.conversions(row), rows.nulls(row), rows.valueHigh(row), rows.valueLow(row));
        }
    }

    /**
     * Adds a whole table.
     *
     * @param table of paths; may hold other channels
     */
    public void add(PathTable table) {
        add(table, 0, table.paths());
    }

    @Override
    public void merge(PathCounts later) {
        add(later.result());
    }

    /**
     * Takes a table's journeys away, as if they had never been added.
     *
     * @param table paths and counts that are all in here
     * @throws IllegalArgumentException if it holds more of a path than there is here; then nothing was changed
     */
    public void subtract(PathTable table) {
        int[] codes = codes(table.channels());
        int[] at = new int[table.paths()];
        for (int row = 0; row < at.length; row++) {
            at[row] = index.find(path, load(table, row, codes));
            long c = at[row] < 0 ? 0 : conversions.get(at[row]);
            long n = at[row] < 0 ? 0 : nulls.get(at[row]);
            refuseMore(table, row, "conversions", table.conversions(row), c);
            refuseMore(table, row, "nulls", table.nulls(row), n);
            boolean last = c == table.conversions(row);
            long h = at[row] < 0 ? 0 : high.get(at[row]);
            long l = at[row] < 0 ? 0 : low.get(at[row]);
            int order = Long.compare(table.valueHigh(row), h);
            order = order == 0 ? Long.compareUnsigned(table.valueLow(row), l) : order;
            if (order > 0 || (last && order < 0)) {
                throw new IllegalArgumentException(
                        "path '" + String.join(" > ", table.path(row)) + "': can't take away value "
                                + table.value(row) + " with " + table.conversions(row) + " conversions, there are "
                                + FixedPoint.value(h, l) + " with " + c);
            }
        }
        for (int row = 0; row < at.length; row++) {
            int i = at[row];
            conversions.set(i, conversions.get(i) - table.conversions(row));
            nulls.set(i, nulls.get(i) - table.nulls(row));
            long borrow = Long.compareUnsigned(low.get(i), table.valueLow(row)) < 0 ? 1 : 0;
            low.set(i, low.get(i) - table.valueLow(row));
            high.set(i, high.get(i) - table.valueHigh(row) - borrow);
        }
    }

    private static void refuseMore(PathTable table, int row, String what, long taken, long there) {
        if (taken > there) {
            throw new IllegalArgumentException("path '" + String.join(" > ", table.path(row)) + "': can't take away "
                    + taken + " " + what + ", there are " + there);
        }
    }

    private int[] codes(List<String> names) {
        int[] codes = new int[names.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = channels.code(names.get(i));
        }
        return codes;
    }

    private int load(PathTable table, int row, int[] codes) {
        int length = table.length(row);
        require(length);
        for (int i = 0; i < length; i++) {
            path[i] = (char) codes[table.channel(row, i)];
        }
        return length;
    }

    /** {@return the distinct paths with counts above 0, in the order of their channels' names} */
    @Override
    public PathTable result() {
        int[] kept = new int[index.size()];
        int size = 0;
        boolean[] used = new boolean[channels.size()];
        for (int i = 0; i < kept.length; i++) {
            if (conversions.get(i) > 0 || nulls.get(i) > 0) {
                kept[size++] = i;
                index.markChannels(i, used);
            }
        }
        List<String> names = new ArrayList<>();
        for (int code = 0; code < used.length; code++) {
            if (used[code]) {
                names.add(channels.name(code));
            }
        }
        names.sort(null);
        char[] codes = new char[channels.size()];
        for (int i = 0; i < names.size(); i++) {
            codes[channels.code(names.get(i))] = (char) i;
        }
        return index.sorted(Arrays.copyOf(kept, size), codes, names, conversions, nulls, high, low);
    }

    /** Bytes held beside the channels' names. */
    long bytes() {
        return index.bytes() + conversions.bytes() + nulls.bytes() + high.bytes() + low.bytes() + 2L * path.length;
    }

    @Override
    public String toString() {
        return "PathCounts[" + index.size() + " paths, " + channels.size() + " channels]";
    }
}
