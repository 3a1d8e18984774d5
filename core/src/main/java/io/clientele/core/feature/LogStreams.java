package io.clientele.core.feature;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.Dictionary;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.util.Arrays;

/** Streams over the three logs. */
final class LogStreams {

    private LogStreams() {}

    /** Lines: without returns, returns alone, or all. */
    static final class Lines extends EventStream {

        private final OrderLog log;
        private final Events.Source source;

        Lines(OrderLog log, Events.Source source) {
            super(log);
            this.log = log;
            this.source = source;
        }

        @Override
        Dictionary dictionary(Category category) {
            return log.products();
        }

        @Override
        void take(int row, long time) {
            if (source == Events.Source.LINES_AND_RETURNS || log.isReturn(row) == (source == Events.Source.RETURNS)) {
                int event = append(time);
                set(Value.AMOUNT, event, log.amount(row));
                set(Value.QUANTITY, event, log.quantity(row));
                set(Category.PRODUCT, event, log.product(row));
            }
        }
    }

    /** Orders, which grow by their later lines; in the order of their first lines. */
    static final class Orders extends EventStream {

        private final OrderLog log;
        private int base;
        private int[] events = new int[16]; // by order of the customer: 1 more than its event, 0 for none yet

        Orders(OrderLog log) {
            super(log);
            this.log = log;
        }

        @Override
        Dictionary dictionary(Category category) {
            throw new IllegalStateException("orders carry no " + category);
        }

        @Override
        void open(int customer) {
            super.open(customer);
            if (customer >= 0) {
                int orders = log.orders(customer);
                base = log.order(log.start(customer));
                if (events.length < orders) {
                    events = new int[orders];
                } else {
                    Arrays.fill(events, 0, orders, 0);
                }
            }
        }

        @Override
        void take(int row, long time) {
            if (log.isReturn(row)) {
                return;
            }
            int order = log.order(row) - base;
            int event = events[order] - 1;
            double[] amounts = values[Value.AMOUNT.index];
            if (event < 0) {
                event = append(time);
                events[order] = event + 1;
                set(Value.AMOUNT, event, log.amount(row));
            } else if (amounts.length > 0) {
                amounts[event] += log.amount(row);
            }
        }
    }

    /** Touches of one channel or of all. */
    static final class Touches extends EventStream {

        private static final int ALL = -2;

        private final TouchpointLog log;
        private final int channel;

        Touches(TouchpointLog log, String only) {
            super(log);
            this.log = log;
            this.channel = only.isEmpty() ? ALL : log.channels().find(only).orElse(-1);
        }

        @Override
        Dictionary dictionary(Category category) {
            return category == Category.CHANNEL ? log.channels() : log.campaigns();
        }

        @Override
        void take(int row, long time) {
            int code = log.channel(row);
            if (channel == ALL || code == channel) {
                int event = append(time);
                set(Value.COST, event, log.cost(row));
                set(Category.CHANNEL, event, code);
                set(Category.CAMPAIGN, event, log.campaign(row));
            }
        }
    }

    /** Activities of one kind or of all. */
    static final class Activities extends EventStream {

        private static final int ALL = -2;

        private final ActivityLog log;
        private final int kind;

        Activities(ActivityLog log, String only) {
            super(log);
            this.log = log;
            this.kind = only.isEmpty() ? ALL : log.kinds().find(only).orElse(-1);
        }

        @Override
        Dictionary dictionary(Category category) {
            return log.kinds();
        }

        @Override
        void take(int row, long time) {
            int code = log.kind(row);
            if (kind == ALL || code == kind) {
                int event = append(time);
                set(Value.AMOUNT, event, log.amount(row));
                set(Category.KIND, event, code);
            }
        }
    }
}
