package io.clientele.core.data;

import java.util.Arrays;

/** Lines of an order log that say the same again. */
final class Repeats {

    private Repeats() {}

    /** The rows that repeat no earlier row, rising. Sorts within groups of simultaneous lines of a customer only. */
    static int[] firstOccurrences(OrderLog log) {
        IndexSort.RowOrder same = (a, b) -> compare(log, a, b);
        boolean[] repeat = new boolean[log.rows()];
        int repeats = 0;
        for (int c = 0; c < log.customers().size(); c++) {
            int from = log.start(c);
            while (from < log.end(c)) {
                int to = from + 1;
                while (to < log.end(c) && log.time(to) == log.time(from)) {
                    to++;
                }
                if (to - from > 1) {
                    repeats += mark(from, to, same, repeat);
                }
                from = to;
            }
        }
        int[] kept = new int[log.rows() - repeats];
        int n = 0;
        for (int row = 0; row < log.rows(); row++) {
            if (!repeat[row]) {
                kept[n++] = row;
            }
        }
        return kept;
    }

    private static int mark(int from, int to, IndexSort.RowOrder same, boolean[] repeat) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        IndexSort.sort(rows, 0, rows.length, same);
        int repeats = 0;
        for (int i = 1; i < rows.length; i++) {
            if (same.compare(rows[i - 1], rows[i]) == 0) {
                repeat[rows[i]] = true;
                repeats++;
            }
        }
        return repeats;
    }

    private static int compare(OrderLog log, int a, int b) {
        int compared = Integer.compare(log.order(a), log.order(b));
        if (compared == 0) {
            compared = Integer.compare(log.product(a), log.product(b));
        }
        if (compared == 0) {
            compared = Double.compare(log.quantity(a), log.quantity(b));
        }
        return compared != 0 ? compared : Double.compare(log.amount(a), log.amount(b));
    }
}
