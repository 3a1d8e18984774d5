package io.clientele.core.data;

import java.util.Arrays;

/** Orders numbered customer by customer. */
final class OrderCodes {

    private OrderCodes() {}

    /**
     * Writes new codes over old ones, which are by sorted row; gives the old code of each new one. An old code that stands with
     * two customers becomes two orders.
     */
    static int[] renumber(Timeline timeline, int[] codes) {
        int most = -1;
        for (int code : codes) {
            most = Math.max(most, code);
        }
        int[] owner = new int[most + 1]; // customer + 1 that the old code was last seen with
        int[] renamed = new int[most + 1];
        int[] first = new int[most + 1];
        int count = 0;
        for (int c = 0; c < timeline.customers().size(); c++) {
            for (int row = timeline.start(c); row < timeline.end(c); row++) {
                int old = codes[row];
                if (owner[old] != c + 1) {
                    owner[old] = c + 1;
                    renamed[old] = count;
                    if (count == first.length) {
                        first = Arrays.copyOf(first, Growth.next(count));
                    }
                    first[count++] = old;
                }
                codes[row] = renamed[old];
            }
        }
        return Arrays.copyOf(first, count);
    }
}
