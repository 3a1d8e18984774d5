package io.clientele.optimization.bandit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens on this server while it happens, from any number of threads.
 *
 * <p>Recording takes no lock and allocates nothing. {@link #counts} may be called at any time and never shows more successes than
 * trials for what was recorded by {@link #record} or in the order {@link #shown}, {@link #succeeded}.
 *
 * <ul>
 *   <li>An arm that was not {@link #add added}: refused, so that a misspelt name does not vanish in a count of its own.
 *   <li>An arm that the bandit no longer shows may still be recorded: late rewards are welcome.
 *   <li>Nothing is reset: publish {@code counts()} in a {@link ClusterCounts}, or the difference from the last one.
 * </ul>
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * RewardRecorder recorder = RewardRecorder.of("control", "banner");
 * recorder.record("banner", true);
 * ArmCounts counts = recorder.counts();
 * }</pre>
 */
public final class RewardRecorder {

    private static final class Cell {
        final LongAdder successes = new LongAdder();
        final LongAdder trials = new LongAdder();
    }

    private final ConcurrentHashMap<String, Cell> cells = new ConcurrentHashMap<>();

    private RewardRecorder() {}

    /**
     * Starts to count.
     *
     * @param arms names
     * @return a recorder that has counted nothing
     */
    public static RewardRecorder of(String... arms) {
        return of(List.of(arms));
    }

    /**
     * Starts to count.
     *
     * @param arms names
     * @return a recorder that has counted nothing
     */
    public static RewardRecorder of(Collection<String> arms) {
        RewardRecorder recorder = new RewardRecorder();
        arms.forEach(recorder::add);
        return recorder;
    }

    /**
     * Makes an arm known. An arm that is known already keeps its counts.
     *
     * @param arm name
     */
    public void add(String arm) {
        cells.computeIfAbsent(Objects.requireNonNull(arm, "arm"), name -> new Cell());
    }

    /**
     * Counts a trial whose outcome is known.
     *
     * @param arm that was shown
     * @param success whether what was hoped for happened
     */
    public void record(String arm, boolean success) {
        Cell cell = cell(arm);
        cell.trials.increment();
        if (success) {
            cell.successes.increment();
        }
    }

    /**
     * Counts a trial whose success, if any, comes later by {@link #succeeded}.
     *
     * @param arm that was shown
     */
    public void shown(String arm) {
        cell(arm).trials.increment();
    }

    /**
     * Counts the success of a trial that was counted before, here or on another server.
     *
     * @param arm that was shown
     */
    public void succeeded(String arm) {
        cell(arm).successes.increment();
    }

    /**
     * Takes back a trial that was recorded, when a customer asks to be forgotten.
     *
     * @param arm that was shown
     * @param success whether it had been counted as one
     */
    public synchronized void forget(String arm, boolean success) {
        Cell cell = cell(arm);
        cell.trials.decrement();
        if (success) {
            cell.successes.decrement();
        }
    }

    /** {@return what was counted so far} */
    public synchronized ArmCounts counts() {
        TreeMap<String, long[]> counts = new TreeMap<>();
        for (Map.Entry<String, Cell> entry : cells.entrySet()) {
            // successes first: whatever success is seen here, its trial was counted before
            long successes = entry.getValue().successes.sum();
            counts.put(
                    entry.getKey(),
                    new long[] {successes, entry.getValue().trials.sum()});
        }
        return ArmCounts.of(counts);
    }

    private Cell cell(String arm) {
        Cell cell = cells.get(Objects.requireNonNull(arm, "arm"));
        if (cell == null) {
            throw new IllegalArgumentException(
                    "arm '" + arm + "' is not known; arms are " + new TreeSet<>(cells.keySet()) + "; add it first");
        }
        return cell;
    }

    @Override
    public String toString() {
        return "RewardRecorder[" + counts() + "]";
    }
}
