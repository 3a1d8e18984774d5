package io.clientele.attribution.journey;

import io.clientele.core.data.OrderLog;
import java.util.Arrays;

/** The orders of one customer at a time that are conversions, in order of time. */
final class Conversions {

    private final OrderLog orders;
    private long[] times = new long[8];
    private double[] values = new double[8];
    private int size;
    private int returns;

    Conversions(OrderLog orders) {
        this.orders = orders;
    }

    int size() {
        return size;
    }

    long time(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    /** Orders at or after {@code from} that are worth less than 0. */
    int returns() {
        return returns;
    }

    void clear() {
        size = 0;
        returns = 0;
    }

    /** Loads a customer's orders that begin before the cut-off; lines at or after it are not looked at. */
    void load(int customer, long from, long cutoff) {
        clear();
        int end = orders.firstAtOrAfter(customer, cutoff);
        int first = orders.start(customer) < end ? orders.order(orders.start(customer)) : 0;
        for (int row = orders.start(customer); row < end; row++) {
            int i = orders.order(row) - first;
            if (i == size) {
                if (size == times.length) {
                    times = Arrays.copyOf(times, 2 * size);
                    values = Arrays.copyOf(values, 2 * size);
                }
                times[size] = orders.time(row);
                values[size++] = 0;
            }
            values[i] += orders.amount(row);
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (values[i] < 0) {
                returns += times[i] >= from ? 1 : 0;
            } else {
                times[kept] = times[i];
                values[kept++] = values[i];
            }
        }
        size = kept;
    }
}
