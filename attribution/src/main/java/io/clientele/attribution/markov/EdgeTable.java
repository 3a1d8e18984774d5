package io.clientele.attribution.markov;

import java.util.Arrays;

/** Transitions of a chain: (state, channel of the next touch) to a number; found by hash. */
final class EdgeTable {

    private final StateTable states;
    private final long channels;
    private final int[] scratch;
    private long[] keys = new long[64];
    private int size;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] slots = new int[128];

    EdgeTable(StateTable states, int order, int channels) {
        this.states = states;
        this.channels = channels;
        this.scratch = new int[order];
    }

    int size() {
        return size;
    }

    int from(int edge) {
        return from[edge];
    }

    int to(int edge) {
        return to[edge];
    }

    int find(int state, int channel) {
        long key = state * channels + channel;
        int mask = slots.length - 1;
        int at = hash(key) & mask;
        while (slots[at] != 0) {
            if (keys[slots[at] - 1] == key) {
                return slots[at] - 1;
            }
            at = (at + 1) & mask;
        }
        return add(key, at, state, channel);
    }

    private int add(long key, int slot, int state, int channel) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
        }
        keys[size] = key;
        from[size] = state;
        to[size] = states.after(state, channel, scratch);
        slots[slot] = ++size;
        if (size > slots.length / 2) {
            slots = new int[2 * slots.length];
            int mask = slots.length - 1;
            for (int i = 0; i < size; i++) {
                int at = hash(keys[i]) & mask;
                while (slots[at] != 0) {
                    at = (at + 1) & mask;
                }
                slots[at] = i + 1;
            }
        }
        return size - 1;
    }

    private static int hash(long key) {
        long h = key * 0x9E3779B97F4A7C15L;
        return (int) (h >>> 32);
    }
}
