package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.ExactMoments;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often each arm was shown, how many orders came of it and what they were worth: whole numbers and exact sums, so that adding up
 * what several servers counted gives the same in any order and grouping, to the byte, and taking a part away again leaves what was there
 * before.
 *
 * <ul>
 *   <li>Arms are kept in the order of their names; an arm with no trial and no order is not kept.
 *   <li>An order is counted beside its trial, not instead of it: two orders of one visitor are two.
 *   <li>What is taken away must have been counted here; there are no negative counts.
 * </ul>
 *
 * <p>5 kB an arm, however many trials. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * RevenueCounts counts = RevenueCounts.of("banner", 400, 12.5, 30, 99.9).plus(RevenueCounts.of("video", 380, 45));
 * }</pre>
 */
public final class RevenueCounts {

    private static final RevenueCountsCodec CODEC = new RevenueCountsCodec();
    private static final RevenueCounts EMPTY = new RevenueCounts(new TreeMap<>());

    /** Of an arm. The moments are never changed. */
    record Cell(long trials, ExactMoments orders) {}

    private final SortedMap<String, Cell> cells;

    private RevenueCounts(SortedMap<String, Cell> cells) {
        this.cells = cells;
    }

    /** {@return counts of nothing} */
    public static RevenueCounts empty() {
        return EMPTY;
    }

    /**
     * Counts of one arm.
     *
     * @param arm name
     * @param trials how often it was shown, with or without an order, at least 0
     * @param orders the value of each order, above 0
     * @return the counts
     */
    public static RevenueCounts of(String arm, long trials, double... orders) {
        ExactMoments moments = ExactMoments.create();
        for (double order : orders) {
            moments.add(orderValue(arm, order));
        }
        return of(arm, trials, moments);
    }

    /**
     * Counts of one arm whose orders were added up elsewhere.
     *
     * @param arm name
     * @param trials how often it was shown, with or without an order, at least 0
     * @param orders the values; copied
     * @return the counts
     */
    public static RevenueCounts of(String arm, long trials, ExactMoments orders) {
        Objects.requireNonNull(arm, "arm");
        Check.atLeast("trials", trials, 0L);
        if (orders.paired() || (orders.count() > 0 && !(orders.mean() > 0))) {
            throw new IllegalArgumentException(
                    "arm '" + arm + "': orders must be single values, above 0 on average, got " + orders);
        }
        TreeMap<String, Cell> cells = new TreeMap<>();
        if (trials > 0 || orders.count() > 0) {
            cells.put(arm, new Cell(trials, orders.copy()));
        }
        return new RevenueCounts(cells);
    }

    static double orderValue(String arm, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("arm '" + arm + "': the value of an order must be above 0, got " + value
                    + "; record a visit without an order as a trial alone");
        }
        return Check.amount("the value of an order", value);
    }

    /** {@return the names of the arms with a count, sorted} */
    public List<String> arms() {
        return List.copyOf(cells.keySet());
    }

    /**
     * How often an arm was shown.
     *
     * @param arm name
     * @return the count; 0 for an arm that was never counted
     */
    public long trials(String arm) {
        Cell cell = cells.get(arm);
        return cell == null ? 0 : cell.trials;
    }

    /**
     * The values of an arm's orders.
     *
     * @param arm name
     * @return count, sum and squares; a copy, without numbers for an arm that was never counted
     */
    public ExactMoments orders(String arm) {
        Cell cell = cells.get(arm);
        return cell == null ? ExactMoments.create() : cell.orders.copy();
    }

    /**
     * Orders as successes, without their value: for policies that go by the rate of purchases alone.
     *
     * @return the counts
     */
    public ArmCounts purchases() {
        ArmCounts counts = ArmCounts.empty();
        for (Map.Entry<String, Cell> entry : cells.entrySet()) {
            Cell cell = entry.getValue();
            counts = counts.plus(ArmCounts.of(entry.getKey(), cell.orders.count(), cell.trials));
        }
        return counts;
    }

    /**
     * Adds what another server, or a later stretch, counted.
     *
     * @param other counts of other events
     * @return the sum
     */
    public RevenueCounts plus(RevenueCounts other) {
        TreeMap<String, Cell> all = new TreeMap<>(cells);
        other.cells.forEach((arm, cell) -> all.merge(arm, cell, (a, b) -> sum(arm, a, b)));
        return new RevenueCounts(all);
    }

    private static Cell sum(String arm, Cell a, Cell b) {
        ExactMoments orders = a.orders.copy();
        orders.merge(b.orders);
        try {
            return new Cell(Math.addExact(a.trials, b.trials), orders);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("arm '" + arm + "': the counts add up to more than 2^63 - 1", e);
        }
    }

    /**
     * Takes counts away: what must be forgotten, or an earlier state so that the difference remains.
     *
     * @param other counts of events that are among these
     * @return the difference
     * @throws IllegalArgumentException if more is taken away than there is
     */
    public RevenueCounts minus(RevenueCounts other) {
        TreeMap<String, Cell> all = new TreeMap<>(cells);
        other.cells.forEach((arm, cell) -> all.compute(arm, (name, here) -> difference(name, here, cell)));
        return new RevenueCounts(all);
    }

    private static @Nullable Cell difference(String arm, @Nullable Cell here, Cell away) {
        long trials = here == null ? 0 : here.trials;
        ExactMoments orders = here == null ? ExactMoments.create() : here.orders.copy();
        if (trials < away.trials || orders.count() < away.orders.count()) {
            throw new IllegalArgumentException(
                    "arm '" + arm + "': " + away.trials + " trials and " + away.orders.count()
                            + " orders cannot be taken away from " + trials + " and " + orders.count()
                            + "; they were not all counted here");
        }
        orders.subtract(away.orders);
        return trials == away.trials && orders.count() == 0 ? null : new Cell(trials - away.trials, orders);
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
    public static RevenueCounts read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads counts that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the counts
     */
    public static RevenueCounts read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RevenueCounts that && cells.equals(that.cells);
    }

    @Override
    public int hashCode() {
        return cells.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("RevenueCounts[");
        String between = "";
        for (Map.Entry<String, Cell> entry : cells.entrySet()) {
            Cell cell = entry.getValue();
            text.append(between).append(entry.getKey()).append(" ").append(cell.orders.count());
            text.append(" of ").append(cell.trials).append(" worth ");
            text.append(cell.orders.sum().value());
            between = ", ";
        }
        return text.append("]").toString();
    }
}
