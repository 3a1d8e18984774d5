package io.clientele.prediction.survival;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the order of rows and the bins of {@link CoxDesign}. */
final class CoxRows {

    /** The place where a row drops out that stays to the end of its stratum. */
    static final int NEVER = Integer.MAX_VALUE;

    final int[] row;
    final int @Nullable [] leave;
    final int[] binStart;
    final int[] binEvents;
    final double[] binTime;
    final int[] stratumBin;
    final int[] stratumCode;

    private CoxRows(
            int[] row,
            int @Nullable [] leave,
            int[] binStart,
            int[] binEvents,
            double[] binTime,
            int[] stratumBin,
            int[] stratumCode) {
        this.row = row;
        this.leave = leave;
        this.binStart = binStart;
        this.binEvents = binEvents;
        this.binTime = binTime;
        this.stratumBin = stratumBin;
        this.stratumCode = stratumCode;
    }

    /** Rows by stratum, in each from the last time back. */
    private static int[] order(SurvivalTable table, @Nullable Labels strata) {
        int n = table.rows();
        int[] byTime = TimeOrder.ascending(table.times());
        int[] order = new int[n];
        if (strata == null) {
            for (int i = 0; i < n; i++) {
                order[i] = byTime[n - 1 - i];
            }
            return order;
        }
        int[] next = new int[strata.count() + 1];
        for (int i = 0; i < n; i++) {
            next[strata.code(i) + 1]++;
        }
        for (int s = 0; s < strata.count(); s++) {
            next[s + 1] += next[s];
        }
        for (int i = n - 1; i >= 0; i--) {
            order[next[strata.code(byTime[i])]++] = byTime[i];
        }
        return order;
    }

    static CoxRows of(SurvivalTable table) {
        if (table.stratumLabels() == null && table.starts() == null) {
            int[] seen = PlainCounts.whole(table.times(), table.events(), table.weights());
            if (seen.length > 0) {
                return counted(table, seen);
            }
        }
        return sorted(table);
    }

    /** Where times are small whole numbers of one stratum, counts of them tell where each row goes. */
    private static CoxRows counted(SurvivalTable table, int[] seen) {
        int bins = 0;
        for (int v = 1; v < seen.length; v += 2) {
            bins += seen[v] > 0 ? 1 : 0;
        }
        int[] binStart = new int[bins + 1];
        int[] binEvents = new int[bins];
        double[] binTime = new double[bins];
        int kept = 0;
        int b = 0;
        for (int v = seen.length - 2; v >= 0; v -= 2) {
            int censored = seen[v];
            int events = seen[v + 1];
            seen[v] = b < bins
                    ? kept
                    : -1; // from here on the place of the next such row; nobody leaves any more: nowhere
            kept += censored;
            seen[v + 1] = kept;
            kept += events;
            if (events > 0) {
                binEvents[b] = seen[v + 1];
                binTime[b] = v >> 1;
                binStart[++b] = kept;
            }
        }
        double[] times = table.times();
        int[] events = table.events();
        double[] weights = table.weights();
        int[] row = new int[binStart[bins]];
        for (int i = times.length - 1; i >= 0; i--) {
            int v = 2 * (int) times[i] + (events[i] > 0 ? 1 : 0);
            if (seen[v] >= 0 && (weights == null || weights[i] > 0)) {
                row[seen[v]++] = i;
            }
        }
        int strata = bins > 0 ? 1 : 0;
        return new CoxRows(
                row, null, binStart, binEvents, binTime, bins > 0 ? new int[] {0, bins} : new int[1], new int[strata]);
    }

    /** For any table. */
    static CoxRows sorted(SurvivalTable table) {
        Labels strata = table.stratumLabels();
        int[] order = order(table, strata);
        double[] times = table.times();
        int[] events = table.events();
        double[] weights = table.weights();
        double[] starts = table.starts();
        int n = order.length;
        double[] binTime = new double[bins(table, order)];
        int[] binStart = new int[binTime.length + 1];
        int[] binEvents = new int[binTime.length];
        int[] stratumBin = new int[17];
        int[] stratumCode = new int[16];
        int[] row = new int[n];
        int[] leave = starts == null ? null : new int[n];
        int bins = 0;
        int groups = 0;
        int kept = 0;
        int from = 0;
        while (from < n) {
            int code = strata == null ? 0 : strata.code(order[from]);
            int to = from;
            while (to < n && (strata == null || strata.code(order[to]) == code)) {
                to++;
            }
            int firstBin = bins;
            // the event times of the stratum, from the last one back
            for (int i = from; i < to; i++) {
                int r = order[i];
                if (events[r] > 0
                        && (weights == null || weights[r] > 0)
                        && (bins == firstBin || binTime[bins - 1] != times[r])) {
                    binTime[bins++] = times[r];
                }
            }
            int i = from;
            for (int b = firstBin; b < bins; b++) {
                binStart[b] = kept;
                int first = i;
                while (i < to && times[order[i]] >= binTime[b]) {
                    i++;
                }
                for (int pass = 0; pass < 2; pass++) { // the bin's own events come last
                    if (pass == 1) {
                        binEvents[b] = kept;
                    }
                    for (int k = first; k < i; k++) {
                        int r = order[k];
                        if (events[r] > 0 != (pass == 1) || (weights != null && !(weights[r] > 0))) {
                            continue;
                        }
                        if (leave != null && starts != null) {
                            int out = dropsOut(binTime, b, bins, starts[r]);
                            if (out == b) {
                                continue;
                            }
                            leave[kept] = out == bins ? NEVER : out;
                        }
                        row[kept++] = r;
                    }
                }
            }
            if (bins > firstBin) {
                if (groups == stratumCode.length) {
                    stratumCode = Arrays.copyOf(stratumCode, 2 * groups);
                    stratumBin = Arrays.copyOf(stratumBin, 2 * groups + 1);
                }
                stratumBin[groups] = firstBin;
                stratumCode[groups++] = code;
            }
            from = to;
        }
        binStart[bins] = kept;
        stratumBin[groups] = bins;
        return new CoxRows(
                kept == n ? row : Arrays.copyOf(row, kept),
                leave == null || kept == n ? leave : Arrays.copyOf(leave, kept),
                binStart,
                binEvents,
                binTime,
                Arrays.copyOf(stratumBin, groups + 1),
                Arrays.copyOf(stratumCode, groups));
    }

    /** How many event times there are, over all strata. */
    private static int bins(SurvivalTable table, int[] order) {
        Labels strata = table.stratumLabels();
        double[] times = table.times();
        int[] events = table.events();
        double[] weights = table.weights();
        int bins = 0;
        int before = -1;
        for (int r : order) {
            if (events[r] > 0 && (weights == null || weights[r] > 0)) {
                boolean same = before >= 0
                        && times[before] == times[r]
                        && (strata == null || strata.code(before) == strata.code(r));
                bins += same ? 0 : 1;
                before = r;
            }
        }
        return bins;
    }

    /** The first bin from {@code from} on whose time is not after the start; {@code to} if there is none. */
    private static int dropsOut(double[] binTime, int from, int to, double start) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (binTime[middle] <= start) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
