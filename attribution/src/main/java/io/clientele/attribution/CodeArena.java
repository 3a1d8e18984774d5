package io.clientele.attribution;

import java.util.Arrays;

/**
 * Paths one behind the other as 16-bit codes, in pages of 65,536 that are never copied once they are full. No path lies on two
 * pages; one that is longer than a page has a page of its own. A path's place is its page and where it starts there, in 32 bits.
 */
final class CodeArena {

    private static final int BITS = 16;
    private static final int PAGE = 1 << BITS;

    private char[][] pages = {new char[64]};
    private int[] filled = {0};
    private int last;
    private long touches;

    /** Adds a path and tells its place. */
    int add(char[] path, int length) {
        if (touches + length > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException(
                    "the distinct paths have more than 2^31 touches in all; trim long paths first");
        }
        if (filled[last] + length > Math.max(PAGE, pages[last].length)) {
            last++;
            if (last == pages.length) {
                pages = Arrays.copyOf(pages, 2 * last);
                filled = Arrays.copyOf(filled, 2 * last);
            }
            pages[last] = new char[Math.max(PAGE, length)];
        } else if (filled[last] + length > pages[last].length) {
            int wider = Math.max(filled[last] + length, 2 * pages[last].length);
            pages[last] = Arrays.copyOf(pages[last], Math.min(PAGE, wider));
        }
        int start = filled[last];
        System.arraycopy(path, 0, pages[last], start, length);
        filled[last] += length;
        touches += length;
        return last << BITS | start;
    }

    /** The codes of the page of a place. */
    char[] page(int place) {
        return pages[place >>> BITS];
    }

    /** Where the path of a place starts on its page. */
    static int start(int place) {
        return place & (PAGE - 1);
    }

    /** Where it ends, given the place of the path that was added next. */
    int end(int place, int next) {
        return place >>> BITS == next >>> BITS ? start(next) : filled[place >>> BITS];
    }

    /** Where the path that was added last ends on its page. */
    int end() {
        return filled[last];
    }

    /** Bytes of the pages. */
    long bytes() {
        long bytes = 0;
        for (int page = 0; page <= last; page++) {
            bytes += 2L * pages[page].length;
        }
        return bytes;
    }
}
