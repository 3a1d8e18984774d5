package io.clientele.attribution.markov;

import java.util.Arrays;

/** States of a chain: the last up to {@code order} channels, numbered as they come. State 0 is the start, without channels. */
final class StateTable {

    private final int order;
    private int size;
    private int[] tuples;
    private int[] slots = new int[64];

    StateTable(int order) {
        this.order = order;
        this.tuples = new int[64 * order];
        int[] start = new int[order];
        Arrays.fill(start, -1);
        findOrAdd(start);
    }

    int size() {
        return size;
    }

    /** The i-th channel of a state, oldest first, right-aligned; -1 before the first touch. */
    int channel(int state, int i) {
        return tuples[state * order + i];
    }

    /** The channel of the latest touch; -1 at the start. */
    int last(int state) {
        return tuples[state * order + order - 1];
    }

    boolean contains(int state, int channel) {
        for (int i = 0; i < order; i++) {
            if (tuples[state * order + i] == channel) {
                return true;
            }
        }
        return false;
    }

    /** The state after one more touch. {@code scratch} has {@code order} places. */
    int after(int state, int channel, int[] scratch) {
        System.arraycopy(tuples, state * order + 1, scratch, 0, order - 1);
        scratch[order - 1] = channel;
        return findOrAdd(scratch);
    }

    /** The number of a state; -1 if there is none. */
    int find(int[] tuple) {
        return slots[slot(tuple)] - 1;
    }

    /** Where a state is, or would be put. */
    private int slot(int[] tuple) {
        int mask = slots.length - 1;
        int at = hash(tuple, 0) & mask;
        while (slots[at] != 0) {
            int base = (slots[at] - 1) * order;
            if (Arrays.equals(tuples, base, base + order, tuple, 0, order)) {
                return at;
            }
            at = (at + 1) & mask;
        }
        return at;
    }

    private int findOrAdd(int[] tuple) {
        int at = slot(tuple);
        if (slots[at] != 0) {
            return slots[at] - 1;
        }
        if ((size + 1) * (long) order > tuples.length) {
            long wished = Math.max((size + 1) * (long) order, 2L * tuples.length);
            if (wished > Integer.MAX_VALUE - 16) {
                throw new IllegalArgumentException("order " + order + " has too many states; choose a lower order");
            }
            tuples = Arrays.copyOf(tuples, (int) wished);
        }
        System.arraycopy(tuple, 0, tuples, size * order, order);
        slots[at] = ++size;
        if (size > slots.length / 2) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int at = hash(tuples, i * order) & mask;
            while (slots[at] != 0) {
                at = (at + 1) & mask;
            }
            slots[at] = i + 1;
        }
    }

    private int hash(int[] values, int from) {
        long h = 0;
        for (int i = from; i < from + order; i++) {
            h = (h ^ values[i]) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 29;
        }
        return (int) (h ^ (h >>> 32));
    }
}
