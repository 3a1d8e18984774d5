package io.clientele.attribution;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.model.ModelCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Distinct paths of channels with how often each converted, to what value, and how often it did not.
 *
 * <p>What every attribution method reads. Channels are in the order of their names and paths in the order of their channels, so
 * that equal data give equal tables however they were added up. Made by {@link PathCounts}. Immutable, thread-safe, equal by
 * value; 36 bytes a path and 2 a touch.
 *
 * <pre>{@code
 * PathCounts counts = PathCounts.create();
 * counts.add(List.of("search", "email"), 3, 210.0, 40);
 * PathTable paths = counts.result();
 * long conversions = paths.conversions();
 * }</pre>
 */
public final class PathTable {

    private final List<String> channels;
    private final char[] codes;
    private final int[] starts;
    private final long[] conversions;
    private final long[] nulls;
    private final long[] high;
    private final long[] low;
    private final long allConversions;
    private final long allNulls;
    private final double allValue;

    PathTable(
            List<String> channels,
            char[] codes,
            int[] starts,
            long[] conversions,
            long[] nulls,
            long[] high,
            long[] low) {
        this.channels = List.copyOf(channels);
        this.codes = codes;
        this.starts = starts;
        this.conversions = conversions;
        this.nulls = nulls;
        this.high = high;
        this.low = low;
        long c = 0;
        long n = 0;
        long h = 0;
        long l = 0;
        for (int i = 0; i < conversions.length; i++) {
            c = Math.addExact(c, conversions[i]);
            n = Math.addExact(n, nulls[i]);
            l += low[i];
            h = Math.addExact(h, high[i] + FixedPoint.carry(l, low[i]));
        }
        allConversions = c;
        allNulls = n;
        allValue = FixedPoint.value(h, l);
    }

    /** {@return how tables are written and read} */
    public static ModelCodec<PathTable> codec() {
        return new PathTableCodec();
    }

    /** {@return the names of the channels, in order; a channel's code is its place} */
    public List<String> channels() {
        return channels;
    }

    /** {@return how many distinct paths there are} */
    public int paths() {
        return conversions.length;
    }

    /** {@return conversions on all paths} */
    public long conversions() {
        return allConversions;
    }

    /** {@return journeys without conversion on all paths} */
    public long nulls() {
        return allNulls;
    }

    /** {@return journeys in all: conversions and nulls} */
    public long journeys() {
        return Math.addExact(allConversions, allNulls);
    }

    /** {@return value of all conversions} */
    public double value() {
        return allValue;
    }

    /**
     * Conversions on a path.
     *
     * @param path its number, from 0
     * @return how many journeys on it converted
     */
    public long conversions(int path) {
        return conversions[path];
    }

    /**
     * Journeys on a path that did not convert.
     *
     * @param path its number, from 0
     * @return how many
     */
    public long nulls(int path) {
        return nulls[path];
    }

    /**
     * Value of the conversions on a path.
     *
     * @param path its number, from 0
     * @return their value in all
     */
    public double value(int path) {
        return FixedPoint.value(high[path], low[path]);
    }

    long valueHigh(int path) {
        return high[path];
    }

    long valueLow(int path) {
        return low[path];
    }

    /**
     * How many touches a path has.
     *
     * @param path its number, from 0
     * @return at least 1
     */
    public int length(int path) {
        return starts[path + 1] - starts[path];
    }

    /** {@return the touches of the longest path; 0 without paths} */
    public int longest() {
        int longest = 0;
        for (int i = 0; i < paths(); i++) {
            longest = Math.max(longest, length(i));
        }
        return longest;
    }

    /**
     * A touch of a path.
     *
     * @param path its number, from 0
     * @param touch its place on the path, from 0
     * @return the code of the channel
     */
    public int channel(int path, int touch) {
        return codes[Objects.checkIndex(touch, length(path)) + starts[path]];
    }

    /**
     * Copies the touches of a path.
     *
     * @param path its number, from 0
     * @param target at least as long as the path
     * @return the path's length
     */
    public int copyPath(int path, int[] target) {
        int start = starts[path];
        int length = starts[path + 1] - start;
        for (int i = 0; i < length; i++) {
            target[i] = codes[start + i];
        }
        return length;
    }

    /**
     * The number of a path; a binary search.
     *
     * @param touches codes of channels in order of time
     * @param from first touch of the path
     * @param to one past its last touch
     * @return the number of the path, or -1 if it is not in the table
     */
    public int find(int[] touches, int from, int to) {
        Objects.checkFromToIndex(from, to, touches.length);
        int low = 0;
        int high = paths() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, touches, from, to);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private int compare(int path, int[] touches, int from, int to) {
        int length = length(path);
        for (int i = 0; i < Math.min(length, to - from); i++) {
            if (codes[starts[path] + i] != touches[from + i]) {
                return Integer.compare(codes[starts[path] + i], touches[from + i]);
            }
        }
        return Integer.compare(length, to - from);
    }

    /**
     * The channels of a path by name.
     *
     * @param path its number, from 0
     * @return its channels in order of time
     */
    public List<String> path(int path) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < length(path); i++) {
            names.add(channels.get(channel(path, i)));
        }
        return List.copyOf(names);
    }

    /**
     * The same paths and channels with other counts: a resample, a what-if. Paths and channels keep their numbers, also those
     * that no journey takes any more.
     *
     * @param newConversions one for each path, at least 0
     * @param newValue one for each path, at least 0, 0 where there is no conversion
     * @param newNulls one for each path, at least 0
     * @return a new table
     */
    public PathTable withCounts(long[] newConversions, double[] newValue, long[] newNulls) {
        int n = paths();
        Check.length("conversions", newConversions.length, n, "one count per path");
        Check.length("value", newValue.length, n, "one value per path");
        Check.length("nulls", newNulls.length, n, "one count per path");
        long[] newHigh = new long[n];
        long[] newLow = new long[n];
        for (int i = 0; i < n; i++) {
            Check.atLeast("conversions", newConversions[i], 0);
            Check.atLeast("nulls", newNulls[i], 0);
            Check.atLeast("value", newValue[i], 0.0);
            if (newValue[i] > FixedPoint.LARGEST || (newValue[i] > 0 && newConversions[i] == 0)) {
                throw new IllegalArgumentException(
                        "path " + i + ": value must be at most 1e15, and 0 without conversions, got " + newValue[i]
                                + " with " + newConversions[i] + " conversions");
            }
            newHigh[i] = FixedPoint.high(newValue[i]);
            newLow[i] = FixedPoint.low(newValue[i]);
        }
        return new PathTable(channels, codes, starts, newConversions.clone(), newNulls.clone(), newHigh, newLow);
    }

    /**
     * Splits the journeys at random into parts of about the same size, for scoring on journeys that were not learned from.
     * Paths may be in several parts. Value goes with the conversions of its path, evenly.
     *
     * @param folds how many parts, at least 2
     * @param seed any number
     * @return the parts
     */
    public List<PathTable> folds(int folds, long seed) {
        Check.atLeast("folds", folds, 2);
        RandomGenerator random = RandomStreams.stream(seed, "attribution.folds", 0);
        List<PathCounts> parts = new ArrayList<>();
        for (int f = 0; f < folds; f++) {
            parts.add(PathCounts.create());
        }
        for (int row = 0; row < paths(); row++) {
            long[] converted = dealt(conversions[row], folds, random);
            long[] lost = dealt(nulls[row], folds, random);
            for (int f = 0; f < folds; f++) {
                if (converted[f] + lost[f] > 0) {
                    double share = converted[f] == 0 ? 0 : (double) converted[f] / conversions[row];
                    parts.get(f).add(path(row), converted[f], value(row) * share, lost[f]);
                }
            }
        }
        return parts.stream().map(PathCounts::result).toList();
    }

    private static long[] dealt(long count, int folds, RandomGenerator random) {
        long[] parts = new long[folds];
        // whole rounds need no chance; at most 1,000 journeys of a path are dealt one by one
        long rounds = count > 1000 ? (count - 1000) / folds : 0;
        Arrays.fill(parts, rounds);
        for (long i = rounds * folds; i < count; i++) {
            parts[random.nextInt(folds)]++;
        }
        return parts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathTable that
                && channels.equals(that.channels)
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(codes, that.codes)
                && Arrays.equals(conversions, that.conversions)
                && Arrays.equals(nulls, that.nulls)
                && Arrays.equals(high, that.high)
                && Arrays.equals(low, that.low);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * channels.hashCode() + Arrays.hashCode(codes)) + Arrays.hashCode(conversions);
    }

    @Override
    public String toString() {
        return "PathTable[" + paths() + " paths, " + channels.size() + " channels, " + allConversions + " conversions, "
                + allNulls + " nulls]";
    }
}
