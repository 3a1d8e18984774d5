package io.clientele.attribution;

import java.util.Arrays;
import java.util.List;

/** Distinct paths, numbered as they come, found by hash with linear probing. */
final class PathIndex {

    private final CodeArena arena = new CodeArena();
    private final CountColumn places = new CountColumn();
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
        places.reach(size);
        places.set(size, Integer.toUnsignedLong(arena.add(path, length)));
        slots[slot] = ++size;
        if (size > slots.length / 4 * 3) {
            grow();
        }
        return size - 1;
    }

    private int place(int path) {
        return (int) places.get(path);
    }

    private int end(int path, int place) {
        return path + 1 < size ? arena.end(place, place(path + 1)) : arena.end();
    }

    private int slot(char[] path, int length) {
        int mask = slots.length - 1;
        int at = hash(path, 0, length) & mask;
        while (slots[at] != 0) {
            int i = slots[at] - 1;
            int place = place(i);
            int start = CodeArena.start(place);
            if (Arrays.equals(arena.page(place), start, end(i, place), path, 0, length)) {
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
            int place = place(i);
            int at = hash(arena.page(place), CodeArena.start(place), end(i, place)) & mask;
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
        int place = place(path);
        char[] codes = arena.page(place);
        int end = end(path, place);
        for (int i = CodeArena.start(place); i < end; i++) {
            used[codes[i]] = true;
        }
    }

    /** A table of some of the paths under new codes, in the order of these codes. */
    PathTable sorted(
            int[] kept,
            char[] renamed,
            List<String> names,
            CountColumn conversions,
            CountColumn nulls,
            CountColumn high,
            FractionColumn low) {
        int n = kept.length;
        int[] from = new int[n + 1];
        for (int i = 0; i < n; i++) {
            int place = place(kept[i]);
            from[i + 1] = from[i] + end(kept[i], place) - CodeArena.start(place);
        }
        char[] codes = new char[from[n]];
        for (int i = 0; i < n; i++) {
            int place = place(kept[i]);
            char[] page = arena.page(place);
            int start = CodeArena.start(place);
            for (int j = from[i]; j < from[i + 1]; j++) {
                codes[j] = renamed[page[start + j - from[i]]];
            }
        }
        int[] order = PathOrder.of(codes, from);
        char[] sorted = new char[codes.length];
        int[] begins = new int[n + 1];
        long[][] columns = new long[4][n];
        for (int i = 0; i < n; i++) {
            int o = order[i];
            int length = from[o + 1] - from[o];
            System.arraycopy(codes, from[o], sorted, begins[i], length);
            begins[i + 1] = begins[i] + length;
            columns[0][i] = conversions.get(kept[o]);
            columns[1][i] = nulls.get(kept[o]);
            columns[2][i] = high.get(kept[o]);
            columns[3][i] = low.get(kept[o]);
        }
        return new PathTable(names, sorted, begins, columns[0], columns[1], columns[2], columns[3]);
    }

    /** Bytes of paths, places and slots. */
    long bytes() {
        return arena.bytes() + places.bytes() + 4L * slots.length;
    }
}
