package io.clientele.attribution.journey;

import io.clientele.core.data.OrderLog;
import java.util.Arrays;

/** The orders of one person at a time that are conversions, in order of time. */
final class Conversions {

    private final OrderLog orders;
    private final People people;
    private long[] times = new long[8];
    private double[] values = new double[8];
    private int[] nodes = new int[8];
    private int size;
    private int returns;

    Conversions(OrderLog orders, People people) {
        this.orders = orders;
        this.people = people;
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

    /** The id that ordered, as {@link People#together} knows it. */
    int node(int i) {
        return nodes[i];
    }

    /** Orders at or after {@code from} that are worth less than 0. */
    int returns() {
        return returns;
    }

    /** Loads a person's orders that begin before the cut-off; lines at or after it are not looked at. */
    void load(int person, long from, long cutoff) {
        size = 0;
        returns = 0;
        for (int i = 0; i < people.buyers(person); i++) {
            append(people.buyer(person, i), from, cutoff);
        }
        if (people.buyers(person) > 1) {
            sort();
        }
    }

    private void append(int customer, long from, long cutoff) {
        int before = size;
        int end = orders.firstAtOrAfter(customer, cutoff);
        int first = orders.start(customer) < end ? orders.order(orders.start(customer)) : 0;
        for (int row = orders.start(customer); row < end; row++) {
            int i = before + orders.order(row) - first;
            if (i == size) {
                if (size == times.length) {
                    times = Arrays.copyOf(times, 2 * size);
                    values = Arrays.copyOf(values, 2 * size);
                    nodes = Arrays.copyOf(nodes, 2 * size);
                }
                times[size] = orders.time(row);
                values[size++] = 0;
            }
            values[i] += orders.amount(row);
        }
        int kept = before;
        for (int i = before; i < size; i++) {
            if (values[i] < 0) {
                returns += times[i] >= from ? 1 : 0;
            } else {
                times[kept] = times[i];
                nodes[kept] = people.orderNode(customer);
                values[kept++] = values[i];
            }
        }
        size = kept;
    }

    private void sort() {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        StableOrder.sort(order, size, i -> times[i]);
        long[] oldTimes = times.clone();
        double[] oldValues = values.clone();
        int[] oldNodes = nodes.clone();
        for (int i = 0; i < size; i++) {
            times[i] = oldTimes[order[i]];
            values[i] = oldValues[order[i]];
            nodes[i] = oldNodes[order[i]];
        }
    }
}
