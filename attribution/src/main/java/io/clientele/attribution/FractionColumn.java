package io.clientele.attribution;

import java.util.Arrays;

/** Numbers that need all their 64 bits, in pages that are never copied once they are full. */
final class FractionColumn {

    private static final int BITS = 12;
    private static final int PAGE = 1 << BITS;

    private long[][] pages = {new long[16]};
    private int capacity = 16;

    /** Makes room for a number of that place. */
    void reach(int place) {
        while (place >= capacity) {
            if (capacity < PAGE) {
                capacity *= 2;
                pages[0] = Arrays.copyOf(pages[0], capacity);
            } else {
                int page = capacity >>> BITS;
                if (page == pages.length) {
                    pages = Arrays.copyOf(pages, 2 * page);
                }
                pages[page] = new long[PAGE];
                capacity += PAGE;
            }
        }
    }

    long get(int place) {
        return pages[place >>> BITS][place & (PAGE - 1)];
    }

    void set(int place, long number) {
        pages[place >>> BITS][place & (PAGE - 1)] = number;
    }

    /** Bytes of the pages. */
    long bytes() {
        return 8L * capacity;
    }
}
