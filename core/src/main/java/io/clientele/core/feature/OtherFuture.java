package io.clientele.core.feature;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.Dictionary;
import io.clientele.core.data.EventLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/** Logs with the same past and a random future. Used once. */
final class OtherFuture {

    private static final long LONGEST = 400 * Plan.DAY;
    private static final int NEW_CUSTOMERS = 20;
    private static final String NEW = "leak-test-";

    private final long cutoff;
    private final RandomGenerator random;

    OtherFuture(long cutoff, RandomGenerator random) {
        this.cutoff = cutoff;
        this.random = random;
    }

    EventLogs of(EventLogs logs) {
        List<EventLog> others = new ArrayList<>();
        logs.orders().ifPresent(log -> others.add(orders(log, logs.customers())));
        logs.touchpoints().ifPresent(log -> others.add(touchpoints(log, logs.customers())));
        logs.activities().ifPresent(log -> others.add(activities(log, logs.customers())));
        return EventLogs.of(others.toArray(new EventLog[0]));
    }

    /** What to do with an event. */
    @FunctionalInterface
    private interface Event {
        /** Adds the event of a row, which is -1 for a new one, with its values or with random ones. */
        void add(int row, boolean asItWas);
    }

    /** Keeps the past and part of the future, changes the rest, and adds to it: one new event for every second customer. */
    private void rewrite(EventLog log, Dictionary customers, Event event) {
        for (int c = 0; c < log.customers().size(); c++) {
            int future = log.firstAtOrAfter(c, cutoff);
            for (int row = log.start(c); row < log.end(c); row++) {
                int fate = row < future ? 0 : random.nextInt(4);
                if (fate < 3) { // else dropped
                    event.add(row, fate == 0);
                }
            }
        }
        for (int k = customers.size() / 2 + NEW_CUSTOMERS; k > 0; k--) {
            event.add(-1, false);
        }
    }

    private OrderLog orders(OrderLog log, Dictionary customers) {
        OrderLog.Builder other = OrderLog.builder();
        boolean ids = log.rows() > 0 && log.orderId(0).isPresent();
        int[] fresh = {0};
        rewrite(log, customers, (row, asItWas) -> {
            if (asItWas) {
                copyId(log.customers(), log.customer(row), other::customer, other::customer);
                other.time(log.time(row)).quantity(log.quantity(row)).amount(log.amount(row));
            } else {
                otherCustomer(customers, other::customer, other::customer);
                double sign = random.nextInt(4) == 0 ? -1 : 1;
                other.time(otherTime())
                        .quantity(sign * (1 + random.nextInt(9)))
                        .amount(sign * 1000 * random.nextDouble());
            }
            int product = asItWas ? log.product(row) : otherCode(log.products());
            if (product >= 0) {
                copyId(log.products(), product, other::product, other::product);
            }
            if (ids) { // an id of another customer makes an order of its own, one of the same customer goes on
                boolean known = row >= 0 && (asItWas || random.nextBoolean());
                other.order(known ? log.orderId(log.order(row)).orElseThrow() : NEW + fresh[0]++);
            }
            other.add();
        });
        if (ids) {
            continueOrders(log, other);
        }
        return other.build();
    }

    /** Further lines, in the future, of orders of the past. */
    private void continueOrders(OrderLog log, OrderLog.Builder other) {
        for (int c = 0; c < log.customers().size(); c++) {
            int past = log.firstAtOrAfter(c, cutoff) - log.start(c);
            if (past > 0 && random.nextBoolean()) {
                int row = log.start(c) + random.nextInt(past);
                copyId(log.customers(), c, other::customer, other::customer);
                other.order(log.orderId(log.order(row)).orElseThrow())
                        .time(otherTime())
                        .amount(1000 * random.nextDouble())
                        .add();
            }
        }
    }

    private TouchpointLog touchpoints(TouchpointLog log, Dictionary customers) {
        TouchpointLog.Builder other = TouchpointLog.builder();
        rewrite(log, customers, (row, asItWas) -> {
            if (asItWas) {
                copyId(log.customers(), log.customer(row), other::customer, other::customer);
                other.time(log.time(row)).cost(log.cost(row));
            } else {
                otherCustomer(customers, other::customer, other::customer);
                other.time(otherTime()).cost(10 * random.nextDouble());
            }
            int channel = asItWas ? log.channel(row) : otherCode(log.channels());
            other.channel(channel < 0 ? NEW + random.nextInt(3) : log.channels().id(channel));
            int campaign = asItWas ? log.campaign(row) : otherCode(log.campaigns());
            if (campaign >= 0) {
                other.campaign(log.campaigns().id(campaign));
            }
            other.add();
        });
        return other.build();
    }

    private ActivityLog activities(ActivityLog log, Dictionary customers) {
        ActivityLog.Builder other = ActivityLog.builder();
        rewrite(log, customers, (row, asItWas) -> {
            if (asItWas) {
                copyId(log.customers(), log.customer(row), other::customer, other::customer);
                other.time(log.time(row)).amount(log.amount(row));
            } else {
                otherCustomer(customers, other::customer, other::customer);
                other.time(otherTime()).amount(100 * random.nextGaussian());
            }
            int kind = asItWas ? log.kind(row) : otherCode(log.kinds());
            other.kind(kind < 0 ? NEW + random.nextInt(3) : log.kinds().id(kind))
                    .add();
        });
        return other.build();
    }

    private static void copyId(Dictionary ids, int code, Consumer<String> text, LongConsumer number) {
        if (ids.isNumeric()) {
            number.accept(ids.number(code));
        } else {
            text.accept(ids.id(code));
        }
    }

    /** Mostly one of ours, sometimes a new one. */
    private void otherCustomer(Dictionary customers, Consumer<String> text, LongConsumer number) {
        int code = random.nextInt(customers.size() + NEW_CUSTOMERS);
        if (code < customers.size()) {
            copyId(customers, code, text, number);
        } else if (customers.isNumeric()) {
            long last = customers.size() == 0 ? 0 : customers.number(customers.size() - 1);
            number.accept(last > Long.MAX_VALUE - NEW_CUSTOMERS ? code : last + code - customers.size() + 1);
        } else {
            text.accept(NEW + code);
        }
    }

    private int otherCode(Dictionary names) {
        return random.nextInt(names.size() + 1) - 1;
    }

    /** Every third time is exactly the cut-off. */
    private long otherTime() {
        long time = random.nextInt(3) == 0 ? cutoff : cutoff + (long) (random.nextDouble() * LONGEST);
        return Math.min(time, EventLog.LATEST.toEpochMilli() - 1);
    }
}
