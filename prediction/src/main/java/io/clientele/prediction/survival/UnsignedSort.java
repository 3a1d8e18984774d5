package io.clientele.prediction.survival;

import java.util.Arrays;

/**
 * Sorts numbers without anything that belongs to them: a radix sort from the highest bits down, into buckets of some eight numbers
 * each, which are then sorted by insertion. The first pass leaves buckets that fit in the cache, so that only it goes through
 * memory at random. Bits in which all numbers of a bucket agree are skipped.
 *
 * <p>At most 64 bits in passes of 4 to 11, whatever the numbers; two passes where they are spread out. 8 bytes a number beside them.
 */
final class UnsignedSort {

    private static final int BITS = 11;
    /** Numbers a bucket, as a power of two, and how many are left to insertion. */
    private static final int FILL = 3;

    private static final int FEW = 24;
    private static final int SHORTEST = 4;

    private final long[] keys;
    private final long[] other;
    /** One for each depth of the recursion, made when it is reached. */
    private final int[][] ends = new int[Long.SIZE / SHORTEST][];

    private UnsignedSort(long[] keys) {
        this.keys = keys;
        this.other = new long[keys.length];
    }

    /** Into ascending order, taken without sign. */
    static void sort(long[] keys) {
        new UnsignedSort(keys).sort(0, keys.length, keys, 0);
    }

    /** Sorts what {@code source} holds in [from, to), so that it ends up in keys. */
    private void sort(int from, int to, long[] source, int depth) {
        int n = to - from;
        if (n > FEW) {
            long all = -1L;
            long any = 0;
            for (int i = from; i < to; i++) {
                all &= source[i];
                any |= source[i];
            }
            if (all != any) {
                spread(from, to, source, Long.SIZE - Long.numberOfLeadingZeros(all ^ any), depth);
                return;
            }
        }
        if (source == other) {
            System.arraycopy(other, from, keys, from, n);
        }
        if (n <= FEW) {
            insert(from, to);
        }
    }

    /** By the bits just below {@code top}, above which all agree. */
    private void spread(int from, int to, long[] source, int top, int depth) {
        int wished = Integer.SIZE - Integer.numberOfLeadingZeros(to - from) - FILL;
        int bits = Math.min(top, Math.min(BITS, Math.max(SHORTEST, wished)));
        int shift = top - bits;
        int mask = (1 << bits) - 1;
        int[] end = ends[depth];
        if (end == null) {
            end = new int[(1 << BITS) + 1];
            ends[depth] = end;
        }
        Arrays.fill(end, 0, mask + 2, 0);
        for (int i = from; i < to; i++) {
            end[(int) (source[i] >>> shift & mask) + 1]++;
        }
        end[0] = from;
        for (int b = 0; b <= mask; b++) {
            end[b + 1] += end[b];
        }
        long[] target = source == keys ? other : keys;
        for (int i = from; i < to; i++) {
            long key = source[i];
            target[end[(int) (key >>> shift & mask)]++] = key;
        }
        int start = from;
        for (int b = 0; b <= mask; b++) {
            int stop = end[b];
            if (stop > start) {
                sort(start, stop, target, depth + 1);
            }
            start = stop;
        }
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long key = keys[i];
            int j = i;
            while (j > from && Long.compareUnsigned(keys[j - 1], key) > 0) {
                keys[j] = keys[j - 1];
                j--;
            }
            keys[j] = key;
        }
    }
}
