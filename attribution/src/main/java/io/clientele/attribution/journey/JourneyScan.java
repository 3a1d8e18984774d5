package io.clientele.attribution.journey;

import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.util.Arrays;

/** One pass over two logs, customer by customer. */
final class JourneyScan {

    /** A time at which no touch is too old. */
    private static final long ANY = Long.MIN_VALUE;

    private final Journeys.Options o;
    private final TouchpointLog log;
    private final OrderLog orders;
    private final long from;
    private final long cutoff;
    private final boolean[] direct;
    private final long[] lookback;
    private final long window;
    private final Conversions conversions;
    private final JourneyColumns columns = new JourneyColumns();

    /** Rows of the customer's visits. */
    private int[] visits = new int[64];

    private boolean[] used = new boolean[64];
    private int size;

    private int customers;
    private int customer;
    private long touches;
    private long merged;
    private long orderCount;
    private long returns;
    private long unattributed;
    private double unattributedValue;
    private long open;

    JourneyScan(Journeys.Options o, TouchpointLog log, OrderLog orders, long from, long cutoff) {
        this.o = o;
        this.log = log;
        this.orders = orders;
        this.from = from;
        this.cutoff = cutoff;
        int n = log.channels().size();
        this.direct = new boolean[n];
        this.lookback = new long[n];
        long all = o.lookback().toMillis();
        for (int c = 0; c < n; c++) {
            String name = log.channels().id(c);
            direct[c] = o.direct().contains(name);
            lookback[c] = Math.min(
                    all, o.channelLookback().getOrDefault(name, o.lookback()).toMillis());
        }
        this.window = o.window().toMillis();
        this.conversions = new Conversions(orders);
    }

    JourneyTable journeys() {
        int[] buyer = log.customers().codesIn(orders.customers());
        boolean[] touched = new boolean[orders.customers().size()];
        for (int c = 0; c < buyer.length; c++) {
            int before = columns.journeys;
            customer = customers;
            if (buyer[c] >= 0) {
                touched[buyer[c]] = true;
                load(buyer[c]);
            } else {
                conversions.clear();
            }
            visits(c);
            for (int i = 0; i < conversions.size(); i++) {
                convert(i);
            }
            lost();
            customers += columns.journeys > before ? 1 : 0;
        }
        for (int c = 0; c < touched.length; c++) {
            if (!touched[c]) {
                load(c);
                for (int i = 0; i < conversions.size(); i++) {
                    withoutTouch(i);
                }
            }
        }
        JourneyReport report =
                JourneyReport.of(touches, merged, orderCount, returns, unattributed, unattributedValue, open);
        return columns.table(log.channels().ids(), customers, report);
    }

    private void load(int buyer) {
        conversions.load(buyer, from, cutoff);
        returns += conversions.returns();
        orderCount += conversions.returns();
        for (int i = 0; i < conversions.size(); i++) {
            orderCount += conversions.time(i) >= from ? 1 : 0;
        }
    }

    private void visits(int c) {
        int end = log.firstAtOrAfter(c, cutoff);
        int start = log.start(c);
        touches += end - start;
        if (visits.length < end - start) {
            visits = new int[Math.max(end - start, 2 * visits.length)];
            used = new boolean[visits.length];
        }
        size = 0;
        for (int row = start; row < end; row++) {
            if (o.sessions()
                    && row > start
                    && log.channel(row) == log.channel(row - 1)
                    && log.time(row) - log.time(row - 1) <= o.sessionGap().toMillis()) {
                merged++;
            } else {
                visits[size++] = row;
            }
        }
        Arrays.fill(used, 0, size, false);
    }

    private void convert(int i) {
        long time = conversions.time(i);
        long ended = o.repeat() == RepeatConversions.END_JOURNEY ? earlier(i) : Long.MIN_VALUE;
        int end = firstAfter(time);
        int start = end;
        long oldest = time - o.lookback().toMillis();
        while (start > 0 && log.time(visits[start - 1]) >= oldest && log.time(visits[start - 1]) > ended) {
            start--;
        }
        int last = end - 1;
        while (last >= start && !counts(last, time)) {
            last--;
        }
        if (last < start || time - log.time(visits[last]) > window) {
            withoutTouch(i);
            return;
        }
        Arrays.fill(used, start, end, true);
        if (time >= from) {
            put(start, end, time);
            columns.close(customer, time, true, conversions.value(i));
        }
    }

    /** The customer's latest conversion before the i-th that was at another time. */
    private long earlier(int i) {
        int before = i - 1;
        while (before >= 0 && conversions.time(before) == conversions.time(i)) {
            before--;
        }
        return before < 0 ? Long.MIN_VALUE : conversions.time(before);
    }

    private int firstAfter(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (log.time(visits[middle]) <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean counts(int visit, long time) {
        return time == ANY || time - log.time(visits[visit]) <= lookback[log.channel(visits[visit])];
    }

    private void withoutTouch(int i) {
        if (conversions.time(i) >= from) {
            unattributed++;
            unattributedValue += conversions.value(i);
        }
    }

    /** Adds the touches among the visits that count at a time, or at {@link #ANY}. */
    private void put(int start, int end, long time) {
        boolean others = false;
        for (int i = start; i < end; i++) {
            others |= counts(i, time) && !direct[log.channel(visits[i])];
        }
        int kept = 0;
        int first = end;
        while (first > start && kept < o.maxTouches()) {
            first--;
            kept += on(first, time, others) ? 1 : 0;
        }
        for (int i = first; i < end; i++) {
            if (on(i, time, others)) {
                columns.touch(log.channel(visits[i]), log.time(visits[i]), visits[i]);
            }
        }
    }

    private boolean on(int visit, long time, boolean others) {
        return counts(visit, time) && !(others && direct[log.channel(visits[visit])]);
    }

    /** Visits on no journey with conversion, cut at long pauses, at conversions, and at journeys. */
    private void lost() {
        int next = 0;
        int at = 0;
        while (at < size) {
            if (used[at]) {
                at++;
                continue;
            }
            int start = at++;
            while (next < conversions.size() && conversions.time(next) < log.time(visits[start])) {
                next++;
            }
            while (at < size
                    && !used[at]
                    && log.time(visits[at]) - log.time(visits[at - 1]) <= window
                    && (next == conversions.size() || log.time(visits[at]) <= conversions.time(next))) {
                at++;
            }
            boolean over = next < conversions.size() && o.repeat() == RepeatConversions.END_JOURNEY;
            end(start, at, over);
        }
    }

    private void end(int start, int end, boolean over) {
        long last = log.time(visits[end - 1]);
        if (last < from) {
            return;
        }
        long longest = Math.min(window, lookback[log.channel(visits[end - 1])]);
        boolean undecided = !over && last + longest >= cutoff;
        open += undecided ? 1 : 0;
        if (!undecided || o.openJourneys()) {
            put(start, end, ANY);
            columns.close(customer, Math.min(last + window, cutoff), false, 0);
        }
    }
}
