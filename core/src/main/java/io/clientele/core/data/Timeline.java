package io.clientele.core.data;

import java.util.Arrays;
import java.util.Objects;

/** What all logs share: customers, where their rows start, and the times. Immutable. */
final class Timeline {

    private final Dictionary customers;
    private final int[] starts;
    private final TimeColumn times;

    Timeline(Dictionary customers, int[] starts, TimeColumn times) {
        this.customers = customers;
        this.starts = starts;
        this.times = times;
    }

    int rows() {
        return starts[starts.length - 1];
    }

    Dictionary customers() {
        return customers;
    }

    int start(int customer) {
        return starts[customer];
    }

    int end(int customer) {
        return starts[customer + 1];
    }

    long time(int row) {
        return times.get(row);
    }

    int customer(int row) {
        Objects.checkIndex(row, rows());
        int at = Arrays.binarySearch(starts, row);
        return at >= 0 ? at : -at - 2;
    }

    int firstAtOrAfter(int customer, long time) {
        return times.firstAtOrAfter(starts[customer], starts[customer + 1], time);
    }

    /** The rows strictly before a time, in order. */
    int[] rowsBefore(long time) {
        int[] kept = new int[rows()];
        int n = 0;
        for (int c = 0; c < customers.size(); c++) {
            int end = firstAtOrAfter(c, time);
            for (int row = starts[c]; row < end; row++) {
                kept[n++] = row;
            }
        }
        return Arrays.copyOf(kept, n);
    }

    /** Some of the rows, in rising order; customers without a row are left out. */
    Timeline rows(int[] kept) {
        int[] codes = new int[customers.size()];
        int[] newStarts = new int[customers.size() + 1];
        int n = 0;
        int i = 0;
        for (int c = 0; c < customers.size(); c++) {
            int before = i;
            while (i < kept.length && kept[i] < starts[c + 1]) {
                i++;
            }
            if (i > before) {
                codes[n++] = c;
                newStarts[n] = i;
            }
        }
        return new Timeline(
                customers.rearranged(Arrays.copyOf(codes, n)), Arrays.copyOf(newStarts, n + 1), times.rows(kept));
    }

    long bytes() {
        return 4L * starts.length + times.bytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Timeline that
                && customers.equals(that.customers)
                && Arrays.equals(starts, that.starts)
                && times.equals(that.times);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * customers.hashCode() + Arrays.hashCode(starts)) + times.hashCode();
    }
}
