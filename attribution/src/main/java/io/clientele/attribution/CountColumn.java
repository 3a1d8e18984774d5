package io.clientele.attribution;

import java.util.Arrays;

/**
 * Numbers of 64 bits in pages that are never copied once they are full: 4 bytes each while all on a page are below 2^32 and not
 * negative, 8 otherwise.
 */
final class CountColumn {

    private static final int BITS = 12;
    private static final int PAGE = 1 << BITS;
    private static final int[] ZEROS = {};

    private int[][] low = {new int[16]};
    /** The upper halves; {@link #ZEROS} for pages without. */
    private int[][] high = {ZEROS};

    private int capacity = 16;

    /** Makes room for a number of that place. */
    void reach(int place) {
        while (place >= capacity) {
            if (capacity < PAGE) {
                capacity *= 2;
                low[0] = Arrays.copyOf(low[0], capacity);
                high[0] = high[0].length == 0 ? ZEROS : Arrays.copyOf(high[0], capacity);
            } else {
                int page = capacity >>> BITS;
                if (page == low.length) {
                    low = Arrays.copyOf(low, 2 * page);
                    high = Arrays.copyOf(high, 2 * page);
                }
                low[page] = new int[PAGE];
                high[page] = ZEROS;
                capacity += PAGE;
            }
        }
    }

    long get(int place) {
        int page = place >>> BITS;
        int at = place & (PAGE - 1);
        long lower = Integer.toUnsignedLong(low[page][at]);
        int[] upper = high[page];
        return upper.length == 0 ? lower : (long) upper[at] << 32 | lower;
    }

    void set(int place, long number) {
        int page = place >>> BITS;
        int at = place & (PAGE - 1);
        low[page][at] = (int) number;
        int upper = (int) (number >>> 32);
        if (high[page].length > 0) {
            high[page][at] = upper;
        } else if (upper != 0) {
            high[page] = new int[low[page].length];
            high[page][at] = upper;
        }
    }

    /** Bytes of the pages. */
    long bytes() {
        long bytes = 0;
        for (int first = 0; first < capacity; first += PAGE) {
            bytes += 4L * low[first >>> BITS].length + 4L * high[first >>> BITS].length;
        }
        return bytes;
    }
}
