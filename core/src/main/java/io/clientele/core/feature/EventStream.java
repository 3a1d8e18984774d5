package io.clientele.core.feature;

import io.clientele.core.data.Dictionary;
import io.clientele.core.data.EventLog;
import java.util.Arrays;

/**
 * The events of one customer, as far as they are known: {@link #advance} takes those before a cut-off from the log, and nothing
 * here ever sees a later one. Cut-offs of one customer rise. Not thread-safe.
 */
abstract class EventStream {

    private static final int SMALLEST = 16;

    private final EventLog log;
    private int row;
    private int end;

    /** Number of events known, and their times. */
    int size;

    long[] times = new long[SMALLEST];

    /** By {@link Value}: one number an event; of length 0 where nobody asks for it. */
    final double[][] values = new double[Value.values().length][0];

    /** By {@link Category}: one code an event, -1 for none; of length 0 where nobody asks for it. */
    final int[][] categories = new int[Category.values().length][0];

    private final int[][] seen = new int[Category.values().length][0]; // by code: the last window it was seen in
    private final int[][] counts = new int[Category.values().length][0];
    private int[] order = new int[SMALLEST];
    private int window;

    EventStream(EventLog log) {
        this.log = log;
    }

    final void need(Value value) {
        values[value.index] = new double[SMALLEST];
    }

    final void need(Category category) {
        categories[category.index] = new int[SMALLEST];
        seen[category.index] = new int[dictionary(category).size()];
        counts[category.index] = new int[dictionary(category).size()];
    }

    abstract Dictionary dictionary(Category category);

    /** Starts a customer, given the log's code, or -1 for one without events. */
    void open(int customer) {
        size = 0;
        row = customer < 0 ? 0 : log.start(customer);
        end = customer < 0 ? 0 : log.end(customer);
    }

    /** Takes the events strictly before a time. */
    final void advance(long cutoff) {
        while (row < end) {
            long time = log.time(row);
            if (time >= cutoff) {
                return;
            }
            take(row++, time);
        }
    }

    /** Takes a row, or leaves it if it is none of ours. */
    abstract void take(int logRow, long time);

    /** Makes a place for one more event; the caller sets its values. */
    final int append(long time) {
        if (size == times.length) {
            int wider = size + (size >> 1);
            times = Arrays.copyOf(times, wider);
            for (int v = 0; v < values.length; v++) {
                values[v] = values[v].length == 0 ? values[v] : Arrays.copyOf(values[v], wider);
            }
            for (int c = 0; c < categories.length; c++) {
                categories[c] = categories[c].length == 0 ? categories[c] : Arrays.copyOf(categories[c], wider);
            }
        }
        times[size] = time;
        return size++;
    }

    final void set(Value value, int event, double number) {
        double[] column = values[value.index];
        if (column.length > 0) {
            column[event] = number;
        }
    }

    final void set(Category category, int event, int code) {
        int[] column = categories[category.index];
        if (column.length > 0) {
            column[event] = code;
        }
    }

    /** The first event known at or after a time. */
    final int firstAtOrAfter(long time) {
        if (size == 0 || times[0] >= time) {
            return 0; // most customers have few events
        }
        int low = 1;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    final int distinct(Category category, int from, int to) {
        int[] codes = categories[category.index];
        int[] last = seen[category.index];
        int now = nextWindow();
        int distinct = 0;
        for (int i = from; i < to; i++) {
            int code = codes[i];
            if (code >= 0 && last[code] != now) {
                last[code] = now;
                distinct++;
            }
        }
        return distinct;
    }

    /** Summed in the order in which names first occur, so that it does not hang on how a log codes them; NaN without names. */
    final double entropy(Category category, int from, int to) {
        int[] codes = categories[category.index];
        int[] last = seen[category.index];
        int[] count = counts[category.index];
        int now = nextWindow();
        int distinct = 0;
        int named = 0;
        for (int i = from; i < to; i++) {
            int code = codes[i];
            if (code < 0) {
                continue;
            }
            named++;
            if (last[code] != now) {
                last[code] = now;
                count[code] = 0;
                if (distinct == order.length) {
                    order = Arrays.copyOf(order, distinct << 1);
                }
                order[distinct++] = code;
            }
            count[code]++;
        }
        if (named == 0) {
            return Double.NaN;
        }
        double entropy = 0;
        for (int k = 0; k < distinct; k++) {
            double share = (double) count[order[k]] / named;
            entropy -= share * StrictMath.log(share);
        }
        return entropy + 0.0; // one name alone gives -0.0
    }

    private int nextWindow() {
        if (window == Integer.MAX_VALUE) {
            for (int[] last : seen) {
                Arrays.fill(last, 0);
            }
            window = 0;
        }
        return ++window;
    }
}
