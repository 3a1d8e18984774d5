package io.clientele.prediction.survival;

/**
 * Sorts row numbers by time, stable, in a few passes over the bits of the times: 11 bits at a time, passes in which all
 * bits agree left out (whole days need two passes or three). O(rows), 24 bytes a row while it runs.
 */
final class TimeOrder {

    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;

    private TimeOrder() {}

    /**
     * Row numbers in order of time, rows of equal time in their own order.
     *
     * @param times finite and at least 0, where the bits of a double are in the order of the numbers
     */
    static int[] ascending(double[] times) {
        long[] keys = new long[times.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Double.doubleToRawLongBits(times[i]);
        }
        return ascendingOwn(keys);
    }

    /**
     * Row numbers in order of keys taken without sign, rows of equal key in their own order.
     *
     * @param keys any; left as they are
     */
    static int[] ascending(long[] keys) {
        return ascendingOwn(keys.clone());
    }

    private static int[] ascendingOwn(long[] own) {
        long[] keys = own;
        int n = keys.length;
        long all = -1L;
        long any = 0;
        for (long key : keys) {
            all &= key;
            any |= key;
        }
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        long differ = all ^ any;
        long[] keysTo = new long[n];
        int[] orderTo = new int[n];
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            if ((differ >>> shift & (BUCKETS - 1)) == 0) {
                continue;
            }
            int[] next = new int[BUCKETS + 1];
            for (int i = 0; i < n; i++) {
                next[(int) (keys[i] >>> shift & (BUCKETS - 1)) + 1]++;
            }
            for (int b = 0; b < BUCKETS; b++) {
                next[b + 1] += next[b];
            }
            for (int i = 0; i < n; i++) {
                int at = next[(int) (keys[i] >>> shift & (BUCKETS - 1))]++;
                keysTo[at] = keys[i];
                orderTo[at] = order[i];
            }
            long[] k = keys;
            keys = keysTo;
            keysTo = k;
            int[] o = order;
            order = orderTo;
            orderTo = o;
        }
        return order;
    }
}
