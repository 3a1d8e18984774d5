package io.clientele.core.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gives each distinct id the next code, by open addressing. The ids are all text or all numbers. Not thread-safe. */
final class IdTable {

    private final String what;
    private String @Nullable [] texts;
    private long @Nullable [] numbers;
    private int[] slots = new int[32]; // code + 1, or 0
    private int size;
    private int last = -1; // events of one customer, lines of one order often come together

    IdTable(String what) {
        this.what = what;
    }

    int size() {
        return size;
    }

    int code(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        if (numbers != null) {
            throw mixed("text '" + id + "'", "numbers");
        }
        String[] known = texts;
        if (known == null) {
            known = new String[16];
            texts = known;
        }
        if (last >= 0 && known[last].equals(id)) {
            return last;
        }
        int mask = slots.length - 1;
        int at = spread(id.hashCode()) & mask;
        while (slots[at] != 0) {
            int code = slots[at] - 1;
            if (known[code].equals(id)) {
                last = code;
                return code;
            }
            at = (at + 1) & mask;
        }
        if (size == known.length) {
            known = Arrays.copyOf(known, size + (size >> 1));
            texts = known;
        }
        known[size] = id;
        return take(at);
    }

    int code(long id) {
        if (texts != null) {
            throw mixed("the number " + id, "text");
        }
        long[] known = numbers;
        if (known == null) {
            known = new long[16];
            numbers = known;
        }
        if (last >= 0 && known[last] == id) {
            return last;
        }
        int mask = slots.length - 1;
        int at = spread(id) & mask;
        while (slots[at] != 0) {
            int code = slots[at] - 1;
            if (known[code] == id) {
                last = code;
                return code;
            }
            at = (at + 1) & mask;
        }
        if (size == known.length) {
            known = Arrays.copyOf(known, size + (size >> 1));
            numbers = known;
        }
        known[size] = id;
        return take(at);
    }

    private IllegalArgumentException mixed(String given, String before) {
        return new IllegalArgumentException(
                what + " ids must be all text or all numbers, got " + given + " after " + before);
    }

    private int take(int slot) {
        slots[slot] = size + 1;
        last = size++;
        if (size > slots.length >> 1) {
            grow();
        }
        return last;
    }

    private void grow() {
        int[] wider = new int[slots.length << 1];
        int mask = wider.length - 1;
        String[] known = texts;
        long[] keys = numbers;
        for (int code = 0; code < size; code++) {
            int at = (known != null ? spread(known[code].hashCode()) : spread(keys == null ? 0 : keys[code])) & mask;
            while (wider[at] != 0) {
                at = (at + 1) & mask;
            }
            wider[at] = code + 1;
        }
        slots = wider;
    }

    private static int spread(long id) {
        long h = id * 0x9E3779B97F4A7C15L;
        return (int) (h >>> 32) ^ (int) h >>> 7;
    }

    private static int spread(int hash) {
        return spread((long) hash);
    }

    /** The ids so far, coded in the order of their first appearance. */
    Dictionary dictionary() {
        if (numbers != null) {
            return new Dictionary(Arrays.copyOf(numbers, size));
        }
        return texts == null ? Dictionary.empty() : new Dictionary(Arrays.copyOf(texts, size));
    }
}
