package io.clientele.optimization.bandit;

import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each arm was shown and how often it succeeded: whole numbers, so that adding up what several servers counted gives
 * the same in any order and grouping, and taking a part away again leaves what was there before.
 *
 * <ul>
 *   <li>Arms are kept in the order of their names; an arm with no trial and no success is not kept.
 *   <li>Counts may be negative: a difference of two states, or what is to be forgotten.
 *   <li>A count above 2<sup>63</sup> - 1 is an error, not a wrap-around.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ArmCounts counts = ArmCounts.of("banner", 12, 400).plus(ArmCounts.of("video", 9, 380));
 * }</pre>
 */
public final class ArmCounts {

    private static final ArmCountsCodec CODEC = new ArmCountsCodec();
    private static final ArmCounts EMPTY = new ArmCounts(new String[0], new long[0], new long[0]);

    private final String[] names;
    private final long[] successes;
    private final long[] trials;

    private ArmCounts(String[] names, long[] successes, long[] trials) {
        this.names = names;
        this.successes = successes;
        this.trials = trials;
    }

    /** {@return counts of nothing} */
    public static ArmCounts empty() {
        return EMPTY;
    }

    /**
     * Counts of one arm.
     *
     * @param arm name
     * @param successes how often it succeeded; may be negative
     * @param trials how often it was shown; may be negative
     * @return the counts
     */
    public static ArmCounts of(String arm, long successes, long trials) {
        Objects.requireNonNull(arm, "arm");
        if (successes == 0 && trials == 0) {
            return EMPTY;
        }
        return new ArmCounts(new String[] {arm}, new long[] {successes}, new long[] {trials});
    }

    static ArmCounts of(SortedMap<String, long[]> counts) {
        counts.values().removeIf(c -> c[0] == 0 && c[1] == 0);
        return new ArmCounts(
                counts.keySet().toArray(String[]::new),
                counts.values().stream().mapToLong(c -> c[0]).toArray(),
                counts.values().stream().mapToLong(c -> c[1]).toArray());
    }

    /** {@return the names of the arms with a count, sorted} */
    public List<String> arms() {
        return List.of(names);
    }

    /**
     * How often an arm succeeded.
     *
     * @param arm name
     * @return the count; 0 for an arm that was never counted
     */
    public long successes(String arm) {
        int at = Arrays.binarySearch(names, arm);
        return at < 0 ? 0 : successes[at];
    }

    /**
     * How often an arm was shown.
     *
     * @param arm name
     * @return the count; 0 for an arm that was never counted
     */
    public long trials(String arm) {
        int at = Arrays.binarySearch(names, arm);
        return at < 0 ? 0 : trials[at];
    }

    /**
     * Adds what another server, or a later stretch, counted.
     *
     * @param other counts of other events
     * @return the sum
     */
    public ArmCounts plus(ArmCounts other) {
        return combine(other, 1);
    }

    /**
     * Takes counts away: what must be forgotten, or an earlier state so that the difference remains.
     *
     * @param other counts of events that are among these
     * @return the difference
     */
    public ArmCounts minus(ArmCounts other) {
        return combine(other, -1);
    }

    private ArmCounts combine(ArmCounts other, long sign) {
        TreeMap<String, long[]> all = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            all.put(names[i], new long[] {successes[i], trials[i]});
        }
        for (int i = 0; i < other.names.length; i++) {
            long[] c = all.computeIfAbsent(other.names[i], name -> new long[2]);
            try {
                c[0] = Math.addExact(c[0], Math.multiplyExact(sign, other.successes[i]));
                c[1] = Math.addExact(c[1], Math.multiplyExact(sign, other.trials[i]));
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                        "arm '" + other.names[i] + "': the counts add up to more than 2^63 - 1", e);
            }
        }
        return of(all);
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
    public static ArmCounts read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads counts that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the counts
     */
    public static ArmCounts read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArmCounts that
                && Arrays.equals(names, that.names)
                && Arrays.equals(successes, that.successes)
                && Arrays.equals(trials, that.trials);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(names) + Arrays.hashCode(successes)) + Arrays.hashCode(trials);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ArmCounts[");
        for (int i = 0; i < names.length; i++) {
            text.append(i == 0 ? "" : ", ").append(names[i]).append(" ").append(successes[i]);
            text.append(" of ").append(trials[i]);
        }
        return text.append("]").toString();
    }
}
