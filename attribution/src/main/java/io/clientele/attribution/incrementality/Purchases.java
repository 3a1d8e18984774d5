package io.clientele.attribution.incrementality;

import io.clientele.core.data.OrderLog;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalInt;

/** What each of some customers bought in a period. */
final class Purchases {

    private Purchases() {}

    static double[] of(OrderLog orders, Collection<String> customers, Instant from, Instant to, Metric metric) {
        double[] outcomes = new double[customers.size()];
        int i = 0;
        for (String customer : customers) {
            OptionalInt code = orders.customers().find(customer);
            if (code.isPresent()) {
                int start = orders.firstAtOrAfter(code.getAsInt(), from.toEpochMilli());
                int end = orders.firstAtOrAfter(code.getAsInt(), to.toEpochMilli());
                outcomes[i] = metric == Metric.VALUE
                        ? value(orders, start, end)
                        : conversions(orders, orders.start(code.getAsInt()), start, end);
            }
            i++;
        }
        return outcomes;
    }

    private static double value(OrderLog orders, int start, int end) {
        double sum = 0;
        for (int row = start; row < end; row++) {
            sum += orders.amount(row);
        }
        return sum;
    }

    /** Orders that begin in the period; an order is worth what its lines up to the period's end are. */
    private static double conversions(OrderLog orders, int first, int start, int end) {
        int latest = -1;
        for (int row = first; row < start; row++) {
            latest = Math.max(latest, orders.order(row));
        }
        if (end <= start) {
            return 0;
        }
        int opened = latest;
        for (int row = start; row < end; row++) {
            opened = Math.max(opened, orders.order(row));
        }
        double[] worth = new double[opened - Math.max(latest, orders.order(first) - 1)];
        int from = opened - worth.length + 1;
        for (int row = start; row < end; row++) {
            if (orders.order(row) >= from) {
                worth[orders.order(row) - from] += orders.amount(row);
            }
        }
        int count = 0;
        for (double w : worth) {
            count += w >= 0 ? 1 : 0;
        }
        return count;
    }
}
