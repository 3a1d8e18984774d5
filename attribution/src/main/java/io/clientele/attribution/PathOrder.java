package io.clientele.attribution;

import java.util.Arrays;

/** The order of paths by their codes, shorter before longer: a merge sort on the first four codes, then on the rest. */
final class PathOrder {

    private static final int PREFIX = 4;
    private static final int SMALL = 12;

    private final char[] arena;
    private final int[] from;
    private final long[] keys;

    private PathOrder(char[] arena, int[] from) {
        this.arena = arena;
        this.from = from;
        this.keys = new long[from.length - 1];
        for (int i = 0; i < keys.length; i++) {
            long key = 0;
            for (int j = from[i]; j < from[i] + PREFIX; j++) {
                // 0 is the end of the path, so that codes count from 1; at most 65,535 channels leave room
                key = key << 16 | (j < from[i + 1] ? arena[j] + 1 : 0);
            }
            keys[i] = key;
        }
    }

    /** Which path comes first, second… The paths are distinct. */
    static int[] of(char[] arena, int[] from) {
        PathOrder order = new PathOrder(arena, from);
        int[] at = new int[from.length - 1];
        Arrays.setAll(at, i -> i);
        order.sort(at, at.clone(), 0, at.length);
        return at;
    }

    private void sort(int[] to, int[] other, int first, int end) {
        if (end - first <= SMALL) {
            for (int i = first + 1; i < end; i++) {
                int x = to[i];
                int j = i;
                while (j > first && compare(x, to[j - 1]) < 0) {
                    to[j] = to[j - 1];
                    j--;
                }
                to[j] = x;
            }
            return;
        }
        int middle = (first + end) >>> 1;
        sort(other, to, first, middle);
        sort(other, to, middle, end);
        int i = first;
        int j = middle;
        for (int k = first; k < end; k++) {
            to[k] = j >= end || (i < middle && compare(other[i], other[j]) <= 0) ? other[i++] : other[j++];
        }
    }

    private int compare(int a, int b) {
        int byPrefix = Long.compareUnsigned(keys[a], keys[b]);
        return byPrefix != 0 ? byPrefix : Arrays.compare(arena, from[a], from[a + 1], arena, from[b], from[b + 1]);
    }
}
