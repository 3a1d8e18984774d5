package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts by the time of the trial, for arms whose rates change: sorted into buckets of equal width, so that old trials can count
 * less, or not at all.
 *
 * <p>Forgetting happens when the counts are read ({@link Weighting}), not when they are written. So counts stay whole numbers: adding up
 * what several servers counted gives the same in any order and grouping, and taking a part away leaves what was there before.
 *
 * <ul>
 *   <li>Buckets begin at whole multiples of the width since 1970; a trial and its success belong to the bucket of the trial, however late
 *       the success is known.
 *   <li>Counts may arrive in any order. Reading as of a time before the newest bucket is refused: a clock went backwards.
 *   <li>Counts of different widths cannot be put together.
 *   <li>Nothing is dropped by itself; {@link #since} drops what is too old to matter.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * TimedCounts counts = TimedCounts.of(Duration.ofHours(1)).plus(now, ArmCounts.of("banner", 3, 110));
 * BanditSnapshot snapshot = recipe.fit(Weighting.equal().withHalfLife(Duration.ofDays(3)).weigh(counts, now));
 * }</pre>
 */
public final class TimedCounts {

    private static final TimedCountsCodec CODEC = new TimedCountsCodec();

    private final long width;
    private final SortedMap<Long, ArmCounts> buckets;

    private TimedCounts(long width, SortedMap<Long, ArmCounts> buckets) {
        this.width = width;
        this.buckets = Collections.unmodifiableSortedMap(buckets);
    }

    /**
     * Counts of nothing.
     *
     * @param width of a bucket, at least a millisecond, in whole milliseconds; such that many buckets fit into the time in which rates change
     * @return the counts
     */
    public static TimedCounts of(Duration width) {
        return ofMillis(Check.atLeast("width in milliseconds", width.toMillis(), 1));
    }

    static TimedCounts ofMillis(long width) {
        return new TimedCounts(width, new TreeMap<>());
    }

    TimedCounts plusBucket(long bucket, ArmCounts counts) {
        TreeMap<Long, ArmCounts> all = new TreeMap<>(buckets);
        add(all, bucket, counts);
        return new TimedCounts(width, all);
    }

    private static void add(Map<Long, ArmCounts> all, long bucket, ArmCounts counts) {
        ArmCounts sum = all.getOrDefault(bucket, ArmCounts.empty()).plus(counts);
        if (sum.arms().isEmpty()) {
            all.remove(bucket);
        } else {
            all.put(bucket, sum);
        }
    }

    /**
     * Adds counts of one bucket.
     *
     * @param at any time in the bucket: when the units were shown the arms
     * @param counts of that time
     * @return the sum
     */
    public TimedCounts plus(Instant at, ArmCounts counts) {
        return plusBucket(Math.floorDiv(Check.time("at", at), width), counts);
    }

    /**
     * Adds what another server counted.
     *
     * @param other counts of other trials, of the same width
     * @return the sum
     */
    public TimedCounts plus(TimedCounts other) {
        return combine(other, other.buckets);
    }

    /**
     * Takes counts away.
     *
     * @param other counts of trials that are among these, of the same width
     * @return the difference
     */
    public TimedCounts minus(TimedCounts other) {
        TreeMap<Long, ArmCounts> negative = new TreeMap<>();
        other.buckets.forEach(
                (bucket, counts) -> negative.put(bucket, ArmCounts.empty().minus(counts)));
        return combine(other, negative);
    }

    private TimedCounts combine(TimedCounts other, SortedMap<Long, ArmCounts> theirs) {
        if (width != other.width) {
            throw new IllegalArgumentException("buckets must be of the same width, got " + width() + " and "
                    + other.width() + "; count with one width on all servers");
        }
        TreeMap<Long, ArmCounts> all = new TreeMap<>(buckets);
        theirs.forEach((bucket, counts) -> add(all, bucket, counts));
        return new TimedCounts(width, all);
    }

    /**
     * Only the buckets that end after a time.
     *
     * @param time before which nothing is needed any more
     * @return the newer part
     */
    public TimedCounts since(Instant time) {
        return new TimedCounts(width, new TreeMap<>(buckets.tailMap(Math.floorDiv(Check.time("time", time), width))));
    }

    /** {@return all counts together} */
    public ArmCounts total() {
        return buckets.values().stream().reduce(ArmCounts.empty(), ArmCounts::plus);
    }

    /** {@return the width of a bucket} */
    public Duration width() {
        return Duration.ofMillis(width);
    }

    long widthMillis() {
        return width;
    }

    /** By the number of the bucket: its beginning in milliseconds, divided by the width. */
    SortedMap<Long, ArmCounts> buckets() {
        return buckets;
    }

    /** The number of the bucket that a time lies in; refuses a time before the newest counts. */
    long bucketNow(Instant now) {
        long bucket = Math.floorDiv(Check.time("now", now), width);
        if (!buckets.isEmpty() && buckets.lastKey() > bucket) {
            throw new IllegalArgumentException("now (" + now + ") must not be before the newest counts, which are of "
                    + Instant.ofEpochMilli(buckets.lastKey() * width) + "; a clock went backwards");
        }
        return bucket;
    }

    /**
     * Writes the counts as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the counts as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads counts that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the counts
     */
    public static TimedCounts read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads counts that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the counts
     */
    public static TimedCounts read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimedCounts that && width == that.width && buckets.equals(that.buckets);
    }

    @Override
    public int hashCode() {
        return Objects.hash(width, buckets);
    }

    @Override
    public String toString() {
        return "TimedCounts[width=" + width() + ", buckets=" + buckets.size() + ", total=" + total() + "]";
    }
}
