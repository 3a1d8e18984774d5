package io.clientele.segmentation.cluster;

import java.util.Arrays;

/** Rows that could move from one cluster to another, the cheapest move on top; of equal ones the first row. Not thread-safe. */
final class MoveHeap {

    private long[] keys;
    private int[] rows;
    private int size;

    MoveHeap(int capacity) {
        keys = new long[Math.max(2, capacity)];
        rows = new int[keys.length];
    }

    boolean isEmpty() {
        return size == 0;
    }

    long leastKey() {
        return keys[0];
    }

    int leastRow() {
        return rows[0];
    }

    void push(long key, int row) {
        append(key, row);
        int at = size - 1;
        while (at > 0 && less(key, row, (at - 1) / 2)) {
            int parent = (at - 1) / 2;
            keys[at] = keys[parent];
            rows[at] = rows[parent];
            at = parent;
        }
        keys[at] = key;
        rows[at] = row;
    }

    /** Adds without order; {@link #order} must follow before anything else. */
    void append(long key, int row) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size + (size >> 1));
            rows = Arrays.copyOf(rows, keys.length);
        }
        keys[size] = key;
        rows[size++] = row;
    }

    void order() {
        for (int at = size / 2 - 1; at >= 0; at--) {
            sink(at);
        }
    }

    void pop() {
        size--;
        keys[0] = keys[size];
        rows[0] = rows[size];
        sink(0);
    }

    private void sink(int from) {
        if (from >= size) {
            return;
        }
        long key = keys[from];
        int row = rows[from];
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && less(keys[child + 1], rows[child + 1], child)) {
                child++;
            }
            if (less(key, row, child)) {
                break;
            }
            keys[at] = keys[child];
            rows[at] = rows[child];
            at = child;
        }
        keys[at] = key;
        rows[at] = row;
    }

    private boolean less(long key, int row, int place) {
        return key < keys[place] || (key == keys[place] && row < rows[place]);
    }
}
