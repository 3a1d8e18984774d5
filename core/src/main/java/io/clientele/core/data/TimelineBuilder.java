package io.clientele.core.data;

import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/** Collects customer and time of events in the order they come, then sorts them. Not thread-safe. */
final class TimelineBuilder {

    private final IdTable ids = new IdTable("customer");
    private int[] customers = new int[16];
    private long[] times = new long[16];
    private Dictionary dictionary = Dictionary.empty();
    private int rows;
    private boolean chronological = true;
    private int customer = -1;
    private long time = -1;

    int rows() {
        return rows;
    }

    void customer(String id) {
        Objects.requireNonNull(id, "customer");
        try {
            customer = ids.code(id);
        } catch (IllegalArgumentException refused) {
            throw at(refused);
        }
    }

    void customer(long id) {
        try {
            customer = ids.code(id);
        } catch (IllegalArgumentException refused) {
            throw at(refused);
        }
    }

    void time(long millis) {
        try {
            time = Check.time("time", millis);
        } catch (IllegalArgumentException refused) {
            throw at(refused);
        }
    }

    void time(Instant instant) {
        Objects.requireNonNull(instant, "time");
        try {
            time = Check.time("time", instant);
        } catch (IllegalArgumentException refused) {
            throw at(refused);
        }
    }

    /** The refusal with the row it happened in. */
    IllegalArgumentException at(IllegalArgumentException refused) {
        return new IllegalArgumentException("row " + rows + ": " + refused.getMessage(), refused);
    }

    /** Takes the row; customer and time must have been set since the last one. */
    void add() {
        if (customer < 0) {
            throw new IllegalStateException("row " + rows + ": set the customer before add()");
        }
        if (time < 0) {
            throw new IllegalStateException("row " + rows + ": set the time before add()");
        }
        if (rows == customers.length) {
            int wider = Growth.next(rows);
            customers = Arrays.copyOf(customers, wider);
            times = Arrays.copyOf(times, wider);
        }
        chronological &= rows == 0 || time >= times[rows - 1];
        customers[rows] = customer;
        times[rows] = time;
        rows++;
        customer = -1;
        time = -1;
    }

    /** The rows by customer, then time, equal ones in the order they came. */
    int[] order() {
        Dictionary dictionary = dictionary();
        int[] rank = ranks(dictionary);
        int[] ends = starts(rank);
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[ends[rank[customers[i]]]++] = i;
        }
        if (chronological) {
            return order; // the counting sort keeps the order of time
        }
        int from = 0;
        for (int c = 0; c < dictionary.size(); c++) { // ends[c] has moved to the end of c's rows
            IndexSort.sort(order, from, ends[c], (a, b) -> Long.compare(times[a], times[b]));
            from = ends[c];
        }
        return order;
    }

    Timeline build(int[] order) {
        Dictionary dictionary = dictionary();
        return new Timeline(
                dictionary.rearranged(dictionary.sorted()), starts(ranks(dictionary)), TimeColumn.of(sorted(order)));
    }

    private long[] sorted(int[] order) {
        long[] sorted = new long[order.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = times[order[i]];
        }
        return sorted;
    }

    /** The customers so far; the same object while none is new, because it remembers how they are sorted. */
    private Dictionary dictionary() {
        if (dictionary.size() != ids.size()) {
            dictionary = ids.dictionary();
        }
        return dictionary;
    }

    private static int[] ranks(Dictionary dictionary) {
        int[] sorted = dictionary.sorted();
        int[] rank = new int[sorted.length];
        for (int r = 0; r < sorted.length; r++) {
            rank[sorted[r]] = r;
        }
        return rank;
    }

    private int[] starts(int[] rank) {
        int[] starts = new int[rank.length + 1];
        for (int i = 0; i < rows; i++) {
            starts[rank[customers[i]] + 1]++;
        }
        for (int c = 0; c < rank.length; c++) {
            starts[c + 1] += starts[c];
        }
        return starts;
    }
}
