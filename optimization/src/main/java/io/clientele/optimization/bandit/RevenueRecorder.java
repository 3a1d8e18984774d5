package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.ExactMoments;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what visitors spend, on this server while it happens, from any number of threads.
 *
 * <p>A trial without an order takes no lock and allocates nothing; an order locks its arm's sums for the time of two additions.
 * {@link #counts} may be called at any time and never shows an order without its trial, for what was recorded by {@link #record} or in the order
 * {@link #shown}, {@link #bought}.
 *
 * <ul>
 *   <li>An arm that was not {@link #add added}: refused, so that a misspelt name does not vanish in a count of its own.
 *   <li>An order must be worth more than 0; 0 or less, NaN and amounts beyond all shops are refused.
 *   <li>Nothing is reset: publish {@code counts()} as it is in a {@link ClusterRevenue}, or the difference from the last one.
 * </ul>
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * RevenueRecorder recorder = RevenueRecorder.of("control", "banner");
 * recorder.record("banner", 0);
 * recorder.record("banner", 49.90);
 * }</pre>
 */
public final class RevenueRecorder {

    private static final class Cell {
        final LongAdder trials = new LongAdder();
        final ExactMoments orders = ExactMoments.create();

        synchronized void bought(double value) {
            orders.add(value);
        }

        synchronized void forget(double value) {
            ExactMoments one = ExactMoments.create();
            one.add(value);
            orders.subtract(one);
        }

        synchronized ExactMoments copy() {
            return orders.copy();
        }
    }

    private final ConcurrentHashMap<String, Cell> cells = new ConcurrentHashMap<>();

    private RevenueRecorder() {}

    /**
     * Starts to count.
     *
     * @param arms names
     * @return a recorder that has counted nothing
     */
    public static RevenueRecorder of(String... arms) {
        return of(List.of(arms));
    }

    /**
     * Starts to count.
     *
     * @param arms names
     * @return a recorder that has counted nothing
     */
    public static RevenueRecorder of(Collection<String> arms) {
        RevenueRecorder recorder = new RevenueRecorder();
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
     * @param value of the order; 0 if nothing was bought
     */
    public void record(String arm, double value) {
        Cell cell = cell(arm);
        if (value != 0) {
            RevenueCounts.orderValue(arm, value);
        }
        cell.trials.increment();
        if (value != 0) {
            cell.bought(value);
        }
    }

    /**
     * Counts a trial whose order, if any, comes later by {@link #bought}.
     *
     * @param arm that was shown
     */
    public void shown(String arm) {
        cell(arm).trials.increment();
    }

    /**
     * Counts the order of a trial that was counted before, here or on another server.
     *
     * @param arm that was shown
     * @param value of the order, above 0
     */
    public void bought(String arm, double value) {
        cell(arm).bought(RevenueCounts.orderValue(arm, value));
    }

    /**
     * Takes back a trial that was recorded here, when a customer asks to be forgotten.
     *
     * @param arm that was shown
     * @param value of the order that was counted with it; 0 if none
     */
    public synchronized void forget(String arm, double value) {
        Cell cell = cell(arm);
        Check.atLeast("trials of arm '" + arm + "' before one is forgotten", cell.trials.sum(), 1L);
        if (value != 0) {
            cell.forget(RevenueCounts.orderValue(arm, value));
        }
        cell.trials.decrement();
    }

    /** {@return what was counted so far} */
    public synchronized RevenueCounts counts() {
        RevenueCounts counts = RevenueCounts.empty();
        for (Map.Entry<String, Cell> entry : cells.entrySet()) {
            // orders first: whatever order is seen here, its trial was counted before
            ExactMoments orders = entry.getValue().copy();
            counts = counts.plus(
                    RevenueCounts.of(entry.getKey(), entry.getValue().trials.sum(), orders));
        }
        return counts;
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
        return "RevenueRecorder[" + counts() + "]";
    }
}
