package io.clientele.attribution;

import java.util.Arrays;
import java.util.List;

/** Distinct paths, numbered as they come, found by hash: one arena of 16-bit codes, linear probing. */
final class PathIndex {

    private char[] codes = new char[64];
    private int[] starts = new int[17];
    private int size;
    private int[] slots = new int[32];

    int size() {
        return size;
    }

    /** The number of a path, or -1. */
    int find(char[] path, int length) {
        int slot = slot(path, length);
        return slots[slot] - 1;
    }

    int findOrAdd(char[] path, int length) {
        int slot = slot(path, length);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        int start = starts[size];
        if (length > Integer.MAX_VALUE - 16 - start) {
            throw new IllegalArgumentException(
                    "the distinct paths have more than 2^31 touches in all; trim long paths first");
        }
        if (start + length > codes.length) {
            long wished = Math.max((long) start + length, codes.length + (codes.length >> 1));
            codes = Arrays.copyOf(codes, (int) Math.min(wished, Integer.MAX_VALUE - 16));
        }
        System.arraycopy(path, 0, codes, start, length);
        if (size + 1 == starts.length) {
            starts = Arrays.copyOf(starts, starts.length + (starts.length >> 1));
        }
        starts[++size] = start + length;
        slots[slot] = size;
        if (size > slots.length / 4 * 3) {
            grow();
        }
        return size - 1;
    }

    private int slot(char[] path, int length) {
        int mask = slots.length - 1;
        int at = hash(path, 0, length) & mask;
        while (slots[at] != 0) {
            int i = slots[at] - 1;
            if (Arrays.equals(codes, starts[i], starts[i + 1], path, 0, length)) {
                return at;
            }
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int at = hash(codes, starts[i], starts[i + 1]) & mask;
            while (slots[at] != 0) {
                at = (at + 1) & mask;
            }
            slots[at] = i + 1;
        }
    }

    private static int hash(char[] path, int from, int to) {
        long h = 0;
        for (int i = from; i < to; i++) {
            h = (h ^ path[i]) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 32;
        }
        return (int) (h ^ (h >>> 17));
    }

    void markChannels(int path, boolean[] used) {
        for (int i = starts[path]; i < starts[path + 1]; i++) {
            used[codes[i]] = true;
        }
    }

    /** A table of some of the paths under new codes, in the order of these codes. */
    PathTable sorted(
            int[] kept, char[] renamed, List<String> names, long[] conversions, long[] nulls, long[] high, long[] low) {
        int n = kept.length;
        int[] from = new int[n + 1];
        for (int i = 0; i < n; i++) {
            from[i + 1] = from[i] + starts[kept[i] + 1] - starts[kept[i]];
        }
        char[] arena = new char[from[n]];
        for (int i = 0; i < n; i++) {
            int start = starts[kept[i]];
            for (int j = from[i]; j < from[i + 1]; j++) {
                arena[j] = renamed[codes[start + j - from[i]]];
            }
        }
        int[] order = PathOrder.of(arena, from);
        char[] sorted = new char[arena.length];
        int[] begins = new int[n + 1];
        long[][] columns = new long[4][n];
        for (int i = 0; i < n; i++) {
            int o = order[i];
            int length = from[o + 1] - from[o];
            System.arraycopy(arena, from[o], sorted, begins[i], length);
            begins[i + 1] = begins[i] + length;
            columns[0][i] = conversions[kept[o]];
            columns[1][i] = nulls[kept[o]];
            columns[2][i] = high[kept[o]];
            columns[3][i] = low[kept[o]];
        }
        return new PathTable(names, sorted, begins, columns[0], columns[1], columns[2], columns[3]);
    }
}
