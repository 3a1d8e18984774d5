package io.clientele.prediction.retention;

/** Orders many rows by numbers without boxing them: a merge sort from the bottom up, which keeps ties as they were. */
final class Ranking {

    private Ranking() {}

    /**
     * Numbers from 0 on, in the order of falling values.
     *
     * @param first to order by, no NaN
     * @param second to order by where the first are equal
     */
    static int[] descending(double[] first, double[] second) {
        int n = first.length;
        int[] from = new int[n];
        for (int i = 0; i < n; i++) {
            from[i] = i;
        }
        int[] to = new int[n];
        for (long width = 1; width < n; width *= 2) {
            for (long start = 0; start < n; start += 2 * width) {
                int middle = (int) Math.min(start + width, n);
                merge(from, to, (int) start, middle, (int) Math.min(start + 2 * width, n), first, second);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(int[] from, int[] to, int start, int middle, int end, double[] first, double[] second) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            if (right == end || (left < middle && !before(from[right], from[left], first, second))) {
                to[at] = from[left++];
            } else {
                to[at] = from[right++];
            }
        }
    }

    private static boolean before(int a, int b, double[] first, double[] second) {
        return first[a] > first[b] || (first[a] == first[b] && second[a] > second[b]);
    }
}
