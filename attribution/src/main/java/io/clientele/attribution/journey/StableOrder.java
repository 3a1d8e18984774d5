package io.clientele.attribution.journey;

import java.util.function.IntToLongFunction;

/** Positions in the order of a key, equal ones as they were: a merge sort that costs little where halves are in order already. */
final class StableOrder {

    private final IntToLongFunction key;
    private final int[] spare;

    private StableOrder(IntToLongFunction key, int[] spare) {
        this.key = key;
        this.spare = spare;
    }

    /** Sorts the first {@code n} of some positions by their keys. */
    static void sort(int[] positions, int n, IntToLongFunction key) {
        new StableOrder(key, new int[(n + 1) / 2]).sort(positions, 0, n);
    }

    private void sort(int[] at, int from, int end) {
        if (end - from < 2) {
            return;
        }
        int middle = (from + end) >>> 1;
        sort(at, from, middle);
        sort(at, middle, end);
        if (key.applyAsLong(at[middle - 1]) <= key.applyAsLong(at[middle])) {
            return;
        }
        int n = middle - from;
        System.arraycopy(at, from, spare, 0, n);
        int i = 0;
        int j = middle;
        int k = from;
        while (i < n) {
            boolean right = j < end && key.applyAsLong(at[j]) < key.applyAsLong(spare[i]);
            at[k++] = right ? at[j++] : spare[i++];
        }
    }
}
