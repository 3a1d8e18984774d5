package io.clientele.segmentation.history;

import java.util.HashMap;
import java.util.Map;

/** How many customers went from each segment to each, over those who are there at both times. */
final class Overlap {

    final long[][] counts;
    final long[] before;
    final long[] after;
    final long common;

    private Overlap(long[][] counts) {
        this.counts = counts;
        this.before = new long[counts.length];
        this.after = new long[counts[0].length];
        long sum = 0;
        for (int a = 0; a < counts.length; a++) {
            for (int b = 0; b < after.length; b++) {
                before[a] += counts[a][b];
                after[b] += counts[a][b];
                sum += counts[a][b];
            }
        }
        this.common = sum;
    }

    static Overlap of(Membership before, Membership after) {
        Map<String, Integer> rows = new HashMap<>();
        for (int row = 0; row < before.rows(); row++) {
            rows.put(before.customer(row), row);
        }
        long[][] counts = new long[before.names().size()][after.names().size()];
        for (int row = 0; row < after.rows(); row++) {
            Integer then = rows.get(after.customer(row));
            if (then != null) {
                counts[before.segment(then)][after.segment(row)]++;
            }
        }
        Overlap overlap = new Overlap(counts);
        if (overlap.common == 0) {
            throw new IllegalArgumentException("no customer is there at both times (" + before + " and " + after
                    + "); are the ids written the same?");
        }
        return overlap;
    }

    /** Share of a's customers who are now in b. */
    double out(int a, int b) {
        return before[a] == 0 ? 0 : (double) counts[a][b] / before[a];
    }

    /** Share of b's customers who were in a. */
    double in(int a, int b) {
        return after[b] == 0 ? 0 : (double) counts[a][b] / after[b];
    }

    double jaccard(int a, int b) {
        long union = before[a] + after[b] - counts[a][b];
        return union == 0 ? 0 : (double) counts[a][b] / union;
    }
}
