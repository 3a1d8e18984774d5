package io.clientele.attribution.journey;

import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.util.Arrays;

/** One pass over two logs, person by person. */
final class JourneyScan {

    /** A time at which no touch is too old. */
    private static final long ANY = Long.MIN_VALUE;

    private final Journeys.Options o;
    private final TouchpointLog log;
    private final People people;
    private final long from;
    private final long cutoff;
    private final boolean[] direct;
    private final long[] lookback;
    private final long[] kindLookback;
    private final long window;
    private final Conversions conversions;
    private final Visits visits;
    private final JourneyColumns columns = new JourneyColumns();

    /** The persons with journeys. */
    private int[] customers = new int[16];

    private int customer;
    private long touches;
    private long merged;
    private long orderCount;
    private long returns;
    private long unattributed;
    private double unattributedValue;
    private long open;

    JourneyScan(Journeys.Options o, TouchpointLog log, OrderLog orders, IdentityLinks links, long from, long cutoff) {
        this.o = o;
        this.log = log;
        this.people = new People(log, orders, links, cutoff);
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
        this.kindLookback = new long[log.kinds().size()];
        for (int k = 0; k < kindLookback.length; k++) {
            kindLookback[k] = o.kindLookback()
                    .getOrDefault(log.kinds().id(k), o.lookback())
                    .toMillis();
        }
        this.window = o.window().toMillis();
        this.conversions = new Conversions(orders, people);
        this.visits = new Visits(log, people, o.sessions(), o.sessionGap().toMillis());
    }

    JourneyTable journeys() {
        for (int person = 0; person < people.size(); person++) {
            int before = columns.journeys;
            load(person);
            visits.load(person, cutoff);
            touches += visits.touches();
            for (int i = 0; i < conversions.size(); i++) {
                convert(i);
            }
            visits.showAll();
            merged += visits.merged();
            lost();
            if (columns.journeys > before) {
                if (customer == customers.length) {
                    customers = Arrays.copyOf(customers, 2 * customer);
                }
                customers[customer++] = person;
            }
        }
        JourneyReport report =
                JourneyReport.of(touches, merged, orderCount, returns, unattributed, unattributedValue, open);
        return columns.table(log.channels().ids(), people.names(Arrays.copyOf(customers, customer)), report);
    }

    private void load(int person) {
        conversions.load(person, from, cutoff);
        returns += conversions.returns();
        orderCount += conversions.returns();
        for (int i = 0; i < conversions.size(); i++) {
            orderCount += conversions.time(i) >= from ? 1 : 0;
        }
    }

    private void convert(int i) {
        long time = conversions.time(i);
        long ended = o.repeat() == RepeatConversions.END_JOURNEY ? earlier(i) : Long.MIN_VALUE;
        visits.show(conversions.node(i), time);
        int end = visits.firstAfter(time);
        int start = end;
        long oldest = time - o.lookback().toMillis();
        while (start > 0 && visits.time(start - 1) >= oldest && visits.time(start - 1) > ended) {
            start--;
        }
        int last = end - 1;
        while (last >= start && !counts(last, time)) {
            last--;
        }
        if (last < start || time - visits.time(last) > window) {
            withoutTouch(i);
            return;
        }
        visits.use(start, end);
        if (time >= from) {
            put(start, end, time);
            columns.close(customer, time, true, conversions.value(i));
        }
    }

    /** The person's latest conversion before the i-th that was at another time, as known at the i-th. */
    private long earlier(int i) {
        int before = i - 1;
        while (before >= 0
                && (conversions.time(before) == conversions.time(i)
                        || !people.together(conversions.node(before), conversions.node(i), conversions.time(i)))) {
            before--;
        }
        return before < 0 ? Long.MIN_VALUE : conversions.time(before);
    }

    private boolean counts(int visit, long time) {
        return time == ANY || time - visits.time(visit) <= oldest(visit);
    }

    /** How old a visit may be at an order, by its channel and its kind. */
    private long oldest(int visit) {
        int kind = log.kind(visits.row(visit));
        long byChannel = lookback[visits.channel(visit)];
        return kind < 0 ? byChannel : Math.min(byChannel, kindLookback[kind]);
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
            others |= counts(i, time) && !direct[visits.channel(i)];
        }
        int kept = 0;
        int first = end;
        while (first > start && kept < o.maxTouches()) {
            first--;
            kept += on(first, time, others) ? 1 : 0;
        }
        for (int i = first; i < end; i++) {
            if (on(i, time, others)) {
                columns.touch(visits.channel(i), visits.time(i), visits.row(i));
            }
        }
    }

    private boolean on(int visit, long time, boolean others) {
        return counts(visit, time) && !(others && direct[visits.channel(visit)]);
    }

    /** Visits on no journey with conversion, cut at long pauses, at conversions, and at journeys. */
    private void lost() {
        int next = 0;
        int at = 0;
        while (at < visits.size()) {
            if (visits.used(at)) {
                at++;
                continue;
            }
            int start = at++;
            while (next < conversions.size() && conversions.time(next) < visits.time(start)) {
                next++;
            }
            while (at < visits.size()
                    && !visits.used(at)
                    && visits.time(at) - visits.time(at - 1) <= window
                    && (next == conversions.size() || visits.time(at) <= conversions.time(next))) {
                at++;
            }
            boolean over = next < conversions.size() && o.repeat() == RepeatConversions.END_JOURNEY;
            end(start, at, over);
        }
    }

    private void end(int start, int end, boolean over) {
        long last = visits.time(end - 1);
        if (last < from) {
            return;
        }
        long longest = Math.min(window, oldest(end - 1));
        boolean undecided = !over && last + longest >= cutoff;
        open += undecided ? 1 : 0;
        if (!undecided || o.openJourneys()) {
            put(start, end, ANY);
            columns.close(customer, Math.min(last + window, cutoff), false, 0);
        }
    }
}
