package io.clientele.segmentation.lifecycle;

import io.clientele.core.Execution;
import io.clientele.core.data.Dictionary;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Proportions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where customers stand as of an instant, row by row in the order of their ids. Immutable and thread-safe; equal by value. */
public final class LifecycleStages {

    private static final LifecycleStage[] ALL = LifecycleStage.values();

    private final Instant asOf;
    private final List<String> customers;
    private final LifecycleStage[] stages;
    private final long[] since;
    private final Cadence[] cadences;

    private LifecycleStages(
            Instant asOf, List<String> customers, LifecycleStage[] stages, long[] since, Cadence[] cadences) {
        this.asOf = asOf;
        this.customers = customers;
        this.stages = stages;
        this.since = since;
        this.cadences = cadences;
    }

    static LifecycleStages of(Replay replay, Dictionary customers, long end, Execution execution) {
        int n = customers.size();
        @Nullable LifecycleStage[] stages = new LifecycleStage[n];
        long[] since = new long[n];
        Cadence[] cadences = new Cadence[n];
        Chunks.forEach(n, execution, (chunk, from, to) -> {
            for (int c = from; c < to; c++) {
                Course course = replay.run(c, end, (at, before, after) -> {});
                stages[c] = course.stage();
                since[c] = course.since();
                cadences[c] = course.cadence();
            }
        });
        List<String> ids = new ArrayList<>();
        LifecycleStage[] known = new LifecycleStage[n];
        int rows = 0;
        for (int c = 0; c < n; c++) {
            LifecycleStage stage = stages[c];
            if (stage != null) {
                ids.add(customers.id(c));
                known[rows] = stage;
                since[rows] = since[c];
                cadences[rows] = cadences[c];
                rows++;
            }
        }
        if (rows == 0) {
            throw new IllegalArgumentException("nobody has an event before " + Instant.ofEpochMilli(end)
                    + "; take a later cut-off or an earlier part of the logs");
        }
        return new LifecycleStages(
                Instant.ofEpochMilli(end),
                List.copyOf(ids),
                Arrays.copyOf(known, rows),
                Arrays.copyOf(since, rows),
                Arrays.copyOf(cadences, rows));
    }

    /** {@return the cut-off: events before it count} */
    public Instant asOf() {
        return asOf;
    }

    /** {@return the number of customers} */
    public int rows() {
        return customers.size();
    }

    /**
     * The id of a customer.
     *
     * @param row of the customer
     * @return the id
     */
    public String customer(int row) {
        return customers.get(row);
    }

    /**
     * The stage of a customer.
     *
     * @param row of the customer
     * @return its stage
     */
    public LifecycleStage stage(int row) {
        return stages[row];
    }

    /**
     * Since when a customer is in its stage.
     *
     * @param row of the customer
     * @return the instant of the last change
     */
    public Instant since(int row) {
        return Instant.ofEpochMilli(since[row]);
    }

    /**
     * What gaps are expected of a customer; of a prospect, those of the shop.
     *
     * @param row of the customer
     * @return expected gap and thresholds
     */
    public Cadence cadence(int row) {
        return cadences[row];
    }

    /**
     * How many customers are in a stage.
     *
     * @param stage wanted
     * @return the number
     */
    public int count(LifecycleStage stage) {
        int count = 0;
        for (LifecycleStage each : stages) {
            count += each == stage ? 1 : 0;
        }
        return count;
    }

    /**
     * The share of customers in a stage, as if these were a sample of more.
     *
     * @param stage wanted
     * @param confidence such as 0.95
     * @return Wilson interval
     */
    public Interval share(LifecycleStage stage, double confidence) {
        return Proportions.wilson(count(stage), rows(), Check.confidence(confidence));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LifecycleStages that
                && asOf.equals(that.asOf)
                && customers.equals(that.customers)
                && Arrays.equals(stages, that.stages)
                && Arrays.equals(since, that.since)
                && Arrays.equals(cadences, that.cadences);
    }

    @Override
    public int hashCode() {
        return 31 * customers.hashCode() + Arrays.hashCode(stages);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("LifecycleStages[" + asOf);
        for (LifecycleStage stage : ALL) {
            text.append(", ").append(count(stage)).append(' ').append(stage.label());
        }
        return text.append("]").toString();
    }
}
