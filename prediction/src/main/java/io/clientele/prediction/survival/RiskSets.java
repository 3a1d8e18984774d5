package io.clientele.prediction.survival;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The distinct times of some rows and, at each, who is at risk, has the event, is censored. One sort (or, for whole numbers,
 * one table of the numbers seen) and one pass; sums are taken from the last time back, so that nothing is subtracted unless
 * rows enter late.
 */
final class RiskSets {

    /** Whole numbers up to this many times the rows are looked up in a table instead of sorted. */
    private static final int SPREAD = 4;

    /** Distinct times, ascending. */
    final double[] times;

    final double[] atRisk;
    final double[] events;
    final double[] censored;
    /** Rows at risk and rows with the event, without weights. */
    final int[] members;

    final int[] eventMembers;

    /** Numbers in the table of the rows used (weight above 0). */
    final int[] rows;
    /** For each of these, the index of its time. */
    final int[] last;
    /** For each of these, the first index at which it is at risk; null when nobody enters late. */
    final int @Nullable [] first;

    final double total;

    /**
     * Collects rows.
     *
     * @param table the data
     * @param candidates row numbers
     * @param continued rows whose end is not an exit
     */
    RiskSets(SurvivalTable table, int[] candidates, boolean[] continued) {
        double[] weights = table.weights();
        rows = weights == null ? candidates : positive(candidates, weights);
        double[] ends = new double[rows.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = table.times()[rows[i]];
        }
        last = new int[rows.length];
        times = number(ends, last);
        int k = times.length;
        atRisk = new double[k];
        events = new double[k];
        censored = new double[k];
        members = new int[k];
        eventMembers = new int[k];
        double[] entering = new double[k + 1];
        int[] enteringMembers = new int[k + 1];
        double[] starts = table.starts();
        first = starts == null ? null : new int[rows.length];
        int[] codes = table.events();
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            int at = last[i];
            double w = weights == null ? 1 : weights[row];
            sum += w;
            atRisk[at] += w;
            members[at]++;
            if (codes[row] > 0) {
                events[at] += w;
                eventMembers[at]++;
            } else if (!continued[row]) {
                censored[at] += w;
            }
            if (first != null && starts != null) {
                int from = after(starts[row]);
                first[i] = from;
                entering[from] += w;
                enteringMembers[from]++;
            }
        }
        total = sum;
        for (int at = k - 2; at >= 0; at--) {
            atRisk[at] += atRisk[at + 1] - (first == null ? 0 : entering[at + 1]);
            members[at] += members[at + 1] - (first == null ? 0 : enteringMembers[at + 1]);
        }
    }

    private static int[] positive(int[] candidates, double[] weights) {
        int[] kept = new int[candidates.length];
        int n = 0;
        for (int row : candidates) {
            if (weights[row] > 0) {
                kept[n++] = row;
            }
        }
        return n == kept.length ? candidates : Arrays.copyOf(kept, n);
    }

    /** Index of the first time after a start. */
    private int after(double start) {
        int at = Arrays.binarySearch(times, start);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /**
     * Numbers the distinct values in ascending order.
     *
     * @param values finite, at least 0
     * @param number gets the number of each value
     * @return the distinct values
     */
    static double[] number(double[] values, int[] number) {
        int n = values.length;
        double largest = 0;
        boolean whole = true;
        for (double value : values) {
            largest = Math.max(largest, value);
            whole &= value == (int) value;
        }
        return whole && largest <= Math.max(1 << 16, (double) SPREAD * n)
                ? numberWhole(values, number, (int) largest)
                : numberSorted(values, number);
    }

    private static double[] numberWhole(double[] values, int[] number, int largest) {
        int[] table = new int[largest + 1];
        for (double value : values) {
            table[(int) value] = 1;
        }
        int distinct = 0;
        for (int v = 0; v <= largest; v++) {
            distinct += table[v];
            table[v] = distinct - table[v];
        }
        double[] times = new double[distinct];
        for (int i = 0; i < values.length; i++) {
            number[i] = table[(int) values[i]];
            times[number[i]] = values[i];
        }
        return times;
    }

    private static double[] numberSorted(double[] values, int[] number) {
        int[] order = TimeOrder.ascending(values);
        double[] times = new double[values.length];
        int distinct = 0;
        for (int row : order) {
            if (distinct == 0 || values[row] != times[distinct - 1]) {
                times[distinct++] = values[row];
            }
            number[row] = distinct - 1;
        }
        return Arrays.copyOf(times, distinct);
    }

    /** Positions in order of their number; numbers of {@code count} and beyond come last. */
    static int[] grouped(int[] numbers, int count) {
        int[] next = new int[count + 2];
        for (int number : numbers) {
            next[Math.min(number, count) + 1]++;
        }
        for (int k = 0; k <= count; k++) {
            next[k + 1] += next[k];
        }
        int[] order = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            order[next[Math.min(numbers[i], count)]++] = i;
        }
        return order;
    }

    /** Row numbers, one array per stratum. */
    static int[][] byStratum(SurvivalTable data) {
        Labels strata = data.stratumLabels();
        int[] all = new int[data.rows()];
        Arrays.setAll(all, i -> i);
        if (strata == null) {
            return new int[][] {all};
        }
        int[] codes = new int[all.length];
        Arrays.setAll(codes, strata::code);
        int[] order = grouped(codes, strata.count());
        int[][] rows = new int[strata.count()][];
        int from = 0;
        for (int s = 0; s < rows.length; s++) {
            int to = from;
            while (to < order.length && codes[order[to]] == s) {
                to++;
            }
            rows[s] = Arrays.copyOfRange(order, from, to);
            from = to;
        }
        return rows;
    }
}
