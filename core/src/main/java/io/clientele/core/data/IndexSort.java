package io.clientele.core.data;

/** Stable merge sort of row numbers by what the rows hold; runs that are in order cost one comparison a row. */
final class IndexSort {

    private static final int SMALL = 16;

    /** Compares two rows. */
    interface RowOrder {
        int compare(int a, int b);
    }

    private IndexSort() {}

    /** Sorts {@code index[from] ... index[to - 1]}. */
    static void sort(int[] index, int from, int to, RowOrder order) {
        boolean sorted = true;
        for (int i = from + 1; i < to && sorted; i++) {
            sorted = order.compare(index[i - 1], index[i]) <= 0;
        }
        if (!sorted) {
            sort(index, from, to, order, to - from > SMALL ? new int[to - from] : new int[0], from);
        }
    }

    private static void sort(int[] index, int from, int to, RowOrder order, int[] spare, int base) {
        if (to - from <= SMALL) {
            insert(index, from, to, order);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(index, from, middle, order, spare, base);
        sort(index, middle, to, order, spare, base);
        if (order.compare(index[middle - 1], index[middle]) <= 0) {
            return;
        }
        System.arraycopy(index, from, spare, from - base, middle - from);
        int left = from - base;
        int leftEnd = middle - base;
        int right = middle;
        for (int at = from; left < leftEnd; at++) {
            boolean takeRight = right < to && order.compare(spare[left], index[right]) > 0;
            index[at] = takeRight ? index[right++] : spare[left++];
        }
    }

    private static void insert(int[] index, int from, int to, RowOrder order) {
        for (int i = from + 1; i < to; i++) {
            int moving = index[i];
            int at = i;
            while (at > from && order.compare(index[at - 1], moving) > 0) {
                index[at] = index[at - 1];
                at--;
            }
            index[at] = moving;
        }
    }
}
