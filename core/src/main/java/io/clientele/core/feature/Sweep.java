package io.clientele.core.feature;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All customers as of all cut-offs: a first pass finds who has a row, so that a second can write every row to its place in a
 * table of the right size, whatever thread it runs on.
 */
final class Sweep {

    private final FeatureRecipe recipe;
    private final EventLogs logs;
    private final long[] cutoffs;
    private final Execution execution;
    private final int customers;
    private final int words; // of bits, one a cut-off, for each customer
    private final long[] rows; // these bits: whether there is a row
    private final int[][] next; // by chunk and cut-off: first how many rows, then the next row to write
    private final AtomicInteger done = new AtomicInteger();

    Sweep(FeatureRecipe recipe, EventLogs logs, long[] cutoffs, Execution execution) {
        this.recipe = recipe;
        this.logs = logs;
        this.cutoffs = cutoffs;
        this.execution = execution;
        this.customers = logs.customers().size();
        this.words = (cutoffs.length + 63) / 64;
        this.rows = new long[Math.multiplyExact(customers, words)];
        this.next = new int[Chunks.count(customers)][cutoffs.length];
    }

    FeatureSnapshot run() {
        Plan plan = recipe.plan();
        Plan condition = new Plan(recipe.population().stream().toList());
        List<String> warnings = warnings(plan, condition); // fails early on a log that is not there
        if (customers == 0) {
            throw new IllegalArgumentException("the logs hold no events, so there are no customers");
        }
        Chunks.forEach(customers, execution, (chunk, from, to) -> find(condition, chunk, from, to));
        int[] starts = place();
        FeatureTable.Cells cells = FeatureTable.cells(recipe.columns(), starts[cutoffs.length]);
        int[] codes = new int[starts[cutoffs.length]];
        Chunks.forEach(customers, execution, (chunk, from, to) -> {
            write(new Evaluator(plan, logs), chunk, from, to, cells, codes);
            execution.progress("features", done.addAndGet(to - from), customers);
        });
        return new FeatureSnapshot(cells.build(), logs.customers(), codes, cutoffs, starts, warnings);
    }

    /** Marks who has a row. */
    private void find(Plan condition, int chunk, int from, int to) {
        Evaluator evaluator = new Evaluator(condition, logs);
        boolean everybody = recipe.population().isEmpty();
        for (int c = from; c < to; c++) {
            if (!everybody) {
                evaluator.open(c);
            }
            for (int k = 0; k < cutoffs.length; k++) {
                if (!evaluator.hasEventBefore(c, cutoffs[k])) {
                    continue;
                }
                if (!everybody) {
                    evaluator.evaluate(cutoffs[k]);
                }
                if (everybody || evaluator.feature(0) > 0) {
                    rows[c * words + (k >> 6)] |= 1L << k;
                    next[chunk][k]++;
                }
            }
        }
    }

    /** Turns counts into places, cut-off by cut-off; gives where each cut-off starts. */
    private int[] place() {
        int[] starts = new int[cutoffs.length + 1];
        long total = 0;
        for (int k = 0; k < cutoffs.length; k++) {
            starts[k] = (int) total;
            for (int[] chunk : next) {
                int count = chunk[k];
                chunk[k] = (int) total;
                total += count;
            }
            if (total == starts[k]) {
                throw nobody(k);
            }
            if (total > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "more than 2^31 rows of customers and cut-offs; take fewer cut-offs at a time");
            }
        }
        starts[cutoffs.length] = (int) total;
        return starts;
    }

    private IllegalArgumentException nobody(int k) {
        Instant cutoff = Instant.ofEpochMilli(cutoffs[k]);
        Instant first = logs.first().orElseThrow();
        if (!first.isBefore(cutoff)) {
            return new IllegalArgumentException(
                    "cut-off " + cutoff + ": no event is before it; the first one is at " + first);
        }
        return new IllegalArgumentException(
                "cut-off " + cutoff + ": no customer belongs to the population, for none is "
                        + recipe.population().orElseThrow().name() + " above 0");
    }

    private void write(Evaluator evaluator, int chunk, int from, int to, FeatureTable.Cells cells, int[] codes) {
        int[] place = next[chunk];
        for (int c = from; c < to; c++) {
            boolean open = false;
            for (int k = 0; k < cutoffs.length; k++) {
                if ((rows[c * words + (k >> 6)] & 1L << k) == 0) {
                    continue;
                }
                if (!open) {
                    evaluator.open(c);
                    open = true;
                }
                evaluator.evaluate(cutoffs[k]);
                int row = place[k]++;
                codes[row] = c;
                recipe.write(evaluator, (column, value) -> cells.set(row, column, value));
            }
        }
    }

    /** Channels and kinds that no event has. */
    private List<String> warnings(Plan plan, Plan condition) {
        Set<Events> streams = new LinkedHashSet<>(plan.streams());
        streams.addAll(condition.streams());
        List<String> warnings = new ArrayList<>();
        for (Events events : streams) {
            Evaluator.log(events, logs);
            if (events.only().isEmpty()) {
                continue;
            }
            boolean touches = events.source() == Events.Source.TOUCHES;
            List<String> known = touches
                    ? logs.touchpoints().orElseThrow().channels().ids()
                    : logs.activities().orElseThrow().kinds().ids();
            if (!known.contains(events.only())) {
                warnings.add("no " + (touches ? "touch has channel" : "activity has kind") + " '" + events.only()
                        + "', so its features count 0; there are " + known.subList(0, Math.min(known.size(), 20)));
            }
        }
        return List.copyOf(warnings);
    }
}
